"""The comments of a page of YAML, each with the key or the item that it belongs to."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.page import Page, Span
from onrecord.tidy.brackets import ROOT, Brackets, around, brackets
from onrecord.tidy.slots import parts, slots

_COMMENT = re.compile(r"#[^\r\n]*")
"""Outside keys and values; a blank before it is not needed behind a quotation mark or a bracket."""
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
    after: dict[int, list[Line]] = field(default_factory=dict)
    """The same, where they are indented like the dash of an item."""
    last: list[Line] = field(default_factory=list)
    """At the end of the page."""
    offsets: list[int] = field(default_factory=list)
    """Where each comment starts, in order."""

    def behind_between(self, start: int, end: int) -> list[str]:
        """The comments behind what starts there, the end included, in order."""
        return [text for slot in _between(self._slots_behind, start, end) for text in self.behind[slot]]

    def below_between(self, start: int, end: int) -> list[int]:
        """What has comments below it and starts there, the end included, in order."""
        return _between(self._slots_below, start, end)

    @cached_property
    def _slots_behind(self) -> list[int]:
        return sorted(self.behind)

    @cached_property
    def _slots_below(self) -> list[int]:
        return sorted(self.below)

    def inside(self, start: int, end: int) -> bool:
        """Whether a comment stands there."""
        return bisect_left(self.offsets, start) < bisect_left(self.offsets, end)


def _between(slots: list[int], start: int, end: int) -> list[int]:
    return slots[bisect_left(slots, start) : bisect_right(slots, end)]


def comments(page: Page, root: Any, span: Span) -> Comments:
    """Every comment of a page that holds the data."""
    found, places = Comments(), _Places(page, sorted(set(slots(root))), list(brackets(page, root, span)))
    for start, end in _spans_of_comments(page, sorted(_scalars(root, span))):
        text = page.text[start:end].rstrip()
        found.offsets.append(start)
        line = page.line_at(start)
        if _NOTHING.fullmatch(page.text[page.starts[line - 1] : start]):
            places.lines(found, start).append(Line(text, after_blank(page, start)))
        else:
            found.behind.setdefault(places.behind(start), []).append(text)
    return found


@dataclass(frozen=True)
class _Places:
    """Tells what a comment belongs to."""

    page: Page
    slots: list[int]
    outer: list[Brackets]

    def behind(self, start: int) -> int:
        """What the comment stands behind: the last key or item, or the one whose brackets end between the two."""
        last = self.slots[max(bisect_right(self.slots, start) - 1, 0)]
        closed = around(self.outer, start).closed
        if closed and closed.slot != ROOT and last < closed.end:
            return closed.slot if self.page.line_at(closed.end) == self.page.line_at(start) else last
        return last if last <= start else 0

    def lines(self, found: Comments, start: int) -> list[Line]:
        """Where a comment on a line of its own belongs: above what comes next, or below what it ends."""
        place = bisect_left(self.slots, start)
        near = around(self.outer, start)
        if near.next and ROOT != near.next.slot < start:  # between a key and its brackets
            return found.before.setdefault(near.next.slot, [])
        if (inside := near.inside) and not (place < len(self.slots) and self.slots[place] < inside.end):
            return self._at_end_of(inside, found) if inside.value else found.below.setdefault(self.slots[place - 1], [])
        if not near.inside and (ended := self._ended(start, place, found)) is not None:
            return ended
        return found.before.setdefault(self.slots[place], []) if place < len(self.slots) else found.last

    def _at_end_of(self, inside: Brackets, found: Comments) -> list[Line]:
        *_, (_, _, slot) = parts(inside.value)
        where = found.after if isinstance(inside.value, MarkedList) else found.below
        return where.setdefault(slot, [])

    def _ended(self, start: int, place: int, found: Comments) -> list[Line] | None:
        """Below what the comment stands, where it is indented more than what comes next: in the same key or list."""
        page, column = self.page, _column(self.page, start)
        after = _indent(page, self.slots[place]) if place < len(self.slots) else 0
        if column <= after or column != _indent(page, start):
            return None
        before = (slot for slot in map(self.slots.__getitem__, range(place - 1, -1, -1)) if _begins(page, slot))
        slot = next((slot for slot in before if _indent(page, slot) <= column), None)
        if slot is None:
            return None
        return (found.below if _column(page, slot) <= column else found.after).setdefault(slot, [])


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
