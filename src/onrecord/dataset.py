"""A dataset: its metadata and, per table, Arrow columns in canonical order; SQL over all of them."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from onrecord.batches import T, WritePart, in_turn, rebatched
from onrecord.duck_store import connect
from onrecord.models import Metadata
from onrecord.problems import Problem
from onrecord.store import Store
from onrecord.tables import ORIGIN, TABLES

_WORD = re.compile(r"\w+")
REASONS = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in ("record_id", "table_name", "column_name", "reason", "version")),
        pa.field(ORIGIN, pa.int64()),
    ]
)
"""The columns of authors' reasons for changes; ``table_name``, ``column_name`` and ``version`` may be empty."""


class Origins(Protocol):
    """Knows which place in which input file an origin number stands for."""

    def problem(self, origin: int, field: str, code: str, message: str, help: str = "", *, value: str = "") -> Problem:
        """A problem at a field of the row of that origin, or at the row itself where it lacks the field.

        ``value`` is what the field holds, where that is known: it tells rows of one origin apart.
        """
        ...


STAND_IN = "unread"
"""What stands in the id that a reader gives a row without one, which no problem names."""
AUTHORED = "authored_"
"""What the names of tables in a store begin with where they hold rows as authors wrote them."""


@dataclass(frozen=True)
class Stored(Mapping[str, pa.Table]):
    """Tables of a store by the names and in the schemas in which others know them; each is loaded when asked for."""

    store: Store
    schemas: Mapping[str, pa.Schema]
    prefix: str = ""

    def __getitem__(self, name: str) -> pa.Table:
        return pa.Table.from_batches(self.batches(name), self.schemas[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.schemas)

    def __len__(self) -> int:
        return len(self.schemas)

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return self.store.counts({name: f"{self.prefix}{name}" for name in self.schemas})

    def batches(self, name: str) -> Iterator[pa.RecordBatch]:
        """The rows of a table in batches of ``BATCH_ROWS``, in their order; none of an empty table."""
        schema = self.schemas[name]
        for batch in self.store.batches(f"{self.prefix}{name}", schema.names):
            yield pa.RecordBatch.from_arrays(batch.columns, schema=schema)

    def by_parts(self, name: str, rows: int, into: Path, write: WritePart[T]) -> Iterator[T]:
        """As ``Store.by_parts``, of a table in its schema."""
        return self.store.by_parts(f"{self.prefix}{name}", self.schemas[name], rows, into, write)


@dataclass(frozen=True)
class Records:
    """What a reader found: rows as authors wrote them, valid one by one, and every problem of the others."""

    metadata: Metadata | None
    store: Store
    """Every authored table, called ``authored_`` and its name, in the columns of ``Table.authored_schema``; rows in the
    order of reading."""
    origins: Origins
    problems: tuple[Problem, ...] = ()
    refused: frozenset[str] = frozenset()
    """Ids of records that have problems: they are not in the tables, or without what is wrong in them."""
    complete: bool = True
    """False where part of a file could not be read at all, so that nobody knows which records it holds."""
    reasons: pa.Table = dataclasses.field(default_factory=REASONS.empty_table)
    """What authors give as reasons for changes, in the schema ``REASONS``."""
    metadata_origin: int = 0
    """The origin of the metadata."""
    doubtful: frozenset[int] = frozenset()
    """Origins of rows that lack something because of problems: only where their references lead can be judged."""

    @property
    def tables(self) -> Stored:
        """Every authored table by name, in the schema of ``Table.authored_schema``."""
        schemas = {table.name: table.authored_schema for table in TABLES.values() if table.authored}
        return Stored(self.store, schemas, AUTHORED)


@dataclass(frozen=True)
class Previous:
    """The release before: what it said, and when."""

    version: str
    issued: date
    rows: Callable[[str], Iterable[pa.Table]]
    """The rows of each table of ``TABLES`` by its name, in its columns, piece by piece."""
    register: Sequence[tuple[str, int]] = ()
    """The CSV files with its register of ids, as problems call them, and the number of rows of each."""
    said: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """What it said of the dataset, by the field of ``dataset.yaml``; empty where that is not known."""

    def place(self, line: int) -> tuple[str, int]:
        """The file and the line in it of what would be a line of the register in one file; each has a header."""
        for path, rows in self.register:
            if line <= rows + 1:
                return path, line
            line -= rows
        return "records.csv", line


@dataclass(frozen=True)
class Dataset:
    """The whole content of a release: every table of ``TABLES``, complete and in canonical order."""

    metadata: Metadata
    tables: Mapping[str, pa.Table]
    previous: str = ""
    """The version of the release before; empty for a first release."""

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        if isinstance(self.tables, Stored):
            return self.tables.counts()
        return {name: len(rows) for name, rows in self.tables.items()}

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return self._counts[name]

    def batches(self, name: str) -> Iterator[pa.RecordBatch]:
        """The rows of a table in batches of ``BATCH_ROWS``, in its release schema; at least one batch."""
        empty = True
        for batch in _batches(self.tables, name):
            empty = False
            yield batch
        if empty:
            yield pa.RecordBatch.from_pylist([], TABLES[name].schema)

    def by_parts(self, name: str, rows: int, into: Path, write: WritePart[T]) -> Iterator[T]:
        """Has every so many rows of a table written into a folder, by whoever holds them; yields what that returns."""
        if isinstance(self.tables, Stored):
            return self.tables.by_parts(name, rows, into, write)
        return in_turn(self.batches(name), self.count(name), rows, into, write)

    def query(self, sql: str, beside: Mapping[str, pa.Table] | None = None) -> pa.Table:
        """The answer to an SQL query over the tables, and small ones beside them, in memory."""
        return query(self.tables, sql, beside)

    def rows(self, sql: str, beside: Mapping[str, pa.Table] | None = None) -> list[dict[str, Any]]:
        """The same as dicts, for answers of a few rows."""
        return rows(self.tables, sql, beside)


def _batches(tables: Mapping[str, pa.Table], name: str) -> Iterable[pa.RecordBatch]:
    return tables.batches(name) if isinstance(tables, Stored) else rebatched(tables[name].to_batches())


def query(tables: Mapping[str, Any], sql: str, beside: Mapping[str, pa.Table] | None = None) -> pa.Table:
    """The answer to an SQL query over tables by name (DuckDB's dialect); a repeated column gets a number.

    Tables are in any form that DuckDB reads. ``beside`` has small ones that the query asks for as well.

    Raises duckdb.Error for a query that fails, and for anything that is not one query.
    """
    if store := _store_of(tables):
        return store.query(sql, beside)
    with _database().cursor() as connection:
        for name in tables.keys() & set(_WORD.findall(sql.lower())):
            connection.register(name, tables[name])
        for name, rows in (beside or {}).items():
            connection.register(name, rows)
        statements = connection.extract_statements(sql)
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            raise duckdb.InvalidInputException("a query is one SELECT")
        return _with_unique_names(connection.sql(sql).to_arrow_table())


def rows(tables: Mapping[str, Any], sql: str, beside: Mapping[str, pa.Table] | None = None) -> list[dict[str, Any]]:
    """The answer to ``query`` as dicts, for answers of a few rows."""
    store = _store_of(tables)
    return store.rows(sql, beside) if store else list(query(tables, sql, beside).to_pylist())


def _store_of(tables: Mapping[str, Any]) -> Store | None:
    """The store that holds the tables under their own names, if one does."""
    if isinstance(tables, Stored) and not tables.prefix:
        return tables.store
    return tables if isinstance(tables, Store) else None


def _with_unique_names(table: pa.Table) -> pa.Table:
    names: list[str] = []
    for name in table.column_names:
        taken = (f"{name}_{number}" for number in count(1))
        names.append(name if name not in names else next(other for other in taken if other not in names))
    return table.rename_columns(names)


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """One empty database for all queries, because opening one takes longer than most queries; each has its cursor."""
    return connect()
