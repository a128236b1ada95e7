"""The rows of a CSV file as batches of text, each row with its number; by Arrow, or one by one where that would err.

Arrow's reader and Python's ``csv`` agree on files whose every line is one row of as many cells as the header has. Any
other file is read by ``csv``, which is slower and tells what is wrong where.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.csv

from onrecord.dataset import BATCH_ROWS
from onrecord.tables import Table
from onrecord.verify.tally import Tally

FIRST_ROW = 2
"""The number of the row below the header, as a spreadsheet shows it."""
ROW = "row number"
"""A name that no column has."""
_BLOCK = 1 << 20
_MARK = b"\xef\xbb\xbf"
_ODD = b"\r", b"\0", b"\n\n"
"""Bytes that no line of a release has, and that readers of CSV differ on."""
_LONGEST_CELL = 1 << 24


@dataclass(frozen=True)
class CsvFile:
    """A table's CSV file in a release."""

    table: Table
    name: str
    """Its path relative to the release."""
    path: Path


class Odd(Exception):
    """Arrow's reader cannot be trusted with this file."""


@dataclass(frozen=True)
class Batch:
    """Some rows of a table: its columns as text, None for an empty cell, and the number of each row."""

    rows: pa.RecordBatch
    numbers: range | list[int]

    def numbered(self, schema: pa.Schema) -> pa.RecordBatch:
        """Columns of the rows behind their numbers, in a schema of :func:`numbered`."""
        numbers = pa.array(self.numbers, pa.int64())
        return pa.RecordBatch.from_arrays(
            [numbers, *(self.rows.column(name) for name in schema.names[1:])], schema=schema
        )


def numbered(names: Iterable[str]) -> pa.Schema:
    """The schema of columns of text behind the number of each row."""
    return pa.schema([(ROW, pa.int64()), *((name, pa.string()) for name in names)])


def read_header(file: CsvFile, tally: Tally) -> bool:
    """Whether the first line names the table's columns in their order; says what is wrong where it does not."""
    with file.path.open("rb") as text:
        line = text.readline(_LONGEST_CELL)
    if line.startswith(_MARK):
        tally.add(file.name, "byte-order-mark", "the file starts with a mark that some readers take for a name")
    names = next(csv.reader([line.removeprefix(_MARK).decode("utf-8", "replace")]), [])
    if names == file.table.names:
        return True
    tally.add(file.name, "wrong-header", _header_fault(names, file.table.names), row=1)
    return False


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
    lines = _plain_lines(file.path)
    convert = pa.csv.ConvertOptions(
        column_types=dict.fromkeys(file.table.names, pa.string()),
        null_values=[""],
        strings_can_be_null=True,
    )
    read = pa.csv.ReadOptions(block_size=4 * _BLOCK)
    parse = pa.csv.ParseOptions(ignore_empty_lines=False)
    number = FIRST_ROW
    try:
        with pa.csv.open_csv(file.path, read, convert_options=convert, parse_options=parse) as reader:
            for rows in reader:
                yield Batch(rows, range(number, number + len(rows)))
                number += len(rows)
    except pa.ArrowInvalid as error:
        if lines > 1:  # else it is only a table without rows
            raise Odd from error
    if number - FIRST_ROW + 1 != lines:
        raise Odd


def _plain_lines(path: Path) -> int:
    """How many lines a file has; Odd where they are not all plain."""
    lines, before = 0, b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            text = before + block
            if any(mark in text for mark in _ODD) or (not lines and text.startswith(_MARK)):
                raise Odd
            lines += block.count(b"\n")
            before = block[-1:]
    if before != b"\n":
        raise Odd
    return lines


def slow_rows(file: CsvFile, tally: Tally) -> Iterator[Batch]:
    """The rows one by one, but for ragged and blank ones, which are faults, as is text that is not UTF-8."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with file.path.open(encoding="utf-8-sig", newline="") as text:
            rows = _whole_rows(csv.reader(text), file, tally)
            while some := list(islice(rows, BATCH_ROWS)):
                yield _batch(some, file.table)
    except UnicodeDecodeError as error:
        tally.add(file.name, "wrong-encoding", f"the file is not UTF-8: {error.reason}; the rest of it was not checked")
    except csv.Error as error:
        tally.add(file.name, "unreadable-file", f"the file is not CSV: {error}; the rest of it was not checked")


def _whole_rows(lines: Iterator[list[str]], file: CsvFile, tally: Tally) -> Iterator[tuple[int, list[str]]]:
    width = len(file.table.names)
    for number, cells in enumerate(lines, 1):
        if number < FIRST_ROW:
            continue
        if not cells:
            tally.add(file.name, "blank-row", "the row is empty", row=number)
        elif len(cells) != width:
            tally.add(file.name, "ragged-row", f"the row has {len(cells)} cells and the header {width}", row=number)
        else:
            yield number, cells


def _batch(rows: list[tuple[int, list[str]]], table: Table) -> Batch:
    columns = zip(*(cells for _, cells in rows), strict=True)
    arrays = [pa.array([cell or None for cell in column], pa.string()) for column in columns]
    return Batch(pa.RecordBatch.from_arrays(arrays, table.names), [number for number, _ in rows])
