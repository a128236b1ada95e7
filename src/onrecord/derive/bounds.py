"""Bounds of figures: what the qualifier, the rounding or the source leaves possible."""

from decimal import Decimal

import pyarrow as pa

from onrecord.dataset import query
from onrecord.printed import as_written, reading_of

_ROUNDED = "SELECT DISTINCT stated, value, rounded_to FROM figures WHERE qualifier = 'rounded' AND value IS NOT NULL"

_BOUNDS = """
WITH computed AS (
    SELECT f.* REPLACE (
        coalesce(f.low, CASE
            WHEN f.qualifier IN ('exact', 'more_than', 'at_least', 'after') THEN f.value
            WHEN f.qualifier = 'rounded' THEN r.low END) AS low,
        coalesce(f.high, CASE
            WHEN f.qualifier IN ('exact', 'less_than', 'at_most', 'almost', 'within') THEN f.value
            WHEN f.qualifier = 'rounded' THEN r.high END) AS high,
        CASE WHEN f.qualifier IN ('exact', 'about', 'rounded') THEN f.value END AS value),
        f.low IS NOT NULL OR f.high IS NOT NULL AS from_source
    FROM figures f
    LEFT JOIN rounded r ON r.stated IS NOT DISTINCT FROM f.stated AND r.value = f.value
        AND r.rounded_to IS NOT DISTINCT FROM f.rounded_to
)
SELECT * EXCLUDE (from_source) REPLACE (
    CASE WHEN low IS NULL THEN NULL WHEN qualifier IN ('more_than', 'after') THEN 'no' ELSE 'yes' END AS low_inclusive,
    CASE WHEN high IS NULL THEN NULL WHEN qualifier IN ('less_than', 'almost') THEN 'no' ELSE 'yes' END
        AS high_inclusive,
    CASE WHEN from_source THEN 'stated' WHEN low IS NULL AND high IS NULL THEN 'none'
        WHEN qualifier = 'rounded' THEN 'rounding' ELSE 'qualifier' END AS bounds_basis)
FROM computed ORDER BY _origin
"""


def with_bounds(figures: pa.Table) -> pa.Table:
    """The figures with ``low``, ``high``, their inclusiveness and their basis filled in by the qualifier.

    ``value`` becomes empty where the report is one-sided. Bounds that the source gave stay as they are.
    """
    rounded = query({"figures": figures}, _ROUNDED).to_pylist()
    return query({"figures": figures, "rounded": _ranges(rounded)}, _BOUNDS).cast(figures.schema)


def _ranges(rows: list[dict[str, object]]) -> pa.Table:
    """Half a unit of the last significant printed place either way, in decimal arithmetic; one row a printed number."""
    columns: dict[str, list[object]] = {"stated": [], "value": [], "rounded_to": [], "low": [], "high": []}
    for row in rows:
        value = Decimal(repr(row["value"]))
        half = _step(row, value) / 2
        for name, cell in (*row.items(), ("low", float(value - half)), ("high", float(value + half))):
            columns[name].append(cell)
    types = {"stated": pa.string()}
    return pa.table({name: pa.array(cells, types.get(name, pa.float64())) for name, cells in columns.items()})


def _step(row: dict[str, object], value: Decimal) -> Decimal:
    if row["rounded_to"] is not None:
        return Decimal(repr(row["rounded_to"]))
    return (reading_of(str(row["stated"] or ""), value) or as_written(value)).step
