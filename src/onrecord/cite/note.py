"""Notes: citations in files of YAML that say what to find."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.editing import Edit, end_of, is_flow
from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.page import Page

FIND = "find"
"""The field that says it. It is none of the model's: whoever forgets it meets a problem, and never publishes it."""
_CITATIONS = "citations"


SPAN = ("start_char", "end_char", "passage_sha256")
"""The fields that say where a passage stands, and its hash."""


def notes(root: Any) -> Iterator[MarkedMapping]:
    """Every citation of a page's data that says what to find, in their order."""
    return (citation for citation in _listed(root) if FIND in citation)


def bare(root: Any) -> Iterator[MarkedMapping]:
    """Every citation of a page's data that gives a paragraph and nothing of where in it."""
    taken = {FIND, *SPAN}
    return (citation for citation in _listed(root) if "paragraph" in citation and not taken & citation.keys())


def _listed(root: Any) -> Iterator[MarkedMapping]:
    if isinstance(root, MarkedList):
        for item in root:
            yield from _listed(item)
    elif isinstance(root, MarkedMapping):
        for name, part in root.items():
            if name == _CITATIONS and isinstance(part, MarkedList):
                yield from (item for item in part if isinstance(item, MarkedMapping))
            else:
                yield from _listed(part)


@dataclass(frozen=True)
class Fields:
    """Fields and their values, as they are to stand in a file."""

    values: dict[str, str | int]

    def in_place_of(self, field: str, record: MarkedMapping, page: Page) -> Edit:
        """These fields in place of one that the record has, in the layout of the record."""
        start = record.keys_at[field][0]
        return Edit((start, end_of(page, record[field], record.values_at[field])), self._text(record, page, start))

    def after(self, field: str, record: MarkedMapping, page: Page) -> Edit:
        """These fields behind one that the record has."""
        end = end_of(page, record[field], record.values_at[field])
        text = self._text(record, page, record.keys_at[field][0])
        if is_flow(page, record.span):
            return Edit((end, end), f", {text}")
        _, line_end = page.span(page.line_at(end - 1))
        ended = page.text[:line_end].endswith("\n")
        column = _column(page, record.keys_at[field][0])
        indented = " " * column + text
        return Edit((line_end, line_end), f"{indented}\n" if ended else f"\n{indented}")

    def _text(self, record: MarkedMapping, page: Page, start: int) -> str:
        between = ", " if is_flow(page, record.span) else f"\n{' ' * _column(page, start)}"
        return between.join(f"{name}: {value}" for name, value in self.values.items())


def _column(page: Page, offset: int) -> int:
    return offset - page.starts[page.line_at(offset) - 1]
