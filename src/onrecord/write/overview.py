"""What the README of a release tells of its figures: what is counted in which unit, and what is doubtful of them."""

from collections.abc import Iterator
from typing import Any

from onrecord.dataset import Dataset
from onrecord.story import words

_MOST_MEASURES = 50
_MEASURES = f"""
SELECT m.name, m.definition, m.unit, count(f.id) AS figures FROM measures m LEFT JOIN figures f ON f.measure_id = m.id
GROUP BY m.id, m.name, m.definition, m.unit ORDER BY figures DESC, m.id LIMIT {_MOST_MEASURES}"""
_DOUBTS = """
SELECT count(*) FILTER (availability = 'given' AND value IS NULL) AS one_sided,
    count(*) FILTER (availability = 'not_reported') AS untold, count(*) FILTER (availability = 'withheld') AS withheld,
    count(*) FILTER (modality <> 'observed') AS unobserved,
    count(*) FILTER (corroboration = 'single_source') AS alone, count(*) FILTER (corrected_by_id IS NOT NULL) AS wrong
FROM figures"""
_COUNTED = (
    ("marks", "figure_flags", "SELECT flag AS code, count(*) AS times FROM figure_flags GROUP BY flag ORDER BY flag"),
    (
        "remarks, on records of all sorts",
        "remarks",
        "SELECT kind AS code, count(*) AS times FROM remarks GROUP BY kind ORDER BY kind",
    ),
)
"""What is counted by code: how it is called, its table, and the query."""


def measures(dataset: Dataset) -> list[dict[str, Any]]:
    """The measures with most figures: name, definition, unit, and how many figures; at most fifty."""
    return _asked(dataset, _MEASURES)


def doubts(dataset: Dataset) -> Iterator[str]:
    """What a user should know of the figures before using them, as far as it can be counted."""
    [found] = _asked(dataset, _DOUBTS)
    told = (
        (found["one_sided"], "{} one-sided or a range: `value` is empty, `low` and `high` say what is possible"),
        (found["untold"], "{} without a number: the source gave none"),
        (found["withheld"], "{} whose number is withheld"),
        (found["unobserved"], "{} no observation: `modality` tells estimates, promises, demands, rules, possibilities"),
        (found["alone"], "{} known from one reporter alone, however many repeated it"),
        (found["wrong"], "{} corrected by another: `corrected_by_id`"),
    )
    yield from (text.format(words.number(count)) for count, text in told if count)
    for told_as, table, sql in _COUNTED:
        if rows := _asked(dataset, sql):
            times = ", ".join(f"{words.words(row['code'])} {words.number(row['times'])}" for row in rows)
            yield f"{told_as}: {times} (`{table}`)"


def _asked(dataset: Dataset, sql: str) -> list[dict[str, Any]]:
    return dataset.rows(sql)
