"""Bounds of figures: what the qualifier, the rounding or the source leaves possible."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa

from onrecord.dataset import AUTHORED
from onrecord.printed import PLAIN, as_written, reading_of
from onrecord.store import Store

ROUNDED = "rounded"
"""The table with the range of every rounded number, as printed, whose step is not plain from its digits."""

_DIGITS = "replace(a.stated, ',', '')"
_IS_PLAIN = f"""
coalesce(a.rounded_to IS NULL AND regexp_full_match(a.stated, '{PLAIN}')
    AND TRY_CAST({_DIGITS} AS DOUBLE) = a.value, false)
"""
"""Whether a rounded number was printed in digits alone, so that its step can be told from the zeros at its end."""
_HALF = f"(0.5::DOUBLE * pow(10, length({_DIGITS}) - length(rtrim({_DIGITS}, '0'))))"

_OTHERS = f"""
SELECT DISTINCT stated, value, rounded_to FROM {AUTHORED}figures a
WHERE qualifier = 'rounded' AND value IS NOT NULL AND NOT {_IS_PLAIN}
"""

JOIN = f"""
LEFT JOIN {ROUNDED} r ON a.qualifier = 'rounded' AND r.value = a.value AND r.stated IS NOT DISTINCT FROM a.stated
    AND r.rounded_to IS NOT DISTINCT FROM a.rounded_to
"""
_LOW = f"""coalesce(a.low, CASE
    WHEN a.qualifier IN ('exact', 'more_than', 'at_least', 'after') THEN a.value
    WHEN a.qualifier = 'rounded' THEN CASE WHEN {_IS_PLAIN} THEN a.value - {_HALF} ELSE r.low END END)"""
_HIGH = f"""coalesce(a.high, CASE
    WHEN a.qualifier IN ('exact', 'less_than', 'at_most', 'almost', 'within') THEN a.value
    WHEN a.qualifier = 'rounded' THEN CASE WHEN {_IS_PLAIN} THEN a.value + {_HALF} ELSE r.high END END)"""

COLUMNS: Mapping[str, str] = {
    "value": "CASE WHEN a.qualifier IN ('exact', 'about', 'rounded') THEN a.value END",
    "low": _LOW,
    "high": _HIGH,
    "low_inclusive": f"""CASE WHEN {_LOW} IS NULL THEN NULL
        WHEN a.qualifier IN ('more_than', 'after') THEN 'no' ELSE 'yes' END""",
    "high_inclusive": f"""CASE WHEN {_HIGH} IS NULL THEN NULL
        WHEN a.qualifier IN ('less_than', 'almost') THEN 'no' ELSE 'yes' END""",
    "bounds_basis": f"""CASE WHEN a.low IS NOT NULL OR a.high IS NOT NULL THEN 'stated'
        WHEN {_LOW} IS NULL AND {_HIGH} IS NULL THEN 'none'
        WHEN a.qualifier = 'rounded' THEN 'rounding' ELSE 'qualifier' END""",
}
"""The columns of bounds, as SQL over authored figures ``a`` and the table that ``JOIN`` joins.

``value`` becomes empty where the report is one-sided. Bounds that the source gave stay as they are.
"""


def define_rounded(store: Store) -> None:
    """Makes the table ``rounded``: half a unit of the last significant printed place either way, in decimals."""
    store.put(ROUNDED, _SCHEMA.empty_table())
    for batch in store.stream(_OTHERS):
        store.append(ROUNDED, pa.Table.from_pylist(list(map(_range, batch.to_pylist())), _SCHEMA))


def _range(row: Mapping[str, Any]) -> dict[str, Any]:
    value = Decimal(repr(row["value"]))
    half = _step(row, value) / 2
    return {**row, "low": float(value - half), "high": float(value + half)}


_NUMBERS = ("value", "rounded_to", "low", "high")
_SCHEMA = pa.schema([("stated", pa.string()), *((name, pa.float64()) for name in _NUMBERS)])


def _step(row: Mapping[str, Any], value: Decimal) -> Decimal:
    if row["rounded_to"] is not None:
        return Decimal(repr(row["rounded_to"]))
    return (reading_of(str(row["stated"] or ""), value) or as_written(value)).step
