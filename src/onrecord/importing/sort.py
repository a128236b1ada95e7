"""Records in order, however many there are: sorted runs on disk, merged as they are asked for."""

import heapq
import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

RUN = 100_000
"""Records that are held in memory at once."""
_BATCH = 1000


class Source(NamedTuple):
    """What an entry was made of."""

    input: int
    rule: int
    column: str
    """The column; empty for a whole row."""
    file: str
    """What problems call the file."""
    row: int


class Entry(NamedTuple):
    """A record and where it comes from; entries are in order of table and id, then as they came."""

    table: str
    id: str
    turn: int
    source: Source
    line: str
    """The record as JSON."""


class Sorter:
    """Takes entries in any order and gives them back in theirs; use it in a ``with`` block."""

    def __init__(self, run: int = RUN) -> None:
        self._run = run
        self._entries: list[Entry] = []
        self._folder = tempfile.TemporaryDirectory(prefix="onrecord-import-")
        self._runs: list[Path] = []

    def __enter__(self) -> "Sorter":
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def add(self, entry: Entry) -> None:
        """Takes an entry."""
        self._entries.append(entry)
        if len(self._entries) == self._run:
            self._spill()

    def _spill(self) -> None:
        self._entries.sort()
        path = Path(self._folder.name, str(len(self._runs)))
        with path.open("wb") as file:
            for start in range(0, len(self._entries), _BATCH):
                pickle.dump(self._entries[start : start + _BATCH], file, pickle.HIGHEST_PROTOCOL)
        self._runs.append(path)
        self._entries = []

    def merged(self) -> Iterator[Entry]:
        """Every entry, in order."""
        self._entries.sort()
        return heapq.merge(*map(_stored, self._runs), self._entries)


def _stored(path: Path) -> Iterator[Entry]:
    with path.open("rb") as file:
        while True:
            try:
                yield from pickle.load(file)
            except EOFError:
                return
