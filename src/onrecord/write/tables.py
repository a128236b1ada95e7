"""Every table as CSV, Parquet and Turtle, in one pass over its rows."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

import pyarrow as pa

from onrecord.dataset import Dataset
from onrecord.progress import Progress
from onrecord.store import BATCH_ROWS, Rows
from onrecord.tables import TABLES, Table
from onrecord.write.csv import write_csv
from onrecord.write.files import Folder
from onrecord.write.layout import Layout
from onrecord.write.parquet import write_parquet
from onrecord.write.reuse import Reuse, rows_digest
from onrecord.write.side_by_side import side_by_side
from onrecord.write.turtle import prologue, write_periods, write_turtle

Consumer = Callable[..., object]
"""What writes batches into a file."""


@dataclass(frozen=True)
class Written:
    """The files of one table, in the order of its rows."""

    csv: tuple[str, ...]
    parquet: tuple[str, ...]
    sha256: str
    """The hash of all CSV files, one after the other."""


def write_tables(
    dataset: Dataset, folder: Folder, layout: Layout, progress: Progress, reuse: Reuse | None = None
) -> Mapping[str, Written]:
    """Writes every table into a release in the making, and the graph of all of them; tells where each one stands."""
    metadata = dataset.metadata
    writer = _Writer(dataset, folder, layout, progress, reuse, sum(map(dataset.count, TABLES)))
    with folder.file(layout.turtle(metadata.name)) as graph:
        write_periods(dataset, graph)
        return {name: writer.write(table, graph) for name, table in TABLES.items()}


@dataclass
class _Writer:
    dataset: Dataset
    folder: Folder
    layout: Layout
    progress: Progress
    reuse: Reuse | None
    total: int
    """How many rows there are in all tables."""
    done: int = 0

    def write(self, table: Table, graph: Any) -> Written:
        """Writes a table; its triples go into the graph of the dataset, unless it has parts of its own."""
        parts = list(range(1, self.layout.parts(self.dataset.count(table.name)) + 1)) or [0]
        rows, whole = Rows(self._told(self.dataset.batches(table.name))), hashlib.sha256()
        digests = list(self._digests(table, parts))
        for part, digest in zip(parts, digests, strict=True):
            self._write_part(_Part(table, part, self._piece(rows, part), digest), graph, whole)
        return Written(
            tuple(self.layout.csv(table.name, part) for part in parts),
            tuple(self.layout.parquet(table.name, part) for part in parts),
            whole.hexdigest(),
        )

    def _piece(self, rows: Rows, part: int) -> Iterator[pa.RecordBatch]:
        return rows.next(self.layout.part_rows) if part else rows.rest()

    def _digests(self, table: Table, parts: Sequence[int]) -> Iterator[str]:
        """A digest of the rows of each part; nothing where no file is to be taken over."""
        rows = Rows(self.dataset.batches(table.name)) if self.reuse else None
        for part in parts:
            yield rows_digest(self.dataset, table, self._piece(rows, part)) if rows else ""

    def _told(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield batch
            self.done += len(batch)
            self.progress("writing rows", self.done, self.total)

    def _write_part(self, part: "_Part", graph: Any, whole: Any) -> None:
        """Writes the files of a part, and its triples into the graph of the dataset where it has none of its own."""
        table, metadata = part.table, self.dataset.metadata
        with ExitStack() as files:
            consumers: list[Consumer] = []
            if to_csv := self._file(files, self.layout.csv(table.name, part.number), part.digest, whole):
                consumers.append(partial(write_csv, table, sink=to_csv, header=part.number < 2))
            if to_parquet := self._file(files, self.layout.parquet(table.name, part.number), part.digest):
                consumers.append(partial(write_parquet, table, sink=to_parquet))
            if part.number and table.in_rdf:
                graph = self._file(files, self.layout.turtle(metadata.name, table.name, part.number), part.digest)
                if graph:
                    graph.write(prologue(metadata.base_iri))
            if graph and table.in_rdf:
                consumers.append(partial(write_turtle, table, sink=graph, language=metadata.language))
            _consume(part.rows, consumers)

    def _file(self, files: ExitStack, path: str, digest: str, *hashes: Any) -> Any:
        """A new file, or None where the one of the release before was taken over."""
        if self.reuse and self.reuse.take(path, digest, self.folder, *hashes):
            return None
        return files.enter_context(self.folder.file(path, *hashes))


@dataclass(frozen=True)
class _Part:
    """Some rows of a table that are files of their own: all of them (number 0), or a part, from 1."""

    table: Table
    number: int
    rows: Iterator[pa.RecordBatch]
    digest: str


def _consume(batches: Iterator[pa.RecordBatch], consumers: Sequence[Consumer]) -> None:
    """Side by side where there is more than one full batch: for less, threads take longer than they save."""
    first = next(batches, None)
    if first is None or len(first) < BATCH_ROWS or not consumers:
        for consume in consumers:
            consume([first] if first is not None else [])
        for _ in batches:  # nobody needs the others
            pass
    else:
        side_by_side(chain([first], batches), consumers)
