"""Writing on Spark: each part of a table by a task, from the files in which Spark left the table in order."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

from onrecord.batches import BATCH_ROWS, T, WritePart, rebatched
from onrecord.spark.tasks import each


@dataclass(frozen=True)
class Slice:
    """Rows of a Parquet file, from one to another, the end exclusive."""

    path: Path
    start: int
    stop: int


def by_parts(
    spark: SparkSession,
    files: Sequence[Path],
    schema: pa.Schema,
    rows: int,
    into: Path,
    drafts: Path,
    write: WritePart[T],
) -> Iterator[T]:
    """Has every so many rows of Parquet files, in their order, written into a folder by a task.

    Yields what writing each part returns, in order. ``schema`` has the columns that are asked for. Tasks write below
    ``drafts``, a folder on the same file system as ``into``; what is finished moves there, so that tasks that are
    ended, repeated or run twice leave nothing else.
    """
    parts = slices(files, rows)
    yield from each(spark, len(parts), partial(_write, parts, schema, into.absolute(), drafts.absolute(), write))


def slices(files: Iterable[Path], rows: int) -> list[list[Slice]]:
    """For every so many rows of some files, in their order, where they stand."""
    parts: list[list[Slice]] = []
    room = 0
    for path in files:
        start, count = 0, pq.read_metadata(path).num_rows
        while start < count:
            if not room:
                parts.append([])
                room = rows
            stop = min(start + room, count)
            parts[-1].append(Slice(path, start, stop))
            room -= stop - start
            start = stop
    return parts


def _write(
    parts: Sequence[Sequence[Slice]], schema: pa.Schema, into: Path, drafts: Path, write: WritePart[T], number: int
) -> T:
    draft = drafts / uuid4().hex
    draft.mkdir()
    try:
        written = write(number, rebatched(read(parts[number], schema)), draft)
        _move(draft, into)
        return written
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _move(draft: Path, into: Path) -> None:
    """Moves every file to its place in a folder, which is not made again where it is gone: then nobody waits for it."""
    for path in sorted(draft.rglob("*")):
        place = into / path.relative_to(draft)
        if path.is_dir():
            place.mkdir(exist_ok=True)
        else:
            path.replace(place)


def read(part: Iterable[Slice], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The columns of a schema of the rows of slices, in their order."""
    for piece in part:
        yield from _batches(piece, schema)


def _batches(piece: Slice, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The rows of a slice; of the row groups before and behind it, none is read."""
    with pq.ParquetFile(piece.path) as file:
        at = 0
        for group in range(file.num_row_groups):
            first, at = at, at + file.metadata.row_group(group).num_rows
            if first < piece.stop and at > piece.start:
                yield from _of_group(file, group, first, piece, schema)


def _of_group(
    file: pq.ParquetFile, group: int, first: int, piece: Slice, schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    for batch in file.iter_batches(BATCH_ROWS, [group], schema.names):
        start, stop = max(piece.start - first, 0), min(piece.stop - first, len(batch))
        first += len(batch)
        if start < stop:
            taken = batch.slice(start, stop - start)
            cells = [taken.column(field.name).cast(field.type) for field in schema]
            yield pa.RecordBatch.from_arrays(cells, schema=schema)
