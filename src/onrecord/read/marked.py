"""Data as it stands in a file: mappings and sequences that know where each of their parts is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.read.page import Span

DEEPEST = 20
"""How deep mappings and sequences may stand in one another; records need five levels."""

Path = tuple[str | int, ...]
"""The way from a record to a part of it: names of fields and numbers of items."""


class MarkedMapping(dict[str, Any]):
    """A mapping, its ordinal in its file, and the spans of its keys and values."""

    __slots__ = ("keys_at", "place", "span", "values_at")

    def __init__(self, span: Span, place: int = 0) -> None:
        super().__init__()
        self.span = span
        self.place = place
        self.keys_at: dict[str, Span] = {}
        self.values_at: dict[str, Span] = {}

    def put(self, key: str, value: Any, key_span: Span, value_span: Span) -> None:
        """Add a field."""
        self[key] = value
        self.keys_at[key] = key_span
        self.values_at[key] = value_span

    @property
    def head(self) -> Span:
        """Where a reader sees the mapping begin: at its first key."""
        return next(iter(self.keys_at.values()), self.span)


class MarkedList(list[Any]):
    """A list and the spans of its items."""

    __slots__ = ("items_at",)

    def __init__(self, items: Iterable[Any] = ()) -> None:
        super().__init__(items)
        self.items_at: list[Span] = []

    def put(self, value: Any, span: Span) -> None:
        """Add an item."""
        self.append(value)
        self.items_at.append(span)


@dataclass(frozen=True)
class Odd:
    """A value that no field takes, such as JSON's ``true``."""

    text: str


UNREAD = Odd("...")
"""Stands for a value that a problem already tells of."""


def locate(record: MarkedMapping, path: Sequence[str | int], *, key: bool = False) -> Span:
    """Where the part at the path stands: its value, or its key; the head of the innermost record that lacks it."""
    node: Any = record
    span = record.head
    for step in path:
        if isinstance(node, MarkedMapping) and isinstance(step, str) and step in node:
            span, node = (node.keys_at if key else node.values_at)[step], node[step]
        elif isinstance(node, MarkedList) and isinstance(step, int):
            span, node = node.items_at[step], node[step]
        else:
            return node.head if isinstance(node, MarkedMapping) else span
    return span
