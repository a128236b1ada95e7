"""Every table as CSV, Parquet and Turtle, in one pass over its rows."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa

from onrecord.batches import BATCH_ROWS, Rows
from onrecord.dataset import Dataset
from onrecord.layout import Layout, open_bytes, parquet_path
from onrecord.progress import Progress
from onrecord.tables import TABLES, Table
from onrecord.write.csv import write_csv
from onrecord.write.files import File, Folder
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
    bytes: int
    """The size of the CSV file; of several, that of the text that they are together, with one header."""
    sha256: str
    """The hash of the same."""


def write_tables(
    dataset: Dataset, folder: Folder, layout: Layout, progress: Progress, reuse: Reuse | None = None
) -> Mapping[str, Written]:
    """Writes every table into a release in the making, and the graph of all of them; tells where each one stands."""
    metadata = dataset.metadata
    writer = _Writer(dataset, folder, layout, progress, reuse, sum(map(dataset.count, TABLES)))
    with folder.file(layout.turtle(metadata.name)) as graph:
        write_periods(dataset, graph)
        return {name: writer.write(table, graph) for name, table in TABLES.items()}


@dataclass(frozen=True)
class Part:
    """Some rows of a table that are files of their own, and where these go: nowhere, where one stands there already."""

    table: str
    csv: str
    parquet: str
    turtle: str
    """Nowhere as well where the triples go into the graph of the dataset."""


def write_part(
    parts: Sequence[Part], base_iri: str, language: str, number: int, rows: Iterator[pa.RecordBatch], root: Path
) -> tuple[File, ...]:
    """Writes the files of one part of a table below a folder, and tells what they are.

    A function of what it is given and of nothing else, so that anyone may write any part anywhere. Each file has what
    it needs to be read by itself: every part as CSV has a header, as frictionless wants it.
    """
    part, folder = parts[number], Folder(root)
    with ExitStack() as files:
        consumers = _to_files(files, folder, part)
        if part.turtle:
            graph = files.enter_context(folder.file(part.turtle))
            graph.write(prologue(base_iri))
            consumers.append(partial(write_turtle, TABLES[part.table], sink=graph, language=language))
        _consume(rows, consumers)
    return tuple(folder.files)


def _to_files(files: ExitStack, folder: Folder, part: Part) -> list[Consumer]:
    """What writes the rows of a part as CSV and Parquet."""
    writers = {part.csv: write_csv, part.parquet: write_parquet}
    return [
        partial(write, TABLES[part.table], sink=files.enter_context(folder.file(path)))
        for path, write in writers.items()
        if path
    ]


@dataclass
class _Text:
    """The text that the parts of a table as CSV are together: with one header, and not compressed."""

    hash: Any = field(default_factory=hashlib.sha256)
    size: int = 0

    def absorb(self, path: Path) -> None:
        """Takes in the next part."""
        with open_bytes(path) as file:
            header = file.readline()
            if not self.size:
                self._take_in(header)
            while block := file.read(1 << 20):
                self._take_in(block)

    def _take_in(self, data: bytes) -> None:
        self.hash.update(data)
        self.size += len(data)


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
        stems = self.layout.stems(table.name, self.dataset.count(table.name))
        digests = self._digests(table, stems)
        parts = [self._part(table, *named) for named in zip(stems, digests, strict=True)]
        csv = tuple(map(self.layout.csv, stems))
        if len(stems) == 1:
            self._write_whole(table, parts[0], graph)
            file = self.folder.finished(csv[0])
            size, sha256 = file.bytes, file.sha256
        else:
            size, sha256 = self._write_parts(table, parts, csv)
        return Written(csv, tuple(map(parquet_path, stems)), size, sha256)

    def _digests(self, table: Table, stems: Sequence[str]) -> list[str]:
        """A digest of the rows of each part; nothing where no file is to be taken over."""
        if self.reuse is None:
            return [""] * len(stems)
        rows = Rows(self.dataset.batches(table.name))
        return [rows_digest(self.dataset, table, rows.next(self.layout.part_rows)) for _ in stems]

    def _part(self, table: Table, stem: str, digest: str) -> Part:
        turtle = self.layout.turtle(self.dataset.metadata.name, stem) if table.in_rdf and stem != table.name else ""
        paths = (self.layout.csv(stem), parquet_path(stem), turtle)
        return Part(table.name, *("" if self._is_there(path, digest) else path for path in paths))

    def _is_there(self, path: str, digest: str) -> bool:
        """Whether the file of the release before was taken over."""
        return bool(path and self.reuse and self.reuse.take(path, digest, self.folder))

    def _write_whole(self, table: Table, part: Part, graph: Any) -> None:
        """Writes a table that is one file a format, and its triples into the graph of the dataset."""
        with ExitStack() as files:
            consumers = _to_files(files, self.folder, part)
            if table.in_rdf:
                language = self.dataset.metadata.language
                consumers.append(partial(write_turtle, table, sink=graph, language=language))
            _consume(Rows(self._told(self.dataset.batches(table.name))).rest(), consumers)

    def _told(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            self._tell(len(batch))
            yield batch

    def _tell(self, rows: int) -> None:
        self.done += rows
        self.progress("writing rows", self.done, self.total)

    def _write_parts(self, table: Table, parts: Sequence[Part], csv: Sequence[str]) -> tuple[int, str]:
        """Writes a table in parts; returns size and hash of the text that they are together as CSV."""
        metadata, rows, text = self.dataset.metadata, self.layout.part_rows, _Text()
        write = partial(write_part, parts, metadata.base_iri, metadata.language)
        written = self.dataset.by_parts(table.name, rows, self.folder.root, write)
        left = self.dataset.count(table.name)
        for path, files in zip(csv, written, strict=True):
            self.folder.files += files
            text.absorb(self.folder.root / path)
            self._tell(min(rows, left))
            left -= rows
        return text.size, text.hash.hexdigest()


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
