"""The page, put together: what is shown of a dataset, rendered by a template that escapes every value."""

import base64
import hashlib
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.dataset import Dataset
from onrecord.page import plot, records
from onrecord.page.contested import contests
from onrecord.page.lanes import RADIUS, lanes
from onrecord.page.linked import linked_data, release_iri
from onrecord.page.scale import YEAR
from onrecord.page.select import Selection, measures, plotted, selection, speakers
from onrecord.page.snippets import csv_pattern, graph_pattern, main_graph, snippets
from onrecord.story import Shelf, gather, words
from onrecord.story.html import target
from onrecord.tables import TABLES

LARGEST = 1_500_000
"""No page is larger than so many bytes."""
_ALL, _SOME = 600, 160
"""A release of so many records is shown whole; of a larger one about so many figures and statements each."""
_NEAR = 2
"""Of a release that is not shown whole, so many other records for each figure and statement, those nearest to them."""
_MOST_PLOTS, _MOST_MARKS, _MOST_MEASURES, _MOST_LANES, _MOST_DOTS = 12, 60, 30, 10, 60
_COUNTED = ("statements", "figures", "organizations", "persons", "groups", "sources", "citations", "conflicts")
_ALWAYS_COUNTED = ("statements", "figures", "conflicts")
"""Tables of which it matters that they are empty."""
_SYMBOLS = (
    "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z",
    "M-4.5-4.5h9v9h-9Z",
    "M0-6.2L6.2 0L0 6.2L-6.2 0Z",
    "M-5.6-5L5.6-5L0 5.6Z",
    "M-5.6 5L5.6 5L0-5.6Z",
    "M-2-6h4v4h4v4h-4v4h-4v-4h-4v-4h4Z",
    "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0Z",
)
"""The outline of each reporter's sign, the last one for all others."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.page"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"plots": plot, "symbols": _SYMBOLS, "dot_radius": RADIUS, "year_height": YEAR}
    environment.filters |= {"words": words.words, "number": words.number}
    return environment


def page(dataset: Dataset, paths: Collection[str] = ()) -> str:
    """The page of a release as HTML, no larger than ``LARGEST`` bytes in UTF-8.

    ``paths`` are those of the tables and graphs of the release, for what it says of how to load them; without them,
    each is one plain file.

    Shows every record where they are few, else the latest, the largest and the contested; says which. Needs no
    network, and its Content-Security-Policy (https://www.w3.org/TR/CSP3/) allows none.
    """
    always = _always(dataset, paths)
    most = _ALL if dataset.count("records") <= _ALL else _SOME
    while most:
        text = _rendered(dataset, always, selection(dataset, most))
        if len(text.encode()) <= LARGEST:
            return text
        most = min(most // 2, _SOME)
    return _rendered(dataset, always, Selection((), False))


def _always(dataset: Dataset, paths: Collection[str]) -> dict[str, Any]:
    """What the page tells whichever records it shows."""
    metadata = dataset.metadata
    all_measures, counted = measures(dataset, _MOST_MEASURES)
    all_plots, drawn = plotted(dataset, _MOST_PLOTS, _MOST_MARKS)
    days = [(row["first"], row["last"]) for row in counted if row["first"] and row["last"]]
    span = (min(first for first, _ in days).isoformat(), max(last for _, last in days).isoformat()) if days else None
    style, script = _part("page.css"), _part("page.js")
    return {
        "metadata": metadata,
        "iri": release_iri(metadata),
        "draft": metadata.version.endswith("-draft"),
        "counts": list(_counts(dataset)),
        "totals": {name: dataset.count(name) for name in TABLES},
        "all_measures": all_measures,
        "all_plots": all_plots,
        "measures": counted,
        "plotted": drawn,
        "speakers": speakers(dataset, _MOST_LANES, _MOST_DOTS),
        "csv_pattern": csv_pattern(paths),
        "graph": main_graph(metadata.name, paths),
        "graph_pattern": graph_pattern(metadata.name, paths),
        "snippets": snippets(metadata.name, paths),
        "linked_data": linked_data(metadata, (row["name"] for row in counted), span, main_graph(metadata.name, paths)),
        "style": style,
        "script": script,
        "policy": f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'",
    }


def _counts(dataset: Dataset) -> Iterator[tuple[str, int]]:
    """How many there are of what matters, each with its word."""
    for name in _COUNTED:
        count = dataset.count(name)
        if count or name in _ALWAYS_COUNTED:
            yield TABLES[name].singular if count == 1 else name, count


def _rendered(dataset: Dataset, always: dict[str, Any], chosen: Selection) -> str:
    shelf = gather(dataset.tables, chosen.ids, whole=False)
    near = list(_passed_by(shelf))
    if not chosen.whole:
        near = near[: _NEAR * len(chosen.ids)]
        shelf = gather(dataset.tables, near, whole=False, onto=shelf)
    shown = {*chosen.ids, *near} & shelf.rows.keys()
    html = records.as_html(shown.__contains__)
    figures, statements = records.figures(shelf, shown, html), records.statements(shelf, shown, html)
    return (
        _environment()
        .get_template("page.html.jinja")
        .render(
            **always | {"plotted": [plot.plot(count, rows, shown.__contains__) for count, rows in always["plotted"]]},
            lanes=lanes(always["speakers"], shown.__contains__),
            whole=chosen.whole,
            figures=figures,
            statements=statements,
            others=records.others(shelf, shown, html),
            gone=records.gone(shelf, html),
            contests=contests(shelf, shown),
            choices=_choices(shelf, [*figures, *statements]),
            has=shown.__contains__,
            target=lambda span: target(span, shown.__contains__),
        )
    )


def _passed_by(shelf: Shelf) -> Iterator[str]:
    """Records that are no figures or statements, for those are shown only where they were chosen; the nearest first."""
    return (record_id for record_id in shelf.rows if not record_id.startswith(("fig-", "stmt-")))


def _choices(shelf: Shelf, items: list[records.Item]) -> dict[str, list[tuple[str, str]]]:
    """What can be filtered by: facet to values, each with its name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for facet in ("who", "what", "kind"):
        values = {value for item in items for value in item.facets[facet].split()}
        named = ((value, str(shelf.row(value).get("name") or words.words(value))) for value in values)
        found[facet] = sorted(named, key=lambda pair: (pair[1].casefold(), pair[0]))
    return found


@cache
def _part(name: str) -> Markup:
    """A style sheet or script of the package itself."""
    return Markup(files("onrecord.page").joinpath("templates", name).read_text("utf-8"))


def _hash(text: str) -> str:
    """The source expression that allows an inline style or script (CSP3, section 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
