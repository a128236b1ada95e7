"""One line of JSON as marked data: slower than a parser in C, and with the place of everything that is wrong.

RFC 8259, and stricter: no key twice in an object (section 4 leaves that open), no half of a surrogate pair (8.2), no
number that a 64-bit float would round (6).
"""

import re
from decimal import Decimal
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from onrecord.models.number import DIGITS
from onrecord.problems import Problem
from onrecord.read.marked import DEEPEST, UNREAD, MarkedList, MarkedMapping, Odd
from onrecord.read.page import Page, Span
from onrecord.read.words import FEWER_DIGITS, OTHER_UNIT, TOO_DEEP, out_of_range, shown, too_many_digits

_BLANK = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[^\s,:\[\]{}\"]+")
_CONSTANTS = {"true": Odd("true"), "false": Odd("false"), "null": None}
_TEXT_ERRORS = {
    "Unterminated": "the quote that opens here is never closed",
    "Invalid control": "a tab or another control character inside a text must be written as an escape such as `\\t`",
    "": "this is not one of the escapes of JSON such as `\\n` or `\\u00e9`",
}
"""The beginnings of what Python's scanner says of a broken text, and what we say."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_EXAMPLE = 'each line is one record such as {"id": "org-example", "name": "Example"}'
_LARGEST_EXPONENT = 99
"""Beyond any number that is taken; larger ones are not made into numbers, which could take all memory."""


class _BrokenError(Exception):
    """What follows cannot be read; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def parse_line(page: Page, number: int) -> tuple[MarkedMapping | None, list[Problem]]:
    """The object that the line of that number holds, None where it holds none, and the problems. Never raises."""
    return parse_span(page, *page.span(number))


def parse_span(page: Page, start: int, stop: int) -> tuple[MarkedMapping | None, list[Problem]]:
    """The same for the object at a span of a page, on one line or several."""
    scan = _Scan(page, start, stop)
    try:
        return scan.record(), scan.problems
    except _BrokenError as error:
        return None, [*scan.problems, error.problem]


class _Scan:
    """A place in a line of JSON that moves forward as values are read."""

    def __init__(self, page: Page, start: int, stop: int) -> None:
        self.page = page
        self.problems: list[Problem] = []
        self._text = page.text[start:stop].rstrip("\r\n")
        self._base = start
        self._line = page.line_at(start)
        self._at = 0

    def record(self) -> MarkedMapping:
        """The one object of the line."""
        if self._next() != "{":
            raise self._broken("a line must hold one object in curly brackets")
        record = self._object(1)
        if self._next():
            raise self._broken("a line must hold one object and nothing after it")
        return record

    def _next(self) -> str:
        """The next character that is no blank, not consumed; empty at the end."""
        self._at = _BLANK.match(self._text, self._at).end()  # type: ignore[union-attr]
        return self._text[self._at : self._at + 1]

    def _expect(self, character: str) -> None:
        if self._next() != character:
            raise self._broken(f"`{character}` is expected here")
        self._at += 1

    def _more(self, closing: str, *, first: bool) -> bool:
        """Whether another member follows; consumes the comma or the closing bracket."""
        if self._next() == closing:
            self._at += 1
            return False
        if not first:
            self._expect(",")
        return True

    def _span(self, start: int) -> Span:
        return self._base + start, self._base + self._at

    def _broken(self, reason: str, code: str = "json-syntax", help: str = _EXAMPLE) -> _BrokenError:
        span = self._base + self._at, self._base + self._at + 1
        return _BrokenError(self.page.problem(span, code, reason, help))

    def _value(self, depth: int) -> tuple[Any, Span]:
        character, start = self._next(), self._at
        if depth > DEEPEST:
            raise self._broken(f"more than {DEEPEST} levels stand in one another", "too-deep", TOO_DEEP)
        if character == "{":
            value: Any = self._object(depth)
        elif character == "[":
            value = self._array(depth)
        elif character == '"':
            value = self._string()
        else:
            value = self._atom()
        return value, self._span(start)

    def _object(self, depth: int) -> MarkedMapping:
        mapping = MarkedMapping((self._base + self._at, self._base + self._at + 1), self._line)
        self._at += 1
        while self._more("}", first=not mapping.keys_at):
            if self._next() != '"':
                raise self._broken("the name of a field, in double quotes, is expected here")
            start = self._at
            key = self._string()
            key_span = self._span(start)
            self._expect(":")
            self._member(mapping, key, key_span, *self._value(depth + 1))
        return mapping

    def _member(self, mapping: MarkedMapping, key: str, key_span: Span, value: Any, value_span: Span) -> None:
        if key in mapping:
            message = f"`{shown(key)}` is given twice in one object"
            self.problems.append(self.page.problem(key_span, "duplicate-key", message, "keep one of the two"))
        else:
            mapping.put(key, value, key_span, value_span)

    def _array(self, depth: int) -> MarkedList:
        items = MarkedList()
        self._at += 1
        while self._more("]", first=not items):
            items.put(*self._value(depth + 1))
        return items

    def _string(self) -> str:
        start = self._at
        try:
            text, self._at = scanstring(self._text, start + 1, True)
        except JSONDecodeError as error:
            self._at = error.pos
            reason = next(words for start, words in _TEXT_ERRORS.items() if error.msg.startswith(start))
            raise self._broken(reason) from None
        if _SURROGATE.search(text):
            self._at = start
            raise self._broken("the text holds half of a surrogate pair, which is no character")
        return str(text)

    def _atom(self) -> Any:
        word = _WORD.match(self._text, self._at)
        if word and word[0] in _CONSTANTS:
            self._at = word.end()
            return _CONSTANTS[word[0]]
        number = word and _NUMBER.fullmatch(word[0])
        if not word or not number:
            raise self._broken(f"`{shown(word[0])}` is not a JSON value" if word else "a value is expected here")
        start, self._at = self._at, word.end()
        return self._number(word[0], self._span(start))

    def _number(self, text: str, span: Span) -> Any:
        mantissa, _, exponent = text.lower().partition("e")
        digits = mantissa.lstrip("-").replace(".", "").lstrip("0")
        if len(exponent) > 7 or abs(int(exponent or 0)) > _LARGEST_EXPONENT:
            self.problems.append(self.page.problem(span, "out-of-range", out_of_range(text), OTHER_UNIT))
        elif len(digits.rstrip("0")) > DIGITS or len(text) > 200:
            self.problems.append(self.page.problem(span, "too-many-digits", too_many_digits(text), FEWER_DIGITS))
        else:
            return Decimal(text)
        return UNREAD
