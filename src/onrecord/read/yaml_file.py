"""Files of YAML: a mapping from tables to lists of records."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel

from onrecord.models import Metadata
from onrecord.models.base import Record
from onrecord.problems import Problem, Severity
from onrecord.read.flat import MappingPlaces
from onrecord.read.found import Finder, Format, Found, of_page, unknown_table
from onrecord.read.marked import UNREAD, MarkedList, MarkedMapping
from onrecord.read.page import Page, Span
from onrecord.read.record import AUTHORED, check, check_document, problems
from onrecord.read.words import described, shown
from onrecord.read.yaml_text import parse

_Model = TypeVar("_Model", bound=BaseModel)
_EXAMPLE = "write the name of a table, a colon, and below it records that each start with `- `"


def read_metadata(page: Page) -> tuple[Metadata | None, list[Problem]]:
    """The metadata that a page of YAML holds, None where it is invalid, and the problems."""
    return read_document(page, Metadata)


def read_document(page: Page, model: type[_Model]) -> tuple[_Model | None, list[Problem]]:
    """The one group of fields that a page of YAML is, None where it is invalid, and the problems."""
    parsed = parse(page)
    if not parsed.complete:
        return None, parsed.problems
    if not isinstance(parsed.root, MarkedMapping):
        help = "write fields such as `title: ...`"
        rule = f"{PurePosixPath(page.file).name} must be a group of fields"
        return None, [*parsed.problems, *_wrong_type(page, rule, parsed.root, parsed.root_span, help)]
    result = check_document(model, parsed.root)
    if isinstance(result, list):
        return None, _merged(parsed.problems, problems(page, parsed.root, result))
    return result, parsed.problems


def _read(page: Page, table: str) -> Found:
    parsed = parse(page)
    found = Found()
    if isinstance(parsed.root, MarkedMapping):
        for name, records in parsed.root.items():
            _read_table(page, name, records, parsed.root, found)
    elif parsed.root is not None and parsed.complete:
        rule = "a file of records must be a group of tables"
        found.problems += _wrong_type(page, rule, parsed.root, parsed.root_span)
    found.problems = _merged(parsed.problems, found.problems)
    return found


def _read_table(page: Page, name: str, records: Any, root: MarkedMapping, found: Found) -> None:
    if name not in AUTHORED:
        found.problems.append(page.problem(root.keys_at[name], *unknown_table(name)))
    elif isinstance(records, MarkedList):
        blanks = list(_blanks(page, records))
        _read_records(page, name, records, found)
        told = {problem.where for problem in found.problems}
        found.problems += (problem for problem in blanks if problem.where not in told)
    else:
        found.problems += _wrong_type(page, f"`{name}` must be a list of records", records, root.values_at[name])


def _read_records(page: Page, name: str, items: MarkedList, found: Found) -> None:
    valid, mappings = [], []
    for item, span in zip(items, items.items_at, strict=True):
        if item is UNREAD:
            continue
        if not isinstance(item, MarkedMapping):
            found.problems += _wrong_type(page, f"each record of `{name}` must be a group of fields", item, span)
            continue
        if record := _record(page, item, AUTHORED[name], found):
            valid.append(record)
            mappings.append(item)
    found.add(name, valid, MappingPlaces(mappings))


def _record(page: Page, item: MarkedMapping, model: type[Record], found: Found) -> Record | None:
    """The record that a group is, without what is wrong in it; its problems go into what was found."""
    result = check(model, item)
    if isinstance(result, Record):
        return result
    found.refuse(item, problems(page, item, result))
    return found.salvage(model, item, result)


def _blanks(page: Page, node: Any) -> Iterator[Problem]:
    """A warning for every field that stands there and says nothing, as those of a skeleton that nobody filled in."""
    if isinstance(node, MarkedList):
        for item in node:
            yield from _blanks(page, item)
    elif isinstance(node, MarkedMapping):
        for name, value in node.items():
            if value is None:
                message, help = f"`{shown(name)}` is empty", "fill it in, or take the line out"
                problem = page.problem(node.values_at[name], "blank-value", message, help)
                yield replace(problem, severity=Severity.WARNING)
            else:
                yield from _blanks(page, value)


def _wrong_type(page: Page, rule: str, value: Any, span: Span, help: str = _EXAMPLE) -> list[Problem]:
    given = "nothing" if value is None else described(value)
    return [page.problem(span, "wrong-type", f"{rule}, not {given}", help)]


def _merged(syntax: list[Problem], others: list[Problem]) -> list[Problem]:
    """All problems without those that follow from a refused feature of YAML at the same place."""
    told = {problem.where for problem in syntax}
    return [*syntax, *(problem for problem in others if problem.where not in told)]


def _finder(page: Page, table: str) -> Finder:
    mappings = parse(page).mappings
    return lambda place, _, __: mappings[place] if place < len(mappings) else None


YAML = Format(of_page(_read), _finder)
