"""Templates: texts in which ``{a column}`` stands for a cell, made into functions of a row."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

Cells = Mapping[str, str]
"""The cells of a row that are not empty, as they are read, by name."""
Fill = Callable[[Cells], str | None]
"""From the cells to the text; None where a cell that the text needs is empty."""

CELL, NAME, COLUMN, FILE, ROW = "@cell", "@name", "@column", "@file", "@row"
SPECIAL: Mapping[str, str] = {
    CELL: "With `each`: the cell, as `columns` reads it.",
    NAME: "With `each`: the name that stands beside the column.",
    COLUMN: "With `each`: the column.",
    FILE: "The name of the file, without folders and without the end that tells the format.",
    ROW: "The number of the row: of a line in CSV, of a row in a workbook, of an object in JSON, from 1.",
}
"""Placeholders that are no columns."""
OF_EACH = frozenset({CELL, NAME, COLUMN})

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_WORDS = re.compile("[^a-z0-9]+")


class TemplateError(ValueError):
    """The text is no template; the message says why."""


@dataclass(frozen=True)
class Template:
    """A text cut at its placeholders: ``texts`` has one more item than ``names``."""

    texts: tuple[str, ...]
    names: tuple[str, ...]

    def filler(self, *, as_id: bool) -> Fill:
        """A function that fills it in; in an id each cell becomes small letters, digits and hyphens."""
        if not self.names:
            text = self.texts[0]
            return lambda cells: text
        if self.texts == ("", "") and not as_id:
            name = self.names[0]
            return lambda cells: cells.get(name)
        return _joined(self, slug if as_id else None)


def _joined(template: Template, change: Callable[[str], str] | None) -> Fill:
    names, form = template.names, "%s".join(text.replace("%", "%%") for text in template.texts)

    def fill(cells: Cells) -> str | None:
        found = [cells.get(name) for name in names]
        if None in found:
            return None
        return form % tuple(map(change, found) if change else found)  # type: ignore[arg-type]

    return fill


def parse(text: str) -> Template:
    """The template that a text is; ``{{`` and ``}}`` are brackets. Raises TemplateError."""
    texts, names, at = [""], [], 0
    for match in _PART.finditer(text):
        texts[-1] += text[at : match.start()]
        at = match.end()
        if match[1] is not None:
            names.append(_checked(match[1].strip()))
            texts.append("")
        elif match[0] in ("{{", "}}"):
            texts[-1] += match[0][0]
        else:
            raise TemplateError(f"the bracket `{match[0]}` has no other half")
    texts[-1] += text[at:]
    return Template(tuple(texts), tuple(names))


def _checked(name: str) -> str:
    if not name:
        raise TemplateError("`{}` names no column")
    if name.startswith("@") and name not in SPECIAL:
        raise TemplateError(f"`{name}` is not one of {', '.join(f'`{each}`' for each in SPECIAL)}")
    return name


def escaped(text: str) -> str:
    """A text as a template that means just it."""
    return text.replace("{", "{{").replace("}", "}}")


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """A text as part of an id: transliterated to ASCII, small letters and digits, single hyphens between."""
    return "-".join(_words(text))


def _words(text: str) -> Iterator[str]:
    return (word for word in _WORDS.split(anyascii(text).lower()) if word)
