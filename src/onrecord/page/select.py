"""What of a release its page shows: everything where that is little, else the latest, the largest, the contested."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from onrecord.dataset import Dataset

_LATEST = """
SELECT id FROM figures ORDER BY coalesce(period_end, period_start, reported_end, reported_start) DESC NULLS LAST, id
LIMIT {most}"""
_LARGEST = """
SELECT id FROM (
    SELECT id, measure_id, coalesce(value, high, low) AS size FROM figures WHERE availability = 'given'
    QUALIFY row_number() OVER (PARTITION BY measure_id ORDER BY size DESC NULLS LAST, id) = 1
) ORDER BY size DESC NULLS LAST, id LIMIT {most}"""
_CONFLICTS = "SELECT unnest([figure_id, other_id]) AS id FROM (FROM conflicts ORDER BY id LIMIT {most})"
_CORRECTED = """
SELECT unnest([id, corrected_by_id]) AS id
FROM (SELECT id, corrected_by_id FROM figures WHERE corrected_by_id IS NOT NULL ORDER BY id LIMIT {most})"""
_STATEMENTS = """
SELECT t.id FROM statements t LEFT JOIN sources s ON s.id = t.source_id
ORDER BY coalesce(said_end, said_start, published_end, published_start) DESC NULLS LAST, t.id LIMIT {most}"""
_PARTS = ((_LATEST, 2), (_LARGEST, 4), (_CONFLICTS, 8), (_CORRECTED, 8), (_STATEMENTS, 1))
"""Queries for what is shown, and into how many parts of the most that may be each is held."""

_PLOTTABLE = """
availability = 'given' AND coalesce(value, low, high) IS NOT NULL AND coalesce(period_start, period_end) IS NOT NULL"""
_PLOTTED = f"""
SELECT measure_id, count(*) AS figures, count(*) OVER () AS in_all FROM figures WHERE {_PLOTTABLE}
GROUP BY measure_id HAVING count(*) > 1 OR bool_or(value IS NULL) ORDER BY figures DESC, measure_id LIMIT {{plots}}"""
_MARKS = f"""
WITH latest AS (
    SELECT id FROM figures WHERE {_PLOTTABLE} AND measure_id IN (SELECT measure_id FROM plotted)
    QUALIFY row_number() OVER (
        PARTITION BY measure_id ORDER BY coalesce(period_end, period_start) DESC, id) <= {{marks}}
),
chosen AS (SELECT f.* FROM figures f SEMI JOIN latest ON latest.id = f.id),
flagged AS (
    SELECT figure_id, string_agg(flag, ', ' ORDER BY flag) AS flags FROM figure_flags
    SEMI JOIN chosen c ON c.id = figure_id GROUP BY figure_id
),
parted AS (
    SELECT figure_id, string_agg(dimension || ': ' || value, ', ' ORDER BY dimension, value) AS dimensions
    FROM figure_dimensions SEMI JOIN chosen c ON c.id = figure_id GROUP BY figure_id
)
SELECT f.*, m.name AS measure, r.name AS reporter, a.name AS about, p.name AS place, dimensions, flags
FROM chosen f LEFT JOIN measures m ON m.id = f.measure_id LEFT JOIN agents r ON r.id = f.reporter_id
LEFT JOIN agents a ON a.id = f.about_id LEFT JOIN places p ON p.id = f.place_id
LEFT JOIN flagged ON flagged.figure_id = f.id LEFT JOIN parted ON parted.figure_id = f.id
ORDER BY measure_id, coalesce(period_start, period_end), id"""

_MEASURES = """
SELECT measure_id AS id, any_value(m.name) AS name, any_value(f.unit) AS unit, count(*) AS figures,
    count(DISTINCT reporter_id) AS reporters, min(period_start) AS first,
    max(coalesce(period_end, period_start)) AS last, count(*) OVER () AS in_all
FROM figures f LEFT JOIN measures m ON m.id = f.measure_id
GROUP BY measure_id ORDER BY figures DESC, measure_id LIMIT {most}"""
_SPEAKERS = """
SELECT id, name, statements FROM (
    SELECT speaker_id AS id, count(*) AS statements FROM statements GROUP BY speaker_id
    ORDER BY statements DESC, id LIMIT {most})
