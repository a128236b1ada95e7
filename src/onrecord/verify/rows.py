"""The rows of a CSV file as batches of text, each row with its number; by Arrow, or one by one where that would err.

Arrow's reader and Python's ``csv`` agree on files whose every line is one row of as many cells as the header has. Any
other file is read by ``csv``, which is slower and tells what is wrong where.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from onrecord.batches import BATCH_ROWS
from onrecord.layout import open_bytes
from onrecord.tables import Table
from onrecord.verify.tally import Tally

FIRST_ROW = 2
"""The number of the row below the header, as a spreadsheet shows it."""
ROW = "row number"
"""A name that no column has."""
_BLOCK = 1 << 21
_MARK = b"\xef\xbb\xbf"
_ODD = b"\r", b"\0"
"""Bytes that no line of a release has, and that readers of CSV differ on."""
_LONGEST_CELL = 1 << 24


@dataclass(frozen=True)
class CsvFile:
    """A CSV file of a release: a table, or a part of one."""

    table: Table
    stem: str
    """The name that it has in every format."""
    name: str
    """Its path relative to the release."""
    path: Path
    part: int = 0
    """Which part of the table it is, from 0."""
    first: int = FIRST_ROW
    """The number of its first row of cells; 1 where it has no header."""

    @property
    def headed(self) -> bool:
        """Whether its first line is a header."""
        return self.first == FIRST_ROW


class Odd(Exception):
    """Arrow's reader cannot be trusted with this file."""


@dataclass(frozen=True)
class Batch:
    """Some rows of a file: its columns as text, None for an empty cell, and the number of each row."""

    file: CsvFile
    rows: pa.RecordBatch
    numbers: range | list[int]
    stored: pa.Table | None = None
    """The same rows as the Parquet file holds them, where they are known to be the same."""

    def telling(self, position: int) -> Iterator[pa.StringArray]:
        """Texts that are all right only if all those of a column, by its place from 0, are.

        Where the typed values are known, those are its different texts, or the texts of its least and its greatest
        number or day; without them, all of its texts.
        """
        column = None if self.stored is None else self.stored.column(position)
        if column is None or _is_longer(column):
            yield self.rows.column(position)
        elif pa.types.is_dictionary(column.type):
            yield from (chunk.dictionary for chunk in column.chunks)
        elif pa.types.is_string(column.type) or pa.types.is_floating(column.type):
            yield self.rows.column(position)
        else:
            yield pc.cast(pa.array(pc.min_max(column).values(), column.type), pa.string())

    def numbered(self, schema: pa.Schema) -> pa.RecordBatch:
        """Columns of the rows behind their numbers, in a schema of :func:`numbered`."""
        numbers = pa.array(self.numbers, pa.int64())
        return pa.RecordBatch.from_arrays(
            [numbers, *(self.rows.column(name) for name in schema.names[1:])], schema=schema
        )


def _is_longer(column: pa.ChunkedArray) -> bool:
    """Whether the different texts of a column are more than its rows: those of rows outside the batch among them."""
    is_dictionary = pa.types.is_dictionary(column.type)
    return is_dictionary and sum(len(chunk.dictionary) for chunk in column.chunks) > len(column)


Reader = Callable[[CsvFile], Iterator[Batch]]
"""A way to read the rows of a file."""


def numbered(names: Iterable[str]) -> pa.Schema:
    """The schema of columns of text behind the number of each row."""
    return pa.schema([(ROW, pa.int64()), *((name, pa.string()) for name in names)])


def with_headers(files: list[CsvFile], tally: Tally) -> list[CsvFile]:
    """The files of a table, known to have a header or none; empty, with its faults told, where one is wrong.

    The first has a header that names the table's columns in their order; the others either all repeat it or none does.
    """
    lines = [names for file in files if (names := _first_line(file, tally)) is not None]
    if not files or len(lines) < len(files):
        return []
    expected = files[0].table.names
    headed = [names == expected for names in lines]
    if not headed[0]:
        tally.add(files[0].name, "wrong-header", _header_fault(lines[0], expected), row=1)
    for file, has_one in zip(files[1:], headed[1:], strict=True):
        if has_one != headed[1]:
            fault = f"the part has {'a' if has_one else 'no'} header, unlike {files[1].name}"
            tally.add(file.name, "wrong-header", fault, row=1)
    if not headed[0] or len(set(headed[1:])) > 1:
        return []
    return [replace(file, first=FIRST_ROW if has_one else 1) for file, has_one in zip(files, headed, strict=True)]


