"""Tables by name and SQL over them: what every store can do."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from onrecord.batches import T, WritePart, in_turn


class Store(Mapping[str, pa.Table], ABC):
    """Tables by name. As a mapping it gives each whole, in memory; most other verbs never hold one whole.

    Every text of SQL is in the dialect of DuckDB, and says the same in every store.
    """

    def __init__(self) -> None:
        self._names: dict[str, None] = {}
        """The tables, in the order in which they were first made."""

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return self.counts({name: name})[name]

    def rows(self, sql: str, beside: Mapping[str, pa.Table] | None = None) -> list[dict[str, Any]]:
        """The answer to one query as dicts, for answers of a few rows."""
        return list(self.query(sql, beside).to_pylist())

    def by_parts(self, name: str, schema: pa.Schema, rows: int, into: Path, write: WritePart[T]) -> Iterator[T]:
        """Has every so many rows of a table written into a folder; yields what writing each part returns, in order.

        ``write`` gets the columns of the schema. It may run anywhere, and more than once for a part: it is a function
        of what it is given alone.
        """
        batches = self.batches(name, schema.names)
        typed = (pa.RecordBatch.from_arrays(batch.columns, schema=schema) for batch in batches)
        return in_turn(typed, self.count(name), rows, into, write)

    def answers(self, queries: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
        """The answers to several queries of which none waits for another, in their order, each as ``rows`` gives it."""
        return map(self.rows, queries)

    def at_once(self, steps: Sequence[Callable[[], object]]) -> None:
        """Takes steps of which none needs what another makes; at the same time, where that saves any.

        Each must bear being taken twice: a store may take one again that lacked memory.
        """
        for step in steps:
            step()

    @abstractmethod
    def close(self) -> None:
        """Forgets every table; done by itself where nobody needs the store any more."""

    @abstractmethod
    def query(self, sql: str, beside: Mapping[str, pa.Table] | None = None) -> pa.Table:
        """The answer to one query, in memory; ``beside`` has small tables that it asks for besides the store's."""

    @abstractmethod
    def stream(self, sql: str) -> Iterator[pa.RecordBatch]:
        """The answer to one query in batches of ``BATCH_ROWS``, all but the last full."""

    @abstractmethod
    def batches(self, name: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Columns of a table in batches of ``BATCH_ROWS``, all but the last full, its rows in their order."""

    @abstractmethod
    def counts(self, names: Mapping[str, str]) -> dict[str, int]:
        """How many rows tables have, by what the caller calls each."""

    @abstractmethod
    def put(self, name: str, rows: pa.Table) -> None:
        """Makes a table of rows, in place of any of that name."""

    @abstractmethod
    def append(self, name: str, rows: pa.Table) -> None:
        """Adds rows to the end of a table."""

    @abstractmethod
    def define(self, name: str, sql: str, order: Sequence[str] = (), *, mostly: bool = False) -> int:
        """Makes a table of the answer to a query, in the order of some columns, in place of any of that name.

        ``mostly`` tells that the answer is most likely in that order, so that it pays to look before it is sorted.
        Returns how many rows the table has.
        """

    @abstractmethod
    def show(self, name: str, sql: str, order: Sequence[str], along: str = "") -> None:
        """Makes a table that is put together anew, in the order of some columns, whenever somebody reads it.

        Where it has the rows of another table and more columns, ``along`` names that one: rows of both have the same
        ``id``, and both are in the order of it.
        """

    @abstractmethod
    def update(self, name: str, column: str, sql: str) -> None:
        """Fills a column of the rows of a table whose ``id`` a query answers, beside the value as ``{column}``."""

    @abstractmethod
    def reach(self, name: str, sql: str) -> None:
        """Makes a table of all that can be reached in steps of any number.

        The query answers with single steps: ``chain``, ``start`` and ``here``; so does the table. Steps of different
        chains do not follow one another.
        """

    @abstractmethod
    def drop(self, name: str) -> None:
        """Forgets a table."""


def literal(text: str) -> str:
    """A text as it stands in a statement."""
    return "'" + text.replace("'", "''") + "'"
