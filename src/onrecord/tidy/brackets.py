"""Lists and groups in brackets, and which of them are around a place."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.editing import end_of, is_flow
from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.page import Page, Span
from onrecord.tidy.slots import parts

ROOT = -1
"""The slot of a whole page."""


@dataclass(frozen=True)
class Brackets:
    """A list or group in brackets, and the key or item whose value it is."""

    page: Page
    slot: int
    value: MarkedList | MarkedMapping
    start: int
    end: int

    @cached_property
    def inner(self) -> Sequence["Brackets"]:
        """The outermost ones in these; found once, for each comment in these asks."""
        return list(_inner(self.page, self.value))


def brackets(page: Page, value: object, span: Span, slot: int = ROOT) -> Iterator[Brackets]:
    """The outermost brackets of a value, in order."""
    if not isinstance(value, MarkedList | MarkedMapping):
        return
    if is_flow(page, span):
        yield Brackets(page, slot, value, span[0], end_of(page, value, span))
    else:
        yield from _inner(page, value)


def _inner(page: Page, value: MarkedList | MarkedMapping) -> Iterator[Brackets]:
    for part, at, slot in parts(value):
        yield from brackets(page, part, at, slot)


@dataclass(frozen=True)
class Around:
    """The brackets around an offset."""

    inside: Brackets | None = None
    """The innermost that it stands in."""
    closed: Brackets | None = None
    """The last that end before it, in these."""
    next: Brackets | None = None
    """The first that start after it, in these."""


def around(outer: Sequence[Brackets], offset: int) -> Around:
    """The brackets around an offset, given the outermost ones of a page."""
    inside = None
    while True:
        place = bisect_left(outer, offset, key=lambda each: each.start)
        last, following = outer[place - 1] if place else None, outer[place] if place < len(outer) else None
        if last is None or last.end <= offset:
            return Around(inside, last, following)
        inside, outer = last, last.inner
