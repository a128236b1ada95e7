"""Writes anew what the docs show: ``python tests/docs/refresh.py``. Outputs of the cookbook, the data model."""

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.readme.refresh import PROJECT, prepare, refreshed

from onrecord.tables import TABLES, Column, Table

COOKBOOK, DATA_MODEL = PROJECT / "docs" / "cookbook.md", PROJECT / "docs" / "data-model.md"
_GENERATED = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_SAID_AGAIN = ("agents", "figures_wide")
_ANY = ("records",)
"""References to any record, which would lead from everything to everything."""


def data_model(text: str) -> str:
    """The page with its generated parts as the models have them."""
    parts = {"records": _records, "nested": _nested, "tables": _tables, "units": _units}
    return _GENERATED.sub(lambda found: f"{found[1]}{parts[found[2]]()}{found[3]}", text)


def _own(table: Table) -> bool:
    return table.authored and not table.has_row_ids and table.name not in _ANY


def _references(table: Table) -> Iterator[Column]:
    return (column for column in table.columns if column.reference and column.name != "id")


def _records() -> str:
    """Tables of records with ids of their own, and how they refer to one another."""
    lines = [
        _line(table, column)
        for table in TABLES.values()
        if _own(table)
        for column in _references(table)
        if column.reference not in _ANY
    ]
    kinds = [f"    {name} ||--|| agents : is" for name in ("organizations", "persons", "groups")]
    return _diagram([*kinds, *lines])


def _nested() -> str:
    """Tables of rows that belong to a record, and derived ones."""
    return _diagram(
        _line(table, column)
        for table in TABLES.values()
        if not _own(table) and table.name not in (*_SAID_AGAIN, *_ANY)
        for column in _references(table)
    )


def _line(table: Table, column: Column) -> str:
    least = "||" if column.required else "|o"
    return f"    {column.reference} {least}--o{{ {table.name} : {column.name.removesuffix('_id')}"


def _diagram(lines: Iterator[str] | list[str]) -> str:
    return "\n".join(["```mermaid", "erDiagram", *lines, "```", ""])


def _tables() -> str:
    rows = [f"| `{table.name}` | {table.description} | {_origin(table)} |" for table in TABLES.values()]
    return "\n".join(["| table | one row is | comes from |", "|---|---|---|", *rows, ""])


def _origin(table: Table) -> str:
    if not table.authored:
        return "computed"
    return f"authors, inside {table.parent.removesuffix('_id')}" if table.has_row_ids else "authors"


def _units() -> str:
    rows = [f"| `{code}` | {meaning} |" for code, meaning in TABLES["measures"]["unit"].codes.items()]
    return "\n".join(["| unit | the number is of |", "|---|---|", *rows, ""])


if __name__ == "__main__":
    DATA_MODEL.write_text(data_model(DATA_MODEL.read_text("utf-8")), "utf-8")
    with tempfile.TemporaryDirectory() as place:
        COOKBOOK.write_text(refreshed(COOKBOOK.read_text("utf-8"), prepare(Path(place))), "utf-8")
