"""Slots: where the keys and items of a page start; comments belong to them."""

from collections.abc import Iterator
from typing import Any

from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.page import Span


def parts(value: MarkedMapping | MarkedList) -> Iterator[tuple[Any, Span, int]]:
    """Every value in a list or group, where it stands, and the slot that it has."""
    if isinstance(value, MarkedMapping):
        yield from ((part, value.values_at[key], value.keys_at[key][0]) for key, part in value.items())
    else:
        yield from ((part, at, at[0]) for part, at in zip(value, value.items_at, strict=True))


def slots(value: Any) -> Iterator[int]:
    """Where every key and item in a value starts."""
    if isinstance(value, MarkedMapping | MarkedList):
        for part, _, slot in parts(value):
            yield slot
            yield from slots(part)
