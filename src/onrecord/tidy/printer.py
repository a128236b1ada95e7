"""Data and comments, written in the common format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.editing import end_of, is_flow
from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.page import Page, Span
from onrecord.tidy.comments import Comments, Line, after_blank
from onrecord.tidy.order import Order
from onrecord.tidy.scalar import WIDTH, folded, inline

_STEP = 2


@dataclass(frozen=True)
class Entry:
    """A key or an item: the lines above it, and its own."""

    above: list[str]
    lines: list[str]


@dataclass(frozen=True)
class Printer:
    """Writes the data of one page."""

    page: Page
    comments: Comments
    _told: set[int] = field(default_factory=set)
    """Where the comments below were written already."""

    def document(self, root: MarkedMapping | MarkedList, order: Order) -> str:
        """The whole page."""
        entries = self._mapping(root, order, 0) if isinstance(root, MarkedMapping) else self._items(root, order, 0)
        lines = [line for entry in entries for line in (*entry.above, *entry.lines)]
        for last in self.comments.last:
            lines += [""] * last.after_blank + [last.text]
        return "\n".join(lines).strip("\n") + "\n"

    def _mapping(self, value: MarkedMapping, order: Order, indent: int, own: int = -1) -> Iterator[Entry]:
        """The entries of a group in block style; ``own`` is where the item starts that the group is."""
        for name in order.sorted(value):
            slot = value.keys_at[name][0]
            above = self._above(slot, indent) if slot != own else []
            head = " " * indent + inline(name, flow=True, plain=self._is_plain(value.keys_at[name])) + ":"
            lines = self._entry(head, value[name], value.values_at[name], order.below(name), indent, slot)
            yield Entry(above, [*lines, *self._below(slot, value[name], value.values_at[name], indent)])

    def _entry(self, head: str, value: Any, span: Span, order: Order, indent: int, slot: int) -> list[str]:
        """A head, such as a key and a colon, and its value behind or below it."""
        if not isinstance(value, MarkedMapping | MarkedList):
            return self._scalar(head, value, span, indent, slot)
        if self._stays_flow(value, span, head, order):
            comments = self.comments.behind_between(slot, end_of(self.page, value, span))
            return _commented(f"{head} {self._flow(value, span, order)}", comments, indent)
        below = indent + _STEP
        if isinstance(value, MarkedMapping):
            parts = self._mapping(value, order, below)
        else:
            parts = self._items(value, order, below)
        return [*self._with_comments(head, slot, indent), *self._inner(parts)]

    def _inner(self, parts: Iterator[Entry]) -> Iterator[str]:
        """The lines below a head."""
        yield from (line for entry in _without_first_blank(parts) for line in (*entry.above, *entry.lines))

    def _items(self, value: MarkedList, order: Order, indent: int) -> Iterator[Entry]:
        dash = " " * indent + "-"
        for part, span in zip(value, value.items_at, strict=True):
            entry = self._item(dash, part, span, order, indent)
            below = self._below(span[0], part, span, indent + _STEP)
            after = _set(self.comments.after.get(span[0], ()), indent)
            yield Entry(entry.above, [*entry.lines, *below, *after])

    def _item(self, dash: str, part: Any, span: Span, order: Order, indent: int) -> Entry:
        above = self._above(span[0], indent)
        if not isinstance(part, MarkedMapping | MarkedList) or self._stays_flow(part, span, dash, order):
            return Entry(above, self._entry(dash, part, span, order, indent, span[0]))
        above += self._of_bracket(span, indent)
        if isinstance(part, MarkedMapping):
            return self._mapping_item(above, part, span, order, indent)
        first, *rest = _without_first_blank(self._items(part, order, indent + _STEP))
        lines = [dash, *first.lines, *(line for entry in rest for line in (*entry.above, *entry.lines))]
        return Entry([*above, *_dedented(first.above, indent)], lines)

    def _mapping_item(self, above: list[str], part: MarkedMapping, span: Span, order: Order, indent: int) -> Entry:
        """An item that is a group: its first key stands behind the dash."""
        first, *rest = self._mapping(part, order, indent + _STEP, span[0])
        lines = [f"{' ' * indent}- {first.lines[0].lstrip()}", *first.lines[1:]]
        lines += [line for entry in rest for line in (*entry.above, *entry.lines)]
        return Entry([*above, *_dedented(first.above, indent)], lines)

    def _of_bracket(self, span: Span, indent: int) -> list[str]:
        """The comments behind the bracket that opened an item, which is to have none: they stand above it now."""
        if not is_flow(self.page, span):
            return []
        return [" " * indent + text for text in self.comments.behind.get(span[0], ())]

    def _scalar(self, head: str, value: str | None, span: Span, indent: int, slot: int) -> list[str]:
        if value is None:
            return self._with_comments(f"{head} {self.page.text[slice(*span)]}".rstrip(), slot, indent)
        line = f"{head} {inline(value, flow=False, plain=self._is_plain(span))}"
        if len(line) > WIDTH and (lines := folded(value, indent + _STEP)):
            return [*self._with_comments(f"{head} >-", slot, indent), *lines]
        return self._with_comments(line, slot, indent)

    def _stays_flow(self, value: MarkedMapping | MarkedList, span: Span, head: str, order: Order) -> bool:
        """Whether a list or group stays in brackets: it stood in them, has no comments inside, and fits on its line."""
        if not value:
            return True
        if not is_flow(self.page, span) or self.comments.inside(span[0], end_of(self.page, value, span)):
            return False
        return len(f"{head} {self._flow(value, span, order)}") <= WIDTH

    def _flow(self, value: Any, span: Span, order: Order) -> str:
        if isinstance(value, MarkedMapping):
            parts = [self._flow_entry(value, name, order) for name in order.sorted(value)]
            return "{" + ", ".join(parts) + "}"
        if isinstance(value, MarkedList):
            items = [self._flow(part, at, order) for part, at in zip(value, value.items_at, strict=True)]
            return "[" + ", ".join(items) + "]"
        return "null" if value is None else inline(value, flow=True, plain=self._is_plain(span))

    def _flow_entry(self, value: MarkedMapping, name: str, order: Order) -> str:
        key = inline(name, flow=True, plain=self._is_plain(value.keys_at[name]))
        return f"{key}: {self._flow(value[name], value.values_at[name], order.below(name))}"

    def _above(self, slot: int, indent: int) -> list[str]:
        """The comments above a key or item, and the blank lines among them."""
        return [*_set(self.comments.before.get(slot, ()), indent), *[""] * after_blank(self.page, slot)]

    def _below(self, slot: int, value: Any, span: Span, indent: int) -> Iterator[str]:
        """The comments below a key or item; those below what stands in brackets on one line among them."""
        end = end_of(self.page, value, span) if is_flow(self.page, span) else slot
        for at in (at for at in self.comments.below_between(slot, end) if at not in self._told):
            self._told.add(at)
            yield from _set(self.comments.below[at], indent)

    def _with_comments(self, line: str, slot: int, indent: int) -> list[str]:
        """A line with the comment behind it; further comments of that place stand above it."""
        return _commented(line, self.comments.behind.get(slot, ()), indent)

    def _is_plain(self, span: Span) -> bool:
        return self.page.text[span[0] : span[0] + 1] not in ('"', "'", "|", ">")


def _commented(line: str, comments: Iterable[str], indent: int) -> list[str]:
    """A line with the last of some comments behind it, the others above it: two on one line would become one."""
    *others, last = [*comments] or [""]
    return [*(" " * indent + other for other in others), f"{line} {last}" if last else line]


def _set(comments: Iterable[Line], indent: int) -> Iterator[str]:
    """Comments as lines of their own, with the blank lines among them."""
    for comment in comments:
        yield from [""] * comment.after_blank
        yield " " * indent + comment.text


def _without_first_blank(entries: Iterator[Entry]) -> Iterator[Entry]:
    """The entries, the first without a blank line above it."""
    for number, entry in enumerate(entries):
        above = entry.above[1:] if number == 0 and entry.above[:1] == [""] else entry.above
        yield Entry(above, entry.lines)


def _dedented(lines: list[str], indent: int) -> list[str]:
    return [" " * indent + line.lstrip() if line else line for line in lines]
