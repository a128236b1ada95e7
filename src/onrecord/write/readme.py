"""README.md of a release: what it is, how to load it, and every column of every table."""

from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.dataset import Dataset
from onrecord.tables import TABLES

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


def readme(dataset: Dataset) -> str:
    """The README of a release, in Markdown."""
    rows = {name: dataset.count(name) for name in TABLES}
    template = _ENVIRONMENT.get_template("README.md.jinja")
    return template.render(metadata=dataset.metadata, tables=TABLES.values(), rows=rows, long=_long())


def _long() -> dict[str, Mapping[str, str]]:
    """Lists of codes that are too long for a cell, by the name of the enumeration."""
    columns = (column for table in TABLES.values() for column in table.columns)
    return {column.enumeration: column.codes for column in columns if len(column.codes) > _MOST}
