"""Batches of rows: the one size in which everybody sees a table, and how streams of rows come in it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TypeVar

import pyarrow as pa

BATCH_ROWS = 16_384
"""Rows in a record batch: the one size in which every writer sees a table, so that bytes repeat."""
PIECE_ROWS = 4096
"""Rows whose text is put together at a time: their megabytes fit into the caches of a processor."""

T = TypeVar("T")
WritePart = Callable[[int, Iterator[pa.RecordBatch], Path], T]
"""What writes a part of a table: from its number (from 0), its rows, and the folder that its files go into."""


def rebatched(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same rows in batches of ``BATCH_ROWS``, all but the last full."""
    held: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        while rows + len(batch) >= BATCH_ROWS:
            taken = BATCH_ROWS - rows
            yield _one([*held, batch.slice(0, taken)])
            held, rows, batch = [], 0, batch.slice(taken)
        if len(batch):
            held.append(batch)
            rows += len(batch)
    if held:
        yield _one(held)


class Rows:
    """A stream of rows that is taken piece by piece, each piece in batches of ``BATCH_ROWS``, all but its last full."""

    def __init__(self, batches: Iterable[pa.RecordBatch]) -> None:
        self._batches = iter(batches)

    def next(self, count: int) -> Iterator[pa.RecordBatch]:
        """The next so many rows, or all that are left."""
        return rebatched(self._next(count))

    def rest(self) -> Iterator[pa.RecordBatch]:
        """All rows that are left."""
        return rebatched(self._batches)

    def _next(self, count: int) -> Iterator[pa.RecordBatch]:
        while count and (batch := next(self._batches, None)) is not None:
            if len(batch) > count:
                self._batches = chain([batch.slice(count)], self._batches)
                batch = batch.slice(0, count)
            count -= len(batch)
            yield batch


def pieces(batches: Iterable[pa.RecordBatch], rows: int = PIECE_ROWS) -> Iterator[pa.RecordBatch]:
    """The rows of batches, so few at a time that their text stays near the processor until it is in a file."""
    for batch in batches:
        yield from (batch.slice(start, rows) for start in range(0, len(batch), rows))


def in_turn(batches: Iterable[pa.RecordBatch], count: int, rows: int, into: Path, write: WritePart[T]) -> Iterator[T]:
    """Has every so many of ``count`` rows written, one part after the other; yields what writing each returns."""
    left = Rows(batches)
    for number in range(-(-count // rows)):
        yield write(number, left.next(rows), into)


def _one(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    return batches[0] if len(batches) == 1 else pa.concat_batches(batches)
