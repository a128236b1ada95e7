"""Files of JSON Lines: one record of the file's table a line."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from onrecord.models.base import Record
from onrecord.problems import Problem
from onrecord.read.block import Rows, blocks, rows_of
from onrecord.read.fields import columns_of
from onrecord.read.flat import LinePlaces
from onrecord.read.found import Finder, Format, Found, unknown_table_file
from onrecord.read.json_text import parse_line
from onrecord.read.line import record_of
from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.page import Page, decode, line_ends
from onrecord.read.record import AUTHORED, check, problems
from onrecord.tables import TABLES


def _read(file: str, content: bytes, table: str) -> Found:
    if table not in AUTHORED:
        return Found(problems=[unknown_table_file(file, table)])
    if line_ends(content) != content.count(b"\n"):  # lines with ends of another sort, which blocks do not see
        return _slowly(file, content, table)
    found, doubtful = Found(), list[range]()
    for numbers, rows in _quick(content, AUTHORED[table]):
        if rows is None:
            doubtful.append(numbers)
        for name, columns in rows or ():
            found.tables[name].append(columns)
    return _slowly(file, content, table, chain.from_iterable(doubtful), found) if doubtful else found


def _slowly(
    file: str, content: bytes, table: str, numbers: Iterable[int] | None = None, found: Found | None = None
) -> Found:
    """Reads lines of a content one by one, all of them unless their numbers are given, into what was found before."""
    page, found = decode(file, content), found or Found()
    if isinstance(page, Problem):
        return Found(problems=[page])
    _read_lines(page, range(1, len(page.starts) + 1) if numbers is None else numbers, table, found)
    return found


def _quick(content: bytes, model: type[Record]) -> Iterator[tuple[range, Rows | None]]:
    """The numbers of the lines of each block and their rows; None where the lines must be read one by one."""
    line = 1
    for start, end in blocks(content):
        block = content[start:end]
        lines = range(line, line + block.count(b"\n") + (not block.endswith(b"\n")))
        yield lines, rows_of(model, block, lines)
        line = lines.stop


def _read_lines(page: Page, numbers: Iterable[int], table: str, found: Found) -> None:
    """Reads lines one by one, slowly and exactly, into what was found."""
    valid, lines = [], []
    for number in numbers:
        line = page.line(number)
        if not line or line.isspace():
            continue
        if record := _record(page, number, line, AUTHORED[table], found):
            valid.append(record)
            lines.append(number)
    found.add(table, valid, LinePlaces(lines))


def _record(page: Page, number: int, line: str, model: type[Record], found: Found) -> Record | None:
    return record_of(model, line) or _exact(page, number, model, found)


def _exact(page: Page, number: int, model: type[Record], found: Found) -> Record | None:
    """The record of a line, without what is wrong in it; its problems go into what was found."""
    data, syntax = parse_line(page, number)
    found.problems += syntax
    if data is None:
        return None
    result = check(model, data)
    if isinstance(result, Record):
        return result
    told = {problem.where for problem in syntax}
    found.refuse(data, [problem for problem in problems(page, data, result) if problem.where not in told])
    return found.salvage(model, data, result)


def _finder(page: Page, table: str) -> Finder:
    def find(place: int, field: str, value: str) -> MarkedMapping | None:
        record = parse_line(page, place)[0] if place <= len(page.starts) else None
        return _holder(record, field, value, table) if record else None

    return find


def _holder(record: MarkedMapping, field: str, value: str, table: str) -> MarkedMapping:
    """The record of a line, or the row in it, that has the value in the field.

    Where none has, it is the record or, for a field that its table lacks, the first row nested in it with that field.
    """
    rows = list(_rows(record))
    first = record if field in columns_of(TABLES[table]) else next((row for row in rows if field in row), record)
    return next((row for row in rows if value and row.get(field) == value), first)


def _rows(data: Any) -> Iterator[MarkedMapping]:
    """A group and all groups inside it."""
    if isinstance(data, MarkedMapping):
        yield data
    for part in data.values() if isinstance(data, MarkedMapping) else data:
        if isinstance(part, MarkedMapping | MarkedList):
            yield from _rows(part)


JSON_LINES = Format(_read, _finder, by_lines=True, alone=True)
