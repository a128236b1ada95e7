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

from onrecord.dataset import Dataset
from onrecord.layout import Layout, open_bytes, parquet_path
from onrecord.progress import Progress
from onrecord.store import BATCH_ROWS, Rows
from onrecord.tables import TABLES, Table
from onrecord.write.csv import write_csv
from onrecord.write.files import Folder
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
class _Part:
    """Some rows of a table that are files of their own: all of them, or those of one of its parts."""

    table: Table
    stem: str
    rows: Iterator[pa.RecordBatch]
    digest: str

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole table."""
        return self.stem == self.table.name


@dataclass
class _Text:
    """The text that the parts of a table as CSV are together, taken in as it is written."""

    hash: Any = field(default_factory=hashlib.sha256)
    bytes: int = 0
    sink: Any = None

    def write(self, data: Any) -> int:
        """Writes into the file of the part, and takes it in."""
        self._take_in(data)
        return int(self.sink.write(data))

    def _take_in(self, data: Any) -> None:
        self.hash.update(data)
        self.bytes += memoryview(data).nbytes

    def absorb(self, path: Path) -> None:
        """Takes in the rows of a part that is written already."""
        with open_bytes(path) as file:
            header = file.readline()
            if not self.bytes:
                self._take_in(header)
            while block := file.read(1 << 20):
                self._take_in(block)


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
        rows, text = Rows(self._told(self.dataset.batches(table.name))), _Text()
        for stem, digest in zip(stems, list(self._digests(table, stems)), strict=True):
            self._write_part(_Part(table, stem, rows.next(self.layout.part_rows), digest), graph, text)
        csv = tuple(map(self.layout.csv, stems))
        file = self.folder.finished(csv[0])
        size, sha256 = (file.bytes, file.sha256) if len(csv) == 1 else (text.bytes, text.hash.hexdigest())
        return Written(csv, tuple(map(parquet_path, stems)), size, sha256)

    def _digests(self, table: Table, stems: Sequence[str]) -> Iterator[str]:
        """A digest of the rows of each part; nothing where no file is to be taken over."""
        rows = Rows(self.dataset.batches(table.name)) if self.reuse else None
        for _ in stems:
            yield rows_digest(self.dataset, table, rows.next(self.layout.part_rows)) if rows else ""

    def _told(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            self.done += len(batch)
            self.progress("writing rows", self.done, self.total)
            yield batch

    def _write_part(self, part: _Part, graph: Any, text: _Text) -> None:
        """Writes the files of a part, and its triples into the graph of the dataset where it has none of its own."""
        with ExitStack() as files:
            consumers = [*self._to_csv(files, part, text), *self._to_parquet(files, part)]
            if part.table.in_rdf:
                consumers += self._to_turtle(files, part, graph)
            _consume(part.rows, consumers)

    def _to_csv(self, files: ExitStack, part: _Part, text: _Text) -> Iterator[Consumer]:
        """Every part has a header, as frictionless wants it, and can be read by itself."""
        path = self.layout.csv(part.stem)
        sink = self._file(files, path, part.digest)
        if sink is None:
            if not part.is_whole:
                text.absorb(self.folder.root / path)
        elif part.is_whole:
            yield partial(write_csv, part.table, sink=sink)
        else:
            text.sink, is_first = sink, not text.bytes
            if not is_first:
                write_csv(part.table, (), sink)
            yield partial(write_csv, part.table, sink=text, header=is_first)

    def _to_parquet(self, files: ExitStack, part: _Part) -> Iterator[Consumer]:
        if sink := self._file(files, parquet_path(part.stem), part.digest):
            yield partial(write_parquet, part.table, sink=sink)

    def _to_turtle(self, files: ExitStack, part: _Part, graph: Any) -> Iterator[Consumer]:
        metadata = self.dataset.metadata
        if not part.is_whole:
            graph = self._file(files, self.layout.turtle(metadata.name, part.stem), part.digest)
            if graph is None:
                return
            graph.write(prologue(metadata.base_iri))
        yield partial(write_turtle, part.table, sink=graph, language=metadata.language)

    def _file(self, files: ExitStack, path: str, digest: str) -> Any:
        """A new file, or None where the one of the release before was taken over."""
        if self.reuse and self.reuse.take(path, digest, self.folder):
            return None
        return files.enter_context(self.folder.file(path))


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
