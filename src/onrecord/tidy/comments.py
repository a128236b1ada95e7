"""The comments of a page of YAML, each with the key or the item that it belongs to."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.page import Page, Span

_COMMENT = re.compile(r"(?:(?<=\s)|(?<![\s\S]))#[^\r\n]*")
_NOTHING = re.compile(r"[-\s]*")
"""What may stand before a comment that has its line for itself: dashes, which begin items and documents."""


class Line(NamedTuple):
    """A comment on a line of its own, and whether the line above it is blank."""

    text: str
    after_blank: bool


@dataclass
class Comments:
    """Comments by the offset of the key or item that they belong to."""

    before: dict[int, list[Line]] = field(default_factory=dict)
    """On lines of their own, above it."""
    behind: dict[int, list[str]] = field(default_factory=dict)
    """Behind it, on its line."""
    below: dict[int, list[Line]] = field(default_factory=dict)
    """On lines of their own, below it and what belongs to it, where they are indented more than what comes next."""
    last: list[Line] = field(default_factory=list)
    """At the end of the page."""
    offsets: list[int] = field(default_factory=list)
    """Where each comment starts, in order."""

    def inside(self, start: int, end: int) -> bool:
        """Whether a comment stands there."""
        return bisect_left(self.offsets, start) < bisect_left(self.offsets, end)


def comments(page: Page, root: Any, span: Span) -> Comments:
    """Every comment of a page that holds the data."""
    found, slots = Comments(), sorted(set(_slots(root)))
    for start, end in _spans_of_comments(page, sorted(_scalars(root, span))):
        text = page.text[start:end].rstrip()
        found.offsets.append(start)
        line = page.line_at(start)
        if _NOTHING.fullmatch(page.text[page.starts[line - 1] : start]):
            _lines(found, page, slots, start).append(Line(text, after_blank(page, start)))
        else:
            place = bisect_right(slots, start) - 1
            found.behind.setdefault(slots[place] if place >= 0 else 0, []).append(text)
    return found


def _lines(found: Comments, page: Page, slots: list[int], start: int) -> list[Line]:
    """Where a comment on a line of its own belongs: above what comes next, or below what it ends.

    It ends the key that it is indented like, where what comes next is indented less.
    """
    place, column = bisect_left(slots, start), _column(page, start)
    after = _indent(page, slots[place]) if place < len(slots) else 0
    if column > after and column == _indent(page, start):
        ended = (slot for slot in reversed(slots[:place]) if _column(page, slot) <= column and _begins(page, slot))
        if (slot := next(ended, None)) is not None and _column(page, slot) == column:
            return found.below.setdefault(slot, [])
    return found.before.setdefault(slots[place], []) if place < len(slots) else found.last


def _begins(page: Page, slot: int) -> bool:
    """Whether a key or item is the first of its line."""
    return bool(_NOTHING.fullmatch(page.text[page.starts[page.line_at(slot) - 1] : slot]))


def _indent(page: Page, offset: int) -> int:
    """Where the line of an offset begins to hold something."""
    line = page.line(page.line_at(offset))
    return len(line) - len(line.lstrip())


def _column(page: Page, offset: int) -> int:
    return offset - page.starts[page.line_at(offset) - 1]


def after_blank(page: Page, offset: int) -> bool:
    """Whether the line above that of the offset is blank; there is none above the first."""
    line = page.line_at(offset)
    return line > 1 and not page.line(line - 1).strip()


def _slots(value: Any) -> Iterator[int]:
    """Where every key and item starts."""
    if isinstance(value, MarkedMapping):
        yield from (start for start, _ in value.keys_at.values())
        for part in value.values():
            yield from _slots(part)
    elif isinstance(value, MarkedList):
        yield from (start for start, _ in value.items_at)
        for part in value:
            yield from _slots(part)


def _scalars(value: Any, span: Span) -> Iterator[Span]:
    """The span of every key and value that is neither a list nor a group."""
    if isinstance(value, MarkedMapping):
        yield from value.keys_at.values()
        for key, part in value.items():
            yield from _scalars(part, value.values_at[key])
    elif isinstance(value, MarkedList):
        for part, at in zip(value, value.items_at, strict=True):
            yield from _scalars(part, at)
    else:
        yield span


def _spans_of_comments(page: Page, scalars: list[Span]) -> Iterator[Span]:
    """The spans of all comments: they stand between scalars, or in the first line of a block scalar."""
    at = 0
    for start, end in [*scalars, (len(page.text), len(page.text))]:
        yield from (match.span() for match in _COMMENT.finditer(page.text, at, start))
        if page.text[start : start + 1] in ("|", ">"):
            head = page.text.find("\n", start, end)
            yield from (match.span() for match in _COMMENT.finditer(page.text, start, end if head < 0 else head))
        at = max(at, end)