def _first_line(file: CsvFile, tally: Tally) -> list[str] | None:
    try:
        with open_bytes(file.path) as text:
            line = text.readline(_LONGEST_CELL)
    except OSError as error:
        tally.add(file.name, "unreadable-file", f"the file cannot be read: {first_line(error)}")
        return None
    if line.startswith(_MARK):
        tally.add(file.name, "byte-order-mark", "the file starts with a mark that some readers take for a name")
    names = line.removeprefix(_MARK).decode("utf-8", "replace")
    try:
        return next(csv.reader([names]), [])
    except csv.Error:  # a line break of its own inside the line
        return [names]


def first_line(error: Exception) -> str:
    """What an error says, on one line."""
    return str(error).partition("\n")[0]


def _header_fault(names: list[str], expected: list[str]) -> str:
    if sorted(names) == sorted(expected):
        moved = [name for name, other in zip(names, expected, strict=True) if name != other]
        return f"the columns are in another order: {', '.join(moved)}"
    missing = [name for name in expected if name not in names]
    extra = [name or "a nameless one" for name in names if name not in expected]
    parts = [f"{word} {', '.join(found)}" for word, found in (("missing", missing), ("extra", extra)) if found]
    return "wrong columns: " + ("; ".join(parts) or "one of them stands there twice")


def fast_rows(file: CsvFile) -> Iterator[Batch]:
    """The rows by Arrow's reader. Raises Odd, at once or at the end, for a file that it may misread."""
    rest = _plain_lines(file) - file.headed
    convert = pa.csv.ConvertOptions(
        column_types=dict.fromkeys(file.table.names, pa.string()),
        null_values=[""],
        strings_can_be_null=True,
    )
    names = None if file.headed else file.table.names
    read = pa.csv.ReadOptions(block_size=_BLOCK, column_names=names)
    parse = pa.csv.ParseOptions(ignore_empty_lines=False)
    number = file.first
    try:
        with pa.csv.open_csv(file.path, read, convert_options=convert, parse_options=parse) as reader:
            for rows in reader:
                if rows.column(0).null_count:  # the line may be empty, which Arrow does not tell
                    raise Odd
                yield Batch(file, rows, range(number, number + len(rows)))
                number += len(rows)
    except (pa.ArrowInvalid, OSError) as error:
        if rest:  # else it is only a table without rows
            raise Odd from error
    if number - file.first != rest:
        raise Odd


def _plain_lines(file: CsvFile) -> int:
    """How many lines a file has; Odd where they are not all plain."""
    lines, last = 0, b""
    try:
        with open_bytes(file.path) as text:
            while block := text.read(_BLOCK):
                marked = any(mark in block for mark in _ODD)
                if marked or (not lines and block.startswith(_MARK)):
                    raise Odd
                lines += block.count(b"\n")
                last = block[-1:]
    except OSError as error:
        raise Odd from error
    if last != b"\n":
        raise Odd
    return lines


def slow_rows(file: CsvFile, tally: Tally) -> Iterator[Batch]:
    """The rows one by one, but for ragged and blank ones, which are faults, as is text that is not UTF-8."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with io.TextIOWrapper(open_bytes(file.path), encoding="utf-8-sig", newline="") as text:
            rows = _whole_rows(csv.reader(text), file, tally)
            while some := list(islice(rows, BATCH_ROWS)):
                yield _batch(some, file)
    except UnicodeDecodeError as error:
        tally.add(file.name, "wrong-encoding", f"the file is not UTF-8: {error.reason}; the rest of it was not checked")
    except (csv.Error, OSError) as error:
        tally.add(file.name, "unreadable-file", f"the file is not CSV: {error}; the rest of it was not checked")


def _whole_rows(lines: Iterator[list[str]], file: CsvFile, tally: Tally) -> Iterator[tuple[int, list[str]]]:
    width = len(file.table.names)
    for number, cells in enumerate(lines, 1):
        if number < file.first:
            continue
        if not cells:
            tally.add(file.name, "blank-row", "the row is empty", row=number)
        elif len(cells) != width:
            tally.add(file.name, "ragged-row", f"the row has {len(cells)} cells and the header {width}", row=number)
        else:
            yield number, cells


def _batch(rows: list[tuple[int, list[str]]], file: CsvFile) -> Batch:
    columns = zip(*(cells for _, cells in rows), strict=True)
    arrays = [pa.array([cell or None for cell in column], pa.string()) for column in columns]
    return Batch(file, pa.RecordBatch.from_arrays(arrays, file.table.names), [number for number, _ in rows])
