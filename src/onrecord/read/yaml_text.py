"""YAML text as marked data, built from the parser's events.

Plain scalars stay text, so that nothing of YAML 1.1 surprises (``no``, ``12:30``, ``0123``); models make them numbers
and dates. What records do not need is refused: anchors, aliases, tags, merge keys, several documents.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml  # type: ignore[import-untyped, unused-ignore]

from onrecord.problems import Problem
from onrecord.read.marked import DEEPEST, UNREAD, MarkedList, MarkedMapping
from onrecord.read.page import Page, Span
from onrecord.read.words import TOO_DEEP, shown

_Loader: Any = getattr(yaml, "CLoader", yaml.SafeLoader)
_NOTHING = ("", "~", "null")
_TAGS = "tag:yaml.org,2002:"
_PLAIN = "write the value out; records use plain YAML only"


class _StopError(Exception):
    """Nothing after this place can be understood."""


@dataclass(frozen=True)
class _Key:
    """A key that waits for its value."""

    name: str
    span: Span
    refused: bool


@dataclass
class Parsed:
    """What a page of YAML holds."""

    page: Page
    root: Any = None
    root_span: Span = (0, 0)
    mappings: list[MarkedMapping] = field(default_factory=list)
    """Every mapping in the order in which they start; ``place`` is the index."""
    problems: list[Problem] = field(default_factory=list)
    complete: bool = True
    """False where the reading broke off before the end."""


def parse(page: Page) -> Parsed:
    """The data of a page of YAML as far as it can be read, and the problems of its syntax. Never raises."""
    builder = _Builder(page)
    loader = _Loader(page.text)
    try:
        while (event := loader.get_event()) is not None:
            builder.take(event)
    except yaml.YAMLError as error:
        builder.syntax_error(error)
    except _StopError:
        builder.break_off()
    finally:
        loader.dispose()
    return builder.parsed


class _Builder:
    """Hangs each event's value into the innermost container that is open."""

    def __init__(self, page: Page) -> None:
        self.parsed = Parsed(page)
        self._documents = 0
        self._open: list[MarkedMapping | MarkedList] = []
        self._keys: list[_Key | None] = []
        """For each open container, the key that waits for a value."""
        self._take = {
            yaml.DocumentStartEvent: self._document,
            yaml.AliasEvent: self._alias,
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
        }

    def take(self, event: Any) -> None:
        """Add one event."""
        if handler := self._take.get(type(event)):
            handler(event)

    def syntax_error(self, error: yaml.YAMLError) -> None:
        """Add the problem that the parser met."""
        mark = getattr(error, "problem_mark", None)
        start = min(mark.index, len(self.parsed.page.text)) if mark else 0
        reason = getattr(error, "problem", None) or "it is not YAML"
        help = "look for a missing quote, colon or bracket, or a line that is indented unlike its neighbours"
        if self.parsed.page.text[start : start + 1] == "\t":
            reason, help = "a tab stands where the line is indented", "YAML takes no tabs there: indent with blanks"
        self._problem((start, start + 1), "yaml-syntax", f"the YAML breaks off here: {reason}", help)
        self.break_off()

    def break_off(self) -> None:
        """Leave it at what is complete: nothing can be said of the record that was being read."""
        self.parsed.complete = False
        records = self._open[1] if len(self._open) > 2 else None
        if isinstance(records, MarkedList):
            records[-1] = UNREAD

    def _problem(self, span: Span, code: str, message: str, help: str) -> None:
        self.parsed.problems.append(self.parsed.page.problem(span, code, message, help))

    def _refuse(self, span: Span, what: str, help: str = _PLAIN) -> None:
        self._problem(span, "unsupported-yaml", f"{what} cannot be used", help)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse(_span(event), "a second document", "delete the `---`, or make it a file of its own")
            raise _StopError

    def _alias(self, event: Any) -> None:
        self._refuse(_span(event), f"the alias `*{shown(event.anchor)}`")
        self._put(UNREAD, _span(event))

    def _scalar(self, event: Any) -> None:
        self._plain_only(event)
        plain = not event.style
        if self._expects_key():
            self._key(event.value, _span(event), merges=plain and event.value == "<<")
        else:
            self._put(None if plain and event.value in _NOTHING else event.value, _span(event))

    def _mapping(self, event: Any) -> None:
        mapping = MarkedMapping(_span(event), len(self.parsed.mappings))
        self.parsed.mappings.append(mapping)
        self._container(mapping, event)

    def _sequence(self, event: Any) -> None:
        self._container(MarkedList(), event)

    def _container(self, container: MarkedMapping | MarkedList, event: Any) -> None:
        self._plain_only(event)
        if len(self._open) == DEEPEST:
            self._problem(_span(event), "too-deep", f"more than {DEEPEST} levels stand in one another", TOO_DEEP)
            raise _StopError
        self._put(container, _span(event))
        self._open.append(container)
        self._keys.append(None)

    def _end(self, event: Any) -> None:
        self._open.pop()
        self._keys.pop()

    def _plain_only(self, event: Any) -> None:
        if event.anchor:
            self._refuse(_span(event), f"the anchor `&{shown(event.anchor)}`")
        if event.tag:
            self._refuse(_span(event), f"the tag `{shown(event.tag.replace(_TAGS, '!!'))}`")

    def _expects_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1], MarkedMapping) and self._keys[-1] is None

    def _key(self, name: str, span: Span, *, merges: bool) -> None:
        first = self._open[-1].keys_at.get(name)  # type: ignore[union-attr]
        if merges:
            self._refuse(span, "the merge key `<<`")
        elif first:
            message = f"`{shown(name)}` is given twice; first in line {self.parsed.page.line_at(first[0])}"
            self._problem(span, "duplicate-key", message, "keep one of the two")
        self._keys[-1] = _Key(name, span, merges or first is not None)

    def _put(self, value: Any, span: Span) -> None:
        if not self._open:
            self.parsed.root, self.parsed.root_span = value, span
            return
        container, key = self._open[-1], self._keys[-1]
        if isinstance(container, MarkedList):
            container.put(value, span)
            return
        if key is None:
            self._refuse(span, "a list, a group or an alias as the name of a field", "quote text that holds brackets")
            raise _StopError
        if not key.refused:
            container.put(key.name, value, key.span, span)
        self._keys[-1] = None


def _span(event: Any) -> Span:
    return event.start_mark.index, event.end_mark.index
