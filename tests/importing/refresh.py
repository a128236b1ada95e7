"""Writes the tables of docs/importing.md from the models: ``python tests/importing/refresh.py``."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel

from onrecord.importing import CODES
from onrecord.importing.map import PARTS
from onrecord.importing.template import SPECIAL

PAGE = Path(__file__).parents[2] / "docs" / "importing.md"
_WHERE = {
    "Map": "The map",
    "Input": "`inputs`: kinds of files",
    "Column": "`columns`: how cells are read",
    "Skip": "`skip`: what is left out",
    "Rule": "`records`: what is made",
    "Condition": "`when`: for which rows",
    "Quantity": "`number`: what a cell says of a quantity",
}
_PART = re.compile(r"<!-- (placeholders|keys|codes) -->\n(?:(?!\n## |\n<!-- ).)*?(?=\n*(?:\n## |\Z))", re.DOTALL)


def refreshed(text: str) -> str:
    """The page with its tables as the models have them."""
    parts = {"placeholders": _rows("placeholder", SPECIAL, "{{{}}}"), "keys": _keys(), "codes": _rows("code", CODES)}
    return _PART.sub(lambda found: f"<!-- {found[1]} -->\n\n" + "\n".join(parts[found[1]]), text)


def _rows(head: str, rows: Mapping[str, str], form: str = "{}") -> list[str]:
    return [
        f"| {head} | meaning |",
        "|---|---|",
        *(f"| `{form.format(name)}` | {text} |" for name, text in rows.items()),
    ]


def _keys() -> list[str]:
    return [line for part in PARTS for line in _of_part(part)][1:]


def _of_part(part: type[BaseModel]) -> Iterator[str]:
    fields = {name: " ".join((field.description or "").split()) for name, field in part.model_fields.items()}
    yield from ("", f"### {_WHERE[part.__name__]}", "", *_rows("key", fields))
    for name, field in part.model_fields.items():
        codes = next((mark.codes for mark in _marks(field.annotation, field.metadata) if hasattr(mark, "codes")), None)
        if codes:
            yield from ("", f"`{name}` is one of:", "", *_rows("code", codes))


def _marks(annotation: object, metadata: list[object]) -> Iterator[object]:
    yield from metadata
    for inner in getattr(annotation, "__args__", ()):
        yield from getattr(inner, "__metadata__", ())


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text("utf-8")), "utf-8")
