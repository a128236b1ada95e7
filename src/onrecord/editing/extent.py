"""Where the values of a page of YAML end."""

import re
from typing import Any

from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.page import Page, Span

_CLOSING = re.compile(r"(?:[\s,]|(?<=\s)#[^\n]*)*[\]}]")
"""What may follow the last value of a list or group in brackets, and the bracket."""


def is_flow(page: Page, span: Span) -> bool:
    """Whether the list or group that starts there stands in brackets."""
    return page.text[span[0] : span[0] + 1] in ("{", "[")


def end_of(page: Page, value: Any, span: Span) -> int:
    """The offset after the last character of a value that starts at a span."""
    if not isinstance(value, MarkedMapping | MarkedList):
        return _trimmed(page, span)
    end = max([span[0], *(end_of(page, part, at) for part, at in _parts(value))])
    if isinstance(value, MarkedMapping):
        end = max([end, *(key[1] for key in value.keys_at.values())])
    if not is_flow(page, span):
        return end
    closing = _CLOSING.match(page.text, max(end, span[0] + 1))
    return closing.end() if closing else end


def _parts(value: MarkedMapping | MarkedList) -> list[tuple[Any, Span]]:
    if isinstance(value, MarkedMapping):
        return [(part, value.values_at[key]) for key, part in value.items()]
    return list(zip(value, value.items_at, strict=True))


def _trimmed(page: Page, span: Span) -> int:
    """The end of a scalar; that of a block scalar, without the blank lines and line end that the parser counts in."""
    return span[0] + len(page.text[slice(*span)].rstrip())
