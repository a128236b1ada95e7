"""Files of CSV: a header of fields, then one record of the file's table a row (RFC 4180)."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.models.base import Record
from onrecord.problems import Problem
from onrecord.read.fields import columns_of
from onrecord.read.flat import LinePlaces
from onrecord.read.found import Finder, Format, Found, of_page, unknown_table_file
from onrecord.read.marked import MarkedMapping
from onrecord.read.page import Page, Span
from onrecord.read.record import AUTHORED, check, problems
from onrecord.read.words import did_you_mean, listed, shown
from onrecord.tables import TABLES, Table

_CELL = re.compile(r'"(?:[^"]|"")*"|[^,\r\n]*')
_QUOTES = 'a cell with a comma, a line break or a `"` stands in `"`, and each `"` inside it is doubled'
_HEADER = "name the columns in the first row"


@dataclass(frozen=True)
class _Row:
    """The cells of a row and the line that it starts in."""

    line: int
    cells: Sequence[str]


class _BrokenError(Exception):
    """The rest of the page cannot be read; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def _rows(page: Page, first: int = 1) -> Iterator[_Row]:
    """The rows that hold anything, from the one that starts in a given line on. Raises _BrokenError."""
    lines = (page.text[slice(*page.span(number))] for number in range(first, len(page.starts) + 1))
    reader = csv.reader(lines, strict=True)
    while True:
        line = first + reader.line_num
        try:
            cells = next(reader, None)
        except csv.Error as error:
            message = f"the CSV breaks off in the row that starts here: {error}"
            raise _BrokenError(page.problem(page.span(line), "csv-syntax", message, _QUOTES)) from None
        if cells is None:
            return
        if any(cells):
            yield _Row(line, cells)


def _spans(page: Page, line: int) -> list[Span]:
    """Where each cell of the row that starts in a line stands, with its quotes."""
    spans, at = [], page.starts[line - 1]
    while match := _CELL.match(page.text, at):
        spans.append(match.span())
        at = match.end() + 1
        if page.text[match.end() : at] != ",":
            break
    return spans


def _read(page: Page, table: str) -> Found:
    if table not in AUTHORED:
        return Found(problems=[unknown_table_file(page.file, table)])
    found = Found()
    try:
        rows = _rows(page)
        header = next(rows, None)
        if header is None:
            found.problems.append(page.problem((0, 0), "csv-syntax", "the file has no header", _HEADER))
        else:
            found.problems += _header_problems(page, header, TABLES[table])
            _read_rows(page, table, header, rows, found)
    except _BrokenError as error:
        found.problems.append(error.problem)
    return found


def _header_problems(page: Page, header: _Row, table: Table) -> Iterator[Problem]:
    for number, (name, span) in enumerate(zip(header.cells, _spans(page, header.line), strict=True)):
        if name in header.cells[:number]:
            first = header.cells.index(name) + 1
            message = f"the column `{shown(name)}` is given twice; first as column {first}"
            yield page.problem(span, "duplicate-key", message, "keep one of the two")
        elif name not in columns_of(table):
            yield page.problem(span, *_unknown_column(name, table))
    for name in _lacking(header, table):
        message = f"the header has no column `{name}`, which every {table.singular} needs"
        help = AUTHORED[table.name].model_fields[name].description or ""
        yield page.problem(page.span(header.line), "missing-field", message, help)


def _lacking(header: _Row, table: Table) -> list[str]:
    """The columns that every record needs, or names its parent in, and that the header lacks."""
    model = AUTHORED[table.name]
    required = {name for name, field in model.model_fields.items() if field.is_required()}
    parent = {table.parent} if table.parent and table[table.parent].required else set()
    return [name for name in columns_of(table) if name in required | parent and name not in header.cells]


def _unknown_column(name: str, table: Table) -> tuple[str, str, str]:
    if name in table.nested:
        help = f"put them into a file of their own, {table.nested[name]}.csv"
        return "unknown-field", f"`{name}` holds several rows, which no cell can", help
    if any(column.derived and column.field == name for column in table.columns):
        return "computed-field", f"`{name}` is not for authors to give", "onrecord computes it: leave it out"
    known = columns_of(table)
    help = did_you_mean(name, known) or f"its fields are {listed(known)}"
    return "unknown-field", f"`{shown(name)}` is not a field of {table.singular}", help


def _read_rows(page: Page, table: str, header: _Row, rows: Iterator[_Row], found: Found) -> None:
    known = set(columns_of(TABLES[table]))
    names = [name if name in known and name not in header.cells[:i] else "" for i, name in enumerate(header.cells)]
    valid, lines = [], []
    try:
        for row in rows:
            if len(row.cells) != len(names):
                found.problems.append(_ragged(page, row, len(names)))
                continue
            if record := _record(page, header, row, names, AUTHORED[table], found):
                valid.append(record)
                lines.append(row.line)
    finally:
        found.add(table, valid, LinePlaces(lines))


def _record(
    page: Page, header: _Row, row: _Row, names: Sequence[str], model: type[Record], found: Found
) -> Record | None:
    """The record of a row, without what is wrong in it; its problems go into what was found."""
    given = {name: cell for name, cell in zip(names, row.cells, strict=True) if name and cell}
    result = check(model, given)
    if isinstance(result, Record):
        return result
    marked = _marked(page, header, row)
    told = [fault for fault in result if fault.code != "missing-field" or fault.path[-1] in header.cells]
    found.refuse(marked, problems(page, marked, told))
    for name in marked.keys() - given:
        del marked[name]
    return found.salvage(model, marked, result)


def _ragged(page: Page, row: _Row, width: int) -> Problem:
    message = f"the row has {len(row.cells)} cells, the header {width}"
    return page.problem(page.span(row.line), "csv-syntax", message, _QUOTES)


def _marked(page: Page, header: _Row, row: _Row) -> MarkedMapping:
    """A row as data with marks, empty cells among it: that is where a missing value belongs."""
    spans = _spans(page, row.line)
    marked = MarkedMapping(spans[0], row.line)
    for name, cell, span in zip(header.cells, row.cells, spans, strict=False):
        if name not in marked:
            marked.put(name, cell, span, span)
    return marked


def _finder(page: Page, table: str) -> Finder:
    header = _row_at(page, 1)

    def find(place: int, _: str, __: str) -> MarkedMapping | None:
        row = _row_at(page, place)
        return _marked(page, header, row) if header and row else None

    return find


def _row_at(page: Page, line: int) -> _Row | None:
    """The first row from a line on; None where there is none, as in a file that changed since it was read."""
    try:
        return next(_rows(page, line), None)
    except _BrokenError:
        return None


CSV = Format(of_page(_read), _finder, by_lines=True, header=True)
