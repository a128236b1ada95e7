"""Files of JSON Lines: one record of the file's table a line."""

import re

from pydantic import ValidationError

from onrecord.models.base import Record
from onrecord.problems import Problem
from onrecord.read.fields import columns_of
from onrecord.read.flat import LinePlaces
from onrecord.read.found import Finder, Format, Found, Rows, unknown_table_file
from onrecord.read.json_text import parse_line
from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.page import Page
from onrecord.read.record import AUTHORED, check, kinship, problems
from onrecord.tables import TABLES

# What pydantic's own parser takes in silence and should not: words where numbers belong (true is 1 to it), and numbers
# so long or with an exponent that they may not survive the way through float64.
_DOUBTFUL = re.compile(r"[:\[,]\s*(?:true|false|-?[0-9.]*(?:[0-9.]{16}|[eE]))")
# Every key of an object ends like this; quotes inside texts have a backslash before them. More may match, never fewer.
_KEY = re.compile(r'(?<!\\)"\s*:')


def _read(page: Page, table: str, base: int) -> Found:
    if table not in AUTHORED:
        return Found([], [unknown_table_file(page, table)])
    found, valid, lines = Found(), [], []
    for number in range(1, len(page.starts) + 1):
        line = page.line(number)
        if not line or line.isspace():
            continue
        result = _record(page, number, line, AUTHORED[table])
        if isinstance(result, list):
            found.refuse(parse_line(page, number)[0], result)
        else:
            valid.append(result)
            lines.append(base | number)
    found.rows.append(Rows(table, valid, LinePlaces(lines)))
    return found


def _record(page: Page, number: int, line: str, model: type[Record]) -> Record | list[Problem]:
    """The record of a line: by the quick way where that is sure to be right, else by the exact one."""
    record = quick(model, line)
    return record if record and not any(kinship(record)) else _exact(page, number, model)


def quick(model: type[Record], line: str) -> Record | None:
    """The record that a line is; None where pydantic's JSON parser refuses it or might have misread it.

    That parser keeps the last of two equal keys: the keys of the line are counted against the fields of the record.
    """
    if _DOUBTFUL.search(line):
        return None
    try:
        record = model.model_validate_json(line)
    except ValidationError:
        return None
    return record if len(_KEY.findall(line)) == _given(record) else None


def _given(record: Record) -> int:
    """How many fields of a record and of the rows nested in it were given."""
    names = record.model_fields_set
    nested = [name for name in TABLES[record.heading.table].nested if name in names]
    return len(names) + sum(_given(row) for name in nested for row in getattr(record, name))


def _exact(page: Page, number: int, model: type[Record]) -> Record | list[Problem]:
    data, syntax = parse_line(page, number)
    if data is None:
        return syntax
    result = check(model, data)
    told = {problem.where for problem in syntax}
    if isinstance(result, list):
        return [*syntax, *(problem for problem in problems(page, data, result) if problem.where not in told)]
    return syntax or result


def _finder(page: Page, table: str) -> Finder:
    def find(place: int, field: str) -> MarkedMapping | None:
        record = parse_line(page, place)[0] if place <= len(page.starts) else None
        return _holder(record, field, table) if record else None

    return find


def _holder(record: MarkedMapping, field: str, table: str) -> MarkedMapping:
    """The record of a line or, for a field that its table lacks, the first row nested in it that has that field."""
    if field in columns_of(TABLES[table]):
        return record
    values = [record.get(nested) for nested in TABLES[table].nested]
    rows = [row for value in values if isinstance(value, MarkedList) for row in value]
    return next((row for row in rows if isinstance(row, MarkedMapping) and field in row), record)


JSON_LINES = Format(_read, _finder)
