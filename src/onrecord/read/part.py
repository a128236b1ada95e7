"""Parts of files: what is read at a time, by this process or by a worker, without knowledge of anything else."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.problems import Problem, Where
from onrecord.read.formats import FORMATS
from onrecord.read.found import Found
from onrecord.read.page import line_ends
from onrecord.tables import ORIGIN

PART = 8_000_000
"""Bytes of a part, about: enough that going from one to the next costs nothing, little enough to be held in memory."""


@dataclass(frozen=True)
class Part:
    """Whole lines of a file, or all of it: from a byte (of Parquet, a row) to another, the end exclusive."""

    path: Path
    name: str
    """The file's name for problems."""
    table: str
    """The table that the file's name tells."""
    start: int
    stop: int
    size: int
    """How many bytes it takes."""


@dataclass(frozen=True)
class PartRows:
    """The rows of a part by table, with places and problems that count lines from the part's first one."""

    rows: tuple[tuple[str, pa.Table], ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: frozenset[str] = frozenset()
    doubtful: frozenset[int] = frozenset()
    lines: int = 0
    """How many lines the part has."""

    def sound(self) -> "PartRows":
        """The same without the rows of which only the references can be judged."""
        if not self.doubtful:
            return self
        doubtful = pa.array(self.doubtful, pa.int64())
        rows = tuple((name, rows.filter(pc.invert(pc.is_in(rows[ORIGIN], doubtful)))) for name, rows in self.rows)
        return replace(self, rows=rows, doubtful=frozenset())

    def moved(self, shift: int) -> "PartRows":
        """The same with origins that much higher."""
        rows = tuple((name, _with_origins(rows, shift)) for name, rows in self.rows)
        return replace(self, rows=rows, doubtful=frozenset(place + shift for place in self.doubtful))


def parts_of(path: Path, name: str, table: str) -> Iterator[Part]:
    """The parts of a file, in order. Raises OSError where it cannot be opened."""
    rows = FORMATS[path.suffix.lower()].rows
    for extent in rows.extents(path) if rows else _extents(path):
        yield Part(path, name, table, *extent)


def _extents(path: Path) -> Iterator[tuple[int, int, int]]:
    format = FORMATS[path.suffix.lower()]
    size, start = path.stat().st_size, 0
    with path.open("rb") as file:
        while format.by_lines and size - start > PART:
            stop = _line_end(file, start, quoted=format.header)
            yield start, stop, stop - start
            start = stop
    if start < size or not size:
        yield start, size, size - start


def _line_end(file: BinaryIO, start: int, *, quoted: bool) -> int:
    """Where a line ends, about a part's length after the start.

    ``quoted`` says that a line break inside quotes ends no line; where quotes have no partner, any line's end will do,
    for no valid cell has a line break.
    """
    if not quoted:
        file.seek(start + PART)
        file.readline()
        return file.tell()
    file.seek(start)
    content = file.read(PART) + file.readline()
    end = even = len(content)
    odd = content.count(b'"') % 2
    while odd and even:
        before = content.rfind(b"\n", 0, even - 1) + 1
        odd ^= content.count(b'"', before, even) % 2
        even = before
    return start + (even or end)


def content_of(part: Part) -> bytes:
    """The bytes of a part, the file's header first where each part needs it. Raises OSError."""
    path = part.path
    format = FORMATS[path.suffix.lower()]
    if format.rows:
        return format.rows.text(path, part.start, part.stop)
    with path.open("rb") as file:
        header = file.readline() if part.start and format.header else b""
        file.seek(part.start)
        return header + file.read(part.stop - part.start)


def read_part(part: Part, content: bytes) -> PartRows:
    """What a part holds: every row valid by itself, and the problems of the others. A pure function."""
    format = FORMATS[part.path.suffix.lower()]
    with _no_collection():
        rows = _rows(format.read(part.name, content, part.table))
    lines = line_ends(content) if format.by_lines else 0
    if part.start and format.header:  # the header was read before the part, and counted; the first part told of it
        rows = replace(rows, problems=tuple(problem for problem in rows.problems if problem.where.line != 1))
        return replace(shifted(rows, 0, -1), lines=lines - 1)
    return replace(rows, lines=lines)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Records are trees: to look for circles among them takes a third of the time, and finds none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _rows(found: Found) -> PartRows:
    rows = tuple((name, pa.concat_tables(pieces).combine_chunks()) for name, pieces in found.tables.items())
    return PartRows(rows, tuple(found.problems), frozenset(found.refused), frozenset(found.doubtful))


def shifted(part: PartRows, base: int, lines: int) -> PartRows:
    """The same with origins that count from a base, and origins and problems that so many lines stand before."""
    if not base and not lines:
        return part
    problems = tuple(lowered(problem, lines) for problem in part.problems)
    return replace(part.moved(base + lines), problems=problems)


def _with_origins(rows: pa.Table, shift: int) -> pa.Table:
    index = rows.schema.get_field_index(ORIGIN)
    return rows.set_column(index, rows.schema.field(index), pc.add(rows.column(index), shift))


def lowered(problem: Problem, lines: int) -> Problem:
    """The problem so many lines further down in its file."""
    where = problem.where
    return replace(problem, where=Where(where.file, where.line + lines, where.column)) if where.line else problem