JOIN agents USING (id) ORDER BY statements DESC, id"""
_SAID = """
WITH dated AS (
    SELECT t.id, speaker_id, summary, t.kind, coalesce(said_start, said_end) IS NOT NULL AS told,
        if(told, said_start, published_start) AS first, if(told, said_end, published_end) AS last
    FROM statements t LEFT JOIN sources s ON s.id = t.source_id
    WHERE speaker_id IN (SELECT id FROM speakers)
),
said AS (
    SELECT id, speaker_id, summary, kind, told, coalesce(first, last) AS start, coalesce(last, first) AS stop FROM dated
    WHERE coalesce(first, last) IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY speaker_id ORDER BY coalesce(last, first) DESC, id) <= {marks}
),
heard AS (
    SELECT statement_id, string_agg(a.name, ', ' ORDER BY a.name, a.id) AS addressees
    FROM statement_parties p JOIN said ON said.id = p.statement_id JOIN agents a ON a.id = p.agent_id
    WHERE p.role = 'addressee' GROUP BY statement_id
)
SELECT said.* EXCLUDE (start, stop), start AS first, stop AS last, addressees
FROM said LEFT JOIN heard ON heard.statement_id = said.id
ORDER BY speaker_id, start, said.id"""
"""Statements with whom they were made to and the days on which they were made, or, where these are not ``told``, those
of the publication."""


@dataclass(frozen=True)
class Selection:
    """The records of a page."""

    ids: tuple[str, ...]
    whole: bool
    """Whether these are all records of the release."""


def _ask(dataset: Dataset, sql: str, beside: Mapping[str, pa.Table] | None = None) -> list[dict[str, Any]]:
    return dataset.rows(sql, beside)


def selection(dataset: Dataset, most: int) -> Selection:
    """All records where the register has no more than ``most``, else figures and statements up to about so many."""
    if dataset.count("records") <= most:
        return Selection(_ids(_ask(dataset, "SELECT id FROM records ORDER BY id")), True)
    found: list[dict[str, Any]] = []
    for sql, part in _PARTS:
        found += _ask(dataset, sql.format(most=most // part))
    return Selection(_ids(found), False)


def _ids(rows: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["id"] for row in rows))


def plotted(dataset: Dataset, plots: int, marks: int) -> tuple[int, list[tuple[int, list[dict[str, Any]]]]]:
    """How many measures can be plotted; and for those with most figures how many they have, and the latest of them.

    Figures come with names beside their ids.
    """
    wanted = _ask(dataset, _PLOTTED.format(plots=plots))
    ids = pa.table({"measure_id": pa.array([row["measure_id"] for row in wanted], pa.string())})
    rows: dict[str, list[dict[str, Any]]] = {row["measure_id"]: [] for row in wanted}
    for row in _ask(dataset, _MARKS.format(marks=marks), {"plotted": ids}) if wanted else ():
        rows[row["measure_id"]].append(row)
    return _in_all(wanted), [(row["figures"], rows[row["measure_id"]]) for row in wanted]


def measures(dataset: Dataset, most: int) -> tuple[int, list[dict[str, Any]]]:
    """How many measures have figures; and those with most of them, and over what time."""
    found = _ask(dataset, _MEASURES.format(most=most))
    return _in_all(found), found


def _in_all(rows: list[dict[str, Any]]) -> int:
    """Of how many rows some are, as each says."""
    return rows[0]["in_all"] if rows else 0


def speakers(dataset: Dataset, most: int, marks: int) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Who made most statements, each with the latest of them that have a date."""
    wanted = _ask(dataset, _SPEAKERS.format(most=most))
    ids = pa.table({"id": pa.array([row["id"] for row in wanted], pa.string())})
    said: dict[str, list[dict[str, Any]]] = {row["id"]: [] for row in wanted}
    for row in _ask(dataset, _SAID.format(marks=marks), {"speakers": ids}) if wanted else ():
        said[row["speaker_id"]].append(row)
    return [(row, said[row["id"]]) for row in wanted]
