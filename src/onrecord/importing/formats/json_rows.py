"""JSON documents and JSON Lines, object by object, with the line and column of every value."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from onrecord.importing.formats.rows import BrokenError, File, Native, Row, Sheet, flat
from onrecord.importing.map import Input
from onrecord.problems import Problem, Where
from onrecord.read.json_text import parse_span
from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.origins import opened
from onrecord.read.page import Page, Span, decode
from onrecord.read.words import shown

OUTSIDE = "outside the list of rows"
"""Why values beside the list of rows are skipped."""
_BLANK = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?").fullmatch
_LONGEST = 60
_HELP = "save the file as JSON: a list of objects, or with `rows` in the map, an object with such a list inside"


class _TwiceError(ValueError):
    """An object gives a name twice."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found


def _number(text: str) -> str:
    """A number as it is printed; with an exponent, in plain digits where they are few."""
    if not _PLAIN(text):
        exponent = text.lower().partition("e")[2]
        if len(exponent) > 3 or abs(int(exponent or 0)) > _LONGEST:
            return text
        text = f"{Decimal(text):f}"
    return Native(text)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_number, parse_float=_number, parse_constant=lambda word: word
)


def open_json(file: File, input: Input) -> Sheet:
    """The objects of the list in a JSON document. Raises BrokenError where there is none."""
    page = opened(file.path, file.shown)
    if not isinstance(page, Page):
        raise BrokenError(page)
    document = _Json(file, page, input.rows or "")
    return Sheet(file, document.rows(), document.locator, document.problem, (), document.outside)


@dataclass
class _Json:
    file: File
    page: Page
    pointer: str
    outside: Counter[tuple[str, str]] = field(default_factory=Counter)

    def rows(self) -> Iterator[Row]:
        """Every object of the list with the span that it stands in."""
        at = self._list_start()
        for number, (value, span) in enumerate(self._items(at), 1):
            if not isinstance(value, dict):
                message = f"each row must be an object in curly brackets, not `{shown(json.dumps(value))}`"
                raise BrokenError(self.page.problem(span, "json-syntax", message, _HELP))
            if cells := flat(value):
                yield Row(number, cells, span)

    def _items(self, at: int) -> Iterator[tuple[Any, Span]]:
        text = self.page.text
        at = self._blank(at + 1)
        while text[at : at + 1] != "]":
            value, end = self._value(at)
            yield value, (at, end)
            at = self._blank(end)
            if text[at : at + 1] == ",":
                at = self._blank(at + 1)
            elif text[at : at + 1] != "]":
                raise self._broken(at, "`,` or `]` is expected here")
        if not self.pointer and self._blank(at + 1) != len(text):
            raise self._broken(self._blank(at + 1), "nothing may stand after the list")

    def _value(self, at: int) -> tuple[Any, int]:
        try:
            return _DECODER.raw_decode(self.page.text, at)
        except _TwiceError:
            problems = parse_span(self.page, at, len(self.page.text))[1]
            raise BrokenError(
                problems[0] if problems else self._broken(at, "an object has a name twice").problem
            ) from None
        except json.JSONDecodeError as error:
            raise self._broken(error.pos, error.msg) from None
        except RecursionError:
            raise self._broken(at, "more levels stand in one another than can be read") from None

    def _broken(self, at: int, reason: str) -> BrokenError:
        return BrokenError(self.page.problem((at, at + 1), "json-syntax", f"the JSON breaks off here: {reason}", _HELP))

    def _blank(self, at: int) -> int:
        return _BLANK.match(self.page.text, at).end()  # type: ignore[union-attr]

    def _list_start(self) -> int:
        """Where the list that the pointer leads to starts."""
        at = self._blank(0)
        for step in steps(self.pointer):
            at = self._member(at, step)
        if self.page.text[at : at + 1] != "[":
            where = f"at `{self.pointer}` " if self.pointer else ""
            message = f"there is no list of rows {where}in this file"
            raise BrokenError(self.page.problem((at, at + 1), "missing-rows", message, _HELP))
        return at

    def _member(self, at: int, name: str) -> int:
        """Where the value of that name in the object that starts at a place starts; the others are counted."""
        text, found, whole = self.page.text, None, at
        if text[at : at + 1] != "{":
            raise self._missing(at, name)
        at = self._blank(at + 1)
        while text[at : at + 1] == '"':
            key, end = self._value(at)
            at = self._blank(end)
            if text[at : at + 1] != ":":
                raise self._broken(at, "`:` is expected here")
            start = self._blank(at + 1)
            value, end = self._value(start)
            if key == name:
                found = start
            elif cells := len(flat({key: value})):
                self.outside[str(key), OUTSIDE] += cells
            at = self._blank(end)
            at = self._blank(at + 1) if text[at : at + 1] == "," else at
        if found is None:
            raise self._missing(whole, name)
        return found

    def _missing(self, at: int, name: str) -> BrokenError:
        message = f"there is no `{shown(name)}` here, which `{shown(self.pointer)}` leads through"
        return BrokenError(self.page.problem((at, at + 1), "missing-rows", message, _HELP))

    def locator(self, row: Row, column: str) -> str:
        """A JSON Pointer as a fragment identifier (RFC 6901, section 6)."""
        steps = [str(row.number - 1), *column.split(".")] if column else [str(row.number - 1)]
        escaped = [step.replace("~", "~0").replace("/", "~1") for step in steps]
        return f"{self.file.name}#{self.pointer}/{_printable('/'.join(escaped))}"

    def problem(self, row: Row, column: str, code: str, message: str, help: str) -> Problem:
        """A problem at a value, or at its object."""
        return self.page.problem(_find(self.page, row.mark, column), code, message, help)


