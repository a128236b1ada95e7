"""Derivations computed again: what the inputs give, and whether that is what was printed."""

from collections.abc import Mapping
from decimal import Decimal

import pyarrow as pa

from onrecord.printed import reading_of
from onrecord.store import Store
from onrecord.tables import ORIGIN, TABLES

_SIGNIFICANT_DIGITS = 6

_INPUTS = """
WITH used AS (
    SELECT i.derivation_id, i.role, f.value, greatest(f.period_start, d.scope_start) AS first_day,
        least(f.period_end, d.scope_end) AS last_day,
        coalesce(f.low, CASE WHEN f.high IS NULL THEN f.value END) AS low,
        coalesce(f.high, CASE WHEN f.low IS NULL THEN f.value END) AS high,
        f.value IS NOT NULL AND f.low IS NULL AND f.high IS NULL AS loose
    FROM derivation_inputs i JOIN figures f ON f.id = i.figure_id JOIN derivations d ON d.id = i.derivation_id
),
reached AS (
    SELECT derivation_id, first_day, last_day, max(last_day) OVER (PARTITION BY derivation_id
        ORDER BY first_day, last_day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM used WHERE role = 'member' AND first_day <= last_day
),
covered AS (
    SELECT derivation_id,
        sum(greatest(date_diff('day', greatest(first_day, coalesce(before + 1, first_day)), last_day) + 1, 0)) AS days
    FROM reached GROUP BY derivation_id
),
summed AS (
    SELECT derivation_id, bool_or(loose) AS loose, count(*) AS inputs,
        max(value) FILTER (role = 'current') AS c, max(low) FILTER (role = 'current') AS c_low,
        max(high) FILTER (role = 'current') AS c_high,
        max(value) FILTER (role = 'base') AS b, max(low) FILTER (role = 'base') AS b_low,
        max(high) FILTER (role = 'base') AS b_high,
        count(*) FILTER (role = 'member') AS members,
        count(value) FILTER (role = 'member') AS values, count(low) FILTER (role = 'member') AS lows,
        count(high) FILTER (role = 'member') AS highs,
        sum(value) FILTER (role = 'member') AS sum_value, sum(low) FILTER (role = 'member') AS sum_low,
        sum(high) FILTER (role = 'member') AS sum_high,
        max(value) FILTER (role = 'member') AS max_value, max(low) FILTER (role = 'member') AS max_low,
        max(high) FILTER (role = 'member') AS max_high,
        min(value) FILTER (role = 'member') AS min_value, min(low) FILTER (role = 'member') AS min_low,
        min(high) FILTER (role = 'member') AS min_high
    FROM used GROUP BY derivation_id
)
SELECT d._origin, coalesce(s.loose, false) AS loose,
    d.operation IN ('maximum', 'minimum')
        AND coalesce(v.days < date_diff('day', d.scope_start, d.scope_end) + 1, true) AS partial,
    CASE d.operation
        WHEN 'percent_change' THEN CASE WHEN b > 0 THEN 100 * (c - b) / b END
        WHEN 'ratio' THEN CASE WHEN b > 0 THEN c / b END
        WHEN 'share' THEN CASE WHEN b > 0 THEN 100 * c / b END
        WHEN 'difference' THEN c - b
        WHEN 'sum' THEN CASE WHEN values = members THEN sum_value END
        WHEN 'maximum' THEN CASE WHEN values = members THEN max_value END
        WHEN 'minimum' THEN CASE WHEN values = members THEN min_value END END AS result,
    f.availability IS NOT DISTINCT FROM 'withheld' AS withheld,
    CASE d.operation
        WHEN 'percent_change' THEN CASE WHEN b_low > 0 AND c_low >= 0 THEN 100 * (c_low - b_high) / b_high END
        WHEN 'ratio' THEN CASE WHEN b_low > 0 AND c_low >= 0 THEN c_low / b_high END
        WHEN 'share' THEN CASE WHEN b_low > 0 AND c_low >= 0 THEN 100 * c_low / b_high END
        WHEN 'difference' THEN c_low - b_high
        WHEN 'sum' THEN CASE WHEN lows = members THEN sum_low END
        WHEN 'maximum' THEN max_low
        WHEN 'minimum' THEN CASE WHEN lows = members THEN min_low END END AS result_low,
    CASE d.operation
        WHEN 'percent_change' THEN CASE WHEN b_low > 0 AND c_low >= 0 THEN 100 * (c_high - b_low) / b_low END
        WHEN 'ratio' THEN CASE WHEN b_low > 0 AND c_low >= 0 THEN c_high / b_low END
        WHEN 'share' THEN CASE WHEN b_low > 0 AND c_low >= 0 THEN 100 * c_high / b_low END
        WHEN 'difference' THEN c_high - b_low
        WHEN 'sum' THEN CASE WHEN highs = members THEN sum_high END
        WHEN 'maximum' THEN CASE WHEN highs = members THEN max_high END
        WHEN 'minimum' THEN min_high END AS result_high,
    f.stated, f.qualifier, f.value, f.low, f.high, f.low_inclusive, f.high_inclusive
FROM derivations d
LEFT JOIN summed s ON s.derivation_id = d.id
LEFT JOIN covered v ON v.derivation_id = d.id
LEFT JOIN (
    SELECT DISTINCT ON (id) * FROM figures WHERE id IN (SELECT figure_id FROM derivations)
) f ON f.id = d.figure_id
"""


