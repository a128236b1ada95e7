"""Who reads: the processes of this machine, or another engine that does the same with the same parts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Protocol

import pyarrow as pa

from onrecord.dataset import AUTHORED as PREFIX
from onrecord.duck_store import DuckStore
from onrecord.read.part import Part, PartRows
from onrecord.read.record import AUTHORED
from onrecord.read.workers import Work, read_parts
from onrecord.store import Store
from onrecord.tables import TABLES

_MANY = 200_000
"""Rows of a table that go into the store at once: it takes many as fast as a few."""


class Reader(Protocol):
    """Reads the parts of files, and makes tables of what they hold."""

    def read(self, parts: Sequence[Part]) -> Iterator[PartRows]:
        """What each part holds, in the order of the parts."""
        ...

    def put(self, part: PartRows) -> None:
        """Adds the rows of a part that was read, moved to its place among all, to the tables."""
        ...

    def finish(self) -> Store:
        """The store with every authored table, called ``authored_`` and its name, in ``Table.authored_schema``."""
        ...


class Here:
    """Reads on this machine, into a store."""

    def __init__(self, work: Work, store: Store | None = None) -> None:
        self._work = work
        self._given = store
        self._expected = 0
        self._waiting: dict[str, list[pa.Table]] = defaultdict(list)

    def read(self, parts: Sequence[Part]) -> Iterator[PartRows]:
        """What each part holds, in the order of the parts."""
        self._expected = sum(part.size for part in parts)
        return read_parts(parts, self._work)

    def put(self, part: PartRows) -> None:
        """Adds the rows of a part to the tables."""
        for name, rows in part.rows:
            self._waiting[name].append(rows)
            if sum(map(len, self._waiting[name])) >= _MANY:
                self._put(name)

    def finish(self) -> Store:
        """The store with all that was read, and empty tables where nothing came."""
        for name in AUTHORED:
            self._put(name)
        return self._store

    @cached_property
    def _store(self) -> Store:
        if self._given is not None:
            return self._given
        return DuckStore(self._work.memory, self._work.folder, self._expected)

    def _put(self, name: str) -> None:
        stored, rows = f"{PREFIX}{name}", self._waiting[name]
        if stored not in self._store:
            self._store.put(stored, pa.concat_tables([TABLES[name].authored_schema.empty_table(), *rows]))
        elif rows:
            self._store.append(stored, pa.concat_tables(rows))
        rows.clear()
