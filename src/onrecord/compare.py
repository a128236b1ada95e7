"""What differs between two states of a table: rows that came, rows that went, and cells that are not as they were."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from onrecord import kinds
from onrecord.dataset import query
from onrecord.tables import Column, Table
from onrecord.text import decimal_text

COLUMNS = ("record_id", "row_id", "table_name", "column_name", "before", "after", "change")
"""The columns of a comparison, all of them text; ``change`` is added, removed or changed."""
SCHEMA = pa.schema([pa.field(name, pa.string()) for name in COLUMNS])


def compare(
    tables: Mapping[str, pa.Table], table: Table, old: str, new: str, columns: Sequence[Column], *, whole: bool
) -> pa.Table:
    """Every difference between two states of a table in the columns given, in the schema ``SCHEMA``.

    ``old`` and ``new`` are the names of the two states among the ``tables``. A cell that differs is one row, with both
    values as CSV spells them. A row that stands in one state alone is one row without a column and with its id as the
    value or, if ``whole``, one for each of its cells that is not empty.
    """
    sql = _PAIRS.format(
        old=old,
        new=new,
        owner=table.order[0],
        pairs=", ".join(f"o.{column.name} AS o{i}, n.{column.name} AS n{i}" for i, column in enumerate(columns)),
        differs=" OR ".join(f"o.{column.name} IS DISTINCT FROM n.{column.name}" for column in columns),
        cells=", ".join(_cell(column, i) for i, column in enumerate(columns)),
        wanted="true" if whole else "change = 'changed'",
        rows="false" if whole else "change <> 'changed'",
    )
    found = query(tables, sql)
    name = pa.repeat(pa.scalar(table.name), len(found))
    sides = [_spelt(found[side], found[f"{side}_number"]) for side in ("before", "after")]
    return pa.table(
        [found["record_id"], found["row_id"], name, found["column_name"], *sides, found["change"]], schema=SCHEMA
    )


_PAIRS = """
WITH pairs AS MATERIALIZED (
    SELECT coalesce(n.{owner}, o.{owner}) AS record_id, coalesce(n.id, o.id) AS row_id,
        CASE WHEN o.id IS NULL THEN 'added' WHEN n.id IS NULL THEN 'removed' ELSE 'changed' END AS change, {pairs}
    FROM {old} o FULL JOIN {new} n ON n.id = o.id WHERE o.id IS NULL OR n.id IS NULL OR {differs}
),
cells AS (SELECT record_id, row_id, change, unnest([{cells}]) AS cell FROM pairs WHERE {wanted})
SELECT record_id, row_id, change, cell.name AS column_name, cell.before AS before, cell.after AS after,
    cell.before_number AS before_number, cell.after_number AS after_number, cell.place AS place
FROM cells WHERE cell.before IS DISTINCT FROM cell.after OR cell.before_number IS DISTINCT FROM cell.after_number
UNION ALL
SELECT record_id, row_id, change, NULL, CASE change WHEN 'removed' THEN row_id END,
    CASE change WHEN 'added' THEN row_id END, NULL, NULL, 0
FROM pairs WHERE {rows}
ORDER BY record_id, row_id, place
"""


def _cell(column: Column, place: int) -> str:
    """A cell before and after as DuckDB's text, or as numbers, which DuckDB spells in its own way."""
    number = column.kind is kinds.NUMBER
    text = [f"CAST({side}{place} AS VARCHAR)" if not number else "CAST(NULL AS VARCHAR)" for side in "on"]
    numbers = [f"{side}{place}" if number else "CAST(NULL AS DOUBLE)" for side in "on"]
    return (
        f"{{'name': '{column.name}', 'before': {text[0]}, 'after': {text[1]}, "
        f"'before_number': {numbers[0]}, 'after_number': {numbers[1]}, 'place': {place}}}"
    )


def _spelt(text: pa.ChunkedArray, numbers: pa.ChunkedArray) -> pa.Array:
    return pc.coalesce(text.combine_chunks(), decimal_text(numbers.combine_chunks()))