_SCHEMA = pa.schema([(ORIGIN, pa.int64()), ("recomputed", pa.float64()), ("verdict", pa.string())])

_RECOMPUTED = f"""
SELECT d.* EXCLUDE (recomputed, verdict), r.recomputed, r.verdict
FROM derivations d JOIN results r ON r.{ORIGIN} = d.{ORIGIN}
"""


NAMED = """
SELECT i.* EXCLUDE (derived_id),
    CASE WHEN d.operation NOT IN ('maximum', 'minimum') THEN d.figure_id END AS derived_id
FROM derivation_inputs i
LEFT JOIN (SELECT DISTINCT ON (id) id, figure_id, operation FROM derivations) d ON d.id = i.derivation_id
"""
"""The inputs of derivations, each with the figure that was computed from it."""


def name_derived(store: Store) -> None:
    """Fills in the figure that was computed from each input of a derivation. An extreme is one of its members."""
    store.define("derivation_inputs", NAMED, [*TABLES["derivation_inputs"].order, ORIGIN])


def recompute(store: Store) -> None:
    """Fills in the recomputed value (six significant digits) of each derivation, and the verdict.

    Inputs with bounds give a range of results. It agrees when it lies within what was printed, widened by half a unit
    of the last place printed; it disagrees when the two do not meet; else, or where an input has no bounds or the
    members of an extreme leave part of its scope open, the verdict is undetermined. What is withheld is not computed.
    """
    store.put("results", _SCHEMA.empty_table())
    for batch in store.stream(_INPUTS):
        rows = [(row[ORIGIN], _recomputed(row), _verdict(row)) for row in batch.to_pylist()]
        store.append("results", pa.table(list(map(list, zip(*rows, strict=True))), schema=_SCHEMA))
    store.define("derivations", _RECOMPUTED, [*TABLES["derivations"].order, ORIGIN])


def _recomputed(row: Mapping[str, object]) -> float | None:
    return None if row["result"] is None or row["withheld"] else float(f"{row['result']:.{_SIGNIFICANT_DIGITS}g}")


def _verdict(row: Mapping[str, object]) -> str:
    low, high = _number(row["result_low"]), _number(row["result_high"])
    least, most = _printed_range(row)
    if least is None and most is None:
        return "undetermined"
    if _beyond(low, most, row["high_inclusive"]) or _beyond(_negated(high), _negated(least), row["low_inclusive"]):
        return "disagrees"
    within = (most is None or (high is not None and not _beyond(high, most, row["high_inclusive"]))) and (
        least is None or (low is not None and not _beyond(_negated(low), _negated(least), row["low_inclusive"]))
    )
    return "agrees" if within and not (row["loose"] or row["partial"]) else "undetermined"


def _printed_range(row: Mapping[str, object]) -> tuple[Decimal | None, Decimal | None]:
    """What the printed number leaves possible: its bounds, an exact one also within half of its last place."""
    low, high, value = (_number(row[name]) for name in ("low", "high", "value"))
    if row["qualifier"] not in ("exact", "about") or value is None:
        return low, high
    reading = reading_of(str(row["stated"] or ""), value)
    half = (0 if reading is None else reading.step if row["qualifier"] == "about" else reading.place) * Decimal("0.5")
    return (value if low is None else low) - half, (value if high is None else high) + half


def _beyond(one: Decimal | None, bound: Decimal | None, inclusive: object) -> bool:
    """Whether a number lies above an upper bound; mirrored numbers ask the same of a lower one."""
    if one is None or bound is None:
        return False
    return one >= bound if inclusive == "no" else one > bound


def _negated(number: Decimal | None) -> Decimal | None:
    return None if number is None else -number


def _number(cell: object) -> Decimal | None:
    """A float as the decimal that it stands for: what arithmetic leaves behind the 15th digit is not part of it."""
    return None if cell is None else Decimal(f"{cell:.15g}")
