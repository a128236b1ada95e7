"""README.md of a release: what it is, how to load it, and every column of every table."""

from collections.abc import Collection, Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.dataset import Dataset
from onrecord.page.snippets import csv_pattern, graph_pattern, snippets
from onrecord.story import words
from onrecord.tables import TABLES
from onrecord.write import overview
from onrecord.write.markdown import as_text

_MOST = 30
"""Codes that a cell of the list of columns can take."""
_ENVIRONMENT = Environment(
    loader=PackageLoader("onrecord.write"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_ENVIRONMENT.filters["cell"] = lambda text: str(text).replace("|", "\\|").replace("<", "&lt;")
_ENVIRONMENT.filters["text"] = as_text
_ENVIRONMENT.filters["count"] = lambda count, table: (
    f"{words.number(count)} {TABLES[table].singular if count == 1 else table}"
)


def readme(dataset: Dataset, paths: Collection[str] = ()) -> str:
    """The README of a release, in Markdown. ``paths`` are those of its tables; without them, each is one plain file."""
    name = dataset.metadata.name
    told = {
        "snippets": snippets(name, paths),
        "csv_pattern": csv_pattern(paths),
        "graph_pattern": graph_pattern(name, paths),
        "parts": min((path for path in paths if path.startswith("data/") and path.count("/") > 1), default=""),
        "units": TABLES["measures"]["unit"].codes,
        "measures": overview.measures(dataset),
        "doubts": list(overview.doubts(dataset)),
    }
    rows = {name: dataset.count(name) for name in TABLES}
    template = _ENVIRONMENT.get_template("README.md.jinja")
    return template.render(metadata=dataset.metadata, tables=TABLES.values(), rows=rows, long=_long(), **told)


def _long() -> dict[str, Mapping[str, str]]:
    """Lists of codes that are too long for a cell, by the name of the enumeration."""
    columns = (column for table in TABLES.values() for column in table.columns)
    return {column.enumeration: column.codes for column in columns if len(column.codes) > _MOST}