def steps(pointer: str) -> list[str]:
    """The names that a JSON Pointer leads through (RFC 6901, section 4)."""
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def _printable(text: str) -> str:
    """A text with what cannot be printed as percents, as in a fragment (RFC 3986, section 2.1)."""
    return "".join(char if char.isprintable() else quote(char, errors="replace") for char in text)


def _find(page: Page, span: Span, column: str) -> Span:
    """Where the value of a column stands in the object at a span."""
    node: Any = parse_span(page, *span)[0]
    found = (span[0], span[0] + 1)
    name = column
    while name and isinstance(node, MarkedMapping | MarkedList):
        if isinstance(node, MarkedList):
            step, _, name = name.partition(".")
            if not step.isdigit() or int(step) >= len(node):
                return found
            found, node = node.items_at[int(step)], node[int(step)]
            continue
        key = max((key for key in node if name == key or name.startswith(f"{key}.")), key=len, default=None)
        if key is None:
            return found
        found, node, name = node.values_at[key], node[key], name[len(key) + 1 :]
    return found


def open_json_lines(file: File, input: Input) -> Sheet:
    """The objects of a file of JSON Lines, one a line."""
    lines = _JsonLines(file)
    return Sheet(file, lines.rows(), lines.locator, lines.problem)


@dataclass
class _JsonLines:
    file: File

    def rows(self) -> Iterator[Row]:
        """Every line that is not blank."""
        with self.file.path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.isspace():
                    continue
                page = decode(self.file.shown, line)
                if not isinstance(page, Page):
                    raise BrokenError(_moved(page, number))
                if cells := flat(self._object(page, number)):
                    yield Row(number, cells, page)

    def _object(self, page: Page, number: int) -> dict[str, Any]:
        line = page.text.strip()
        try:
            value = _DECODER.decode(line)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            return value
        _, problems = parse_span(page, 0, len(page.text))
        message = "the line is not one JSON object"
        problem = problems[0] if problems else page.problem((0, 1), "json-syntax", message, "write one object a line")
        raise BrokenError(_moved(problem, number))

    def locator(self, row: Row, column: str) -> str:
        """The number of the line and the name of the value."""
        return f"{self.file.name}, line {row.number}" + (f", {_printable(column)}" if column else "")

    def problem(self, row: Row, column: str, code: str, message: str, help: str) -> Problem:
        """A problem at a value, or at its line."""
        page: Page = row.mark
        return _moved(page.problem(_find(page, (0, len(page.text)), column), code, message, help), row.number)


def _moved(problem: Problem, line: int) -> Problem:
    """A problem of a line that was read by itself, at its line of the file."""
    return replace(problem, where=Where(problem.where.file, line, problem.where.column))
