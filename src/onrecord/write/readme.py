"""README.md of a release: what it is, how to load it, what is counted and doubted, every column of every table."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.dataset import Dataset
from onrecord.page.snippets import graph_path, snippets
from onrecord.story import words
from onrecord.tables import TABLES

_MOST_MEASURES = 50
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~#!])")
"""Signs with a meaning in Markdown (CommonMark, section 2.4)."""
_MEASURES = f"""
SELECT m.name, m.definition, m.unit, count(f.id) AS figures FROM measures m LEFT JOIN figures f ON f.measure_id = m.id
GROUP BY m.id, m.name, m.definition, m.unit ORDER BY figures DESC, m.id LIMIT {_MOST_MEASURES}"""
_DOUBTS = """
SELECT count(*) FILTER (availability = 'given') AS given, count(*) FILTER (availability = 'not_reported') AS untold,
    count(*) FILTER (availability = 'withheld') AS withheld, count(*) FILTER (modality <> 'observed') AS unobserved,
    count(*) FILTER (availability = 'given' AND value IS NULL) AS one_sided,
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


def _text(text: str) -> str:
    """A text of the records, in which no sign means anything to Markdown."""
    return _MARKUP.sub(r"\\\1", text)


def _count(count: int, table: str) -> str:
    return f"{words.number(count)} {TABLES[table].singular if count == 1 else table}"


_ENVIRONMENT = Environment(
    loader=PackageLoader("onrecord.write"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_ENVIRONMENT.filters |= {
    "cell": lambda text: str(text).replace("|", "\\|").replace("<", "&lt;"),
    "count": _count,
    "text": _text,
}


def readme(dataset: Dataset, paths: Collection[str] = ()) -> str:
    """The README of a release, in Markdown. ``paths`` are those of its tables; without them, each is one plain file."""
    name = dataset.metadata.name
    return _ENVIRONMENT.get_template("README.md.jinja").render(
        metadata=dataset.metadata,
        tables=TABLES.values(),
        rows={table: dataset.count(table) for table in TABLES},
        units=TABLES["measures"]["unit"].codes,
        measures=_asked(dataset, _MEASURES),
        doubts=list(_doubts(dataset)),
        snippets=snippets(name, paths),
        graph=graph_path(name, paths),
        parts=min((path for path in paths if path.startswith("data/") and path.count("/") > 1), default=""),
    )


def _asked(dataset: Dataset, sql: str) -> list[dict[str, Any]]:
    return list(dataset.query(sql).to_pylist())


def _doubts(dataset: Dataset) -> Iterator[str]:
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
