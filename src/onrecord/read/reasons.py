"""The file ``changes.yaml``: why records changed, as a list of reasons."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from onrecord.dataset import REASONS
from onrecord.models import Reason
from onrecord.problems import Problem
from onrecord.read.faults import Fault
from onrecord.read.marked import UNREAD, MarkedList, MarkedMapping
from onrecord.read.page import Page, Span
from onrecord.read.record import AUTHORED, check_document, problems
from onrecord.read.words import described, did_you_mean, listed
from onrecord.read.yaml_text import parse
from onrecord.tables import TABLES

_EXAMPLE = "write entries such as `- {record_id: fig-a, reason: The source was misread.}`"


def read_reasons(page: Page, base: int) -> tuple[pa.Table, list[Problem]]:
    """The reasons of a page of YAML in the schema ``REASONS``, and the problems of those that are left out.

    Origins are ``base`` plus the ordinal of the entry's mapping in the page.
    """
    parsed = parse(page)
    found = list(parsed.problems)
    rows: list[dict[str, Any]] = []
    if isinstance(parsed.root, MarkedList):
        for item, span in zip(parsed.root, parsed.root.items_at, strict=True):
            _read_entry(page, item, span, base, rows, found)
    elif parsed.root is not None and parsed.complete:
        found.append(_wrong_type(page, "changes.yaml must be a list of reasons", parsed.root, parsed.root_span))
    return pa.Table.from_pylist(rows, REASONS), found


def _read_entry(page: Page, item: Any, span: Span, base: int, rows: list[dict[str, Any]], found: list[Problem]) -> None:
    if item is UNREAD:
        return
    if not isinstance(item, MarkedMapping):
        found.append(_wrong_type(page, "each reason must be a group of fields", item, span))
        return
    result = check_document(Reason, item)
    faults = result if isinstance(result, list) else list(_strange_places(result))
    found += problems(page, item, faults)
    if isinstance(result, Reason) and not faults:
        rows.append(_row(result, base | item.place))


def _row(reason: Reason, origin: int) -> dict[str, Any]:
    return {
        "record_id": reason.record_id,
        "table_name": reason.table,
        "column_name": reason.column and _column_name(reason.column),
        "reason": reason.reason,
        "version": reason.version,
        "_origin": origin,
    }


def _column_name(name: str) -> str:
    """The column of a release that a reason means: authors may name a date by their own field."""
    fields = {column.field: column.name for table in AUTHORED for column in reversed(TABLES[table].columns)}
    return fields.get(name, name)


def _strange_places(reason: Reason) -> Iterator[Fault]:
    if reason.table and reason.table not in AUTHORED:
        yield _unknown("table", reason.table, list(AUTHORED))
        return
    tables = [reason.table] if reason.table else list(AUTHORED)
    columns = [column for table in tables for column in TABLES[table].columns]
    names = [name for column in columns if not column.derived for name in (column.name, column.field)]
    if reason.column and reason.column not in names:
        yield _unknown("column", reason.column, list(dict.fromkeys(names)))


def _unknown(field: str, name: str, known: list[str]) -> Fault:
    help = did_you_mean(name, known) or f"one of {listed(known[:12])} ..."
    return Fault((field,), "unknown-code", f"`{name}` is not a {field} that authors fill in", help)


def _wrong_type(page: Page, rule: str, value: Any, span: Span) -> Problem:
    given = "nothing" if value is None else described(value)
    return page.problem(span, "wrong-type", f"{rule}, not {given}", _EXAMPLE)
