"""What differs between two releases, of one dataset or of two."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from onrecord.compare import COLUMNS, SCHEMA, compare
from onrecord.dataset import query
from onrecord.described import fields
from onrecord.release import Release, Rows
from onrecord.tables import TABLES, Table

_DATASET = "dataset"
_TAKEN_BACK = "SELECT id, status, replaced_by_id, reason FROM register WHERE status <> 'active'"


def diff(old: str | Path, new: str | Path) -> Rows:
    """Every cell in which two releases differ; empty where they say the same.

    The columns are record_id, row_id, table_name, column_name, before, after and change (added, removed or changed:
    what happened to the row). Values are spelt as in CSV. What the two say of the dataset itself is a row ``dataset``,
    with the fields of ``dataset.yaml`` of which both can tell; lists there are JSON. The number and the day of the
    release are not compared, nor is what only repeats other tables (``agents``, ``figures_wide``) or tells of earlier
    releases (``changes``, and all but withdrawals and replacements in ``records``). Raises UsageError where a folder
    is no release or a table cannot be read.
    """
    releases = Release(old), Release(new)
    found = [_differences(table, *releases) for table in TABLES.values() if _is_compared(table)]
    return Rows(pa.concat_tables([_metadata(*releases), *found]))


def _metadata(old: Release, new: Release) -> pa.Table:
    """What two releases say of their datasets; number and day of a release differ in any case."""
    before, after = fields(old.descriptor), fields(new.descriptor)
    rows = [
        (*[_DATASET] * 3, field, _text(before[field]), _text(after[field]), "changed")
        for field in before
        if field in after and field != "issued" and before[field] != after[field]
    ]
    return pa.Table.from_pylist([dict(zip(COLUMNS, row, strict=True)) for row in rows], SCHEMA)


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _is_compared(table: Table) -> bool:
    return table.in_rdf and table.name != "changes"


def _differences(table: Table, old: Release, new: Release) -> pa.Table:
    states = [_state(table, release) for release in (old, new)]
    if table.name == "records":
        states = [query({"register": state}, _TAKEN_BACK) for state in states]
    columns = [column for column in table.columns if column.name != "id" and column.name in states[0].column_names]
    return compare(dict(zip(("old", "new"), states, strict=True)), table, "old", "new", columns, whole=True)


def _state(table: Table, release: Release) -> pa.Table:
    """A table with its columns of today; what an older release lacks is empty, a column or a whole table."""
    if not release.has(table.name):
        return table.schema.empty_table()
    rows = release.table(table.name).arrow
    columns = [
        rows[column.name].cast(column.kind.arrow)
        if column.name in rows.column_names
        else pa.nulls(len(rows), column.kind.arrow)
        for column in table.columns
    ]
    return pa.table(columns, names=table.names)


def grouped(rows: Rows) -> Iterator[dict[str, Any]]:
    """The rows that differ, one after the other in the order of their records, each with its cells.

    A row is ``record_id``, ``row_id``, ``table_name``, ``change`` and ``cells``: column to ``before`` and ``after``.
    """
    arranged = query({"cells": rows.arrow}, _ARRANGED)
    for batch in arranged.to_batches():
        for row in batch.to_pylist():
            cells = {cell.pop("column_name"): cell for cell in row.pop("cells")}
            yield {**row, "cells": cells}


_ARRANGED = """
SELECT record_id, row_id, table_name, change,
    list({'column_name': column_name, 'before': before, 'after': after} ORDER BY place) AS cells
FROM (SELECT *, row_number() OVER () AS place FROM cells)
GROUP BY record_id, row_id, table_name, change ORDER BY record_id, row_id <> record_id, table_name, row_id
"""
