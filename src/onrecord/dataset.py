"""A dataset: its metadata and, per table, Arrow columns in canonical order; SQL over all of them."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count
from typing import Protocol

import duckdb
import pyarrow as pa

from onrecord.models import Metadata
from onrecord.problems import Problem
from onrecord.tables import ORIGIN, TABLES

BATCH_ROWS = 16_384
"""Rows in a record batch: the one size in which every writer sees a table, so that bytes repeat."""

_SEALED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
}
"""A query fetches nothing and reads no file."""
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

    def problem(self, origin: int, field: str, code: str, message: str, help: str = "") -> Problem:
        """A problem at a field of the row of that origin, or at the row itself where it lacks the field."""
        ...


@dataclass(frozen=True)
class Records:
    """What a reader found: rows as authors wrote them, valid one by one, and every problem of the others."""

    metadata: Metadata | None
    tables: Mapping[str, pa.Table]
    """Every authored table by name, in the schema of ``Table.authored_schema``; rows in the order of reading."""
    origins: Origins
    problems: tuple[Problem, ...] = ()
    refused: frozenset[str] = frozenset()
    """Ids of records that are not in the tables because of their problems."""
    complete: bool = True
    """False where part of a file could not be read at all, so that nobody knows which records it holds."""
    reasons: pa.Table = dataclasses.field(default_factory=REASONS.empty_table)
    """What authors give as reasons for changes, in the schema ``REASONS``."""
    metadata_origin: int = 0
    """The origin of the metadata."""


@dataclass(frozen=True)
class Previous:
    """The release before: what it said, and when."""

    version: str
    issued: date
    tables: Mapping[str, pa.Table]
    """Every table of ``TABLES``, in its schema."""
    register: str = "records.csv"
    """The file with its register of ids, as problems call it."""


@dataclass(frozen=True)
class Dataset:
    """The whole content of a release: every table of ``TABLES``, complete and in canonical order."""

    metadata: Metadata
    tables: Mapping[str, pa.Table]
    previous: str = ""
    """The version of the release before; empty for a first release."""

    def batches(self, name: str) -> Iterator[pa.RecordBatch]:
        """The rows of a table in batches of ``BATCH_ROWS``, in its release schema; at least one batch."""
        table = self.tables[name].combine_chunks()
        yield from table.to_batches(max_chunksize=BATCH_ROWS) or [pa.RecordBatch.from_pylist([], TABLES[name].schema)]


def query(tables: Mapping[str, pa.Table], sql: str) -> pa.Table:
    """The answer to an SQL query over tables by name (DuckDB's dialect); a repeated column gets a number.

    Raises duckdb.Error for a query that fails, and for anything that is not one query.
    """
    with _database().cursor() as connection:
        for name in tables.keys() & set(_WORD.findall(sql.lower())):
            connection.register(name, tables[name])
        statements = connection.extract_statements(sql)
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            raise duckdb.InvalidInputException("a query is one SELECT")
        return _with_unique_names(connection.sql(sql).to_arrow_table())


def _with_unique_names(table: pa.Table) -> pa.Table:
    names: list[str] = []
    for name in table.column_names:
        taken = (f"{name}_{number}" for number in count(1))
        names.append(name if name not in names else next(other for other in taken if other not in names))
    return table.rename_columns(names)


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """One empty database for all queries, because opening one takes longer than most queries; each has its cursor."""
    return duckdb.connect(":memory:", config=_SEALED)
