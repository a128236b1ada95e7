"""How problems speak of what they found: in words for people who write records, not for programmers."""

from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from onrecord.models.number import DIGITS, PLACES
from onrecord.read.marked import MarkedList, MarkedMapping, Odd

TOO_DEEP = "records need five levels at most"
FEWER_DIGITS = "tools would round it: give the number in fewer digits"
OTHER_UNIT = "check the number; a measure with a larger or smaller unit may fit better"

_LONGEST = 60
_LINE_BREAKS = "\n\r\x85\u2028\u2029"


def shown(value: Any) -> str:
    """A value as a message quotes it: on one line, unprintable characters escaped, at most 60 characters."""
    text = value.text if isinstance(value, Odd) else str(value)
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in short)


def too_many_digits(number: Any) -> str:
    """What is wrong with a number that no 64-bit float carries exactly."""
    return f"`{shown(number)}` has more than {DIGITS} significant digits"


def out_of_range(number: Any) -> str:
    """What is wrong with a number that nobody can read without an exponent."""
    return f"`{shown(number)}` is out of range: it has more than {PLACES} digits on one side of the point"


def described(value: Any) -> str:
    """A value with what sort of value it is."""
    if isinstance(value, MarkedMapping):
        return "a group of fields"
    if isinstance(value, MarkedList):
        return "a list"
    sort = "the number " if isinstance(value, Decimal) else "the text " if isinstance(value, str) else ""
    return f"{sort}`{shown(value)}`"


def counted(count: int, word: str) -> str:
    """A count and its noun: `1 cell`, `1,200 cells`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def listed(names: Iterable[str]) -> str:
    """Names in code quotes, separated by commas."""
    return ", ".join(f"`{name}`" for name in names)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that a mistyped one resembles most; empty where none is near."""
    return next(iter(get_close_matches(name, list(known), 1)), "")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question after the nearest known name; empty where none is near."""
    near = nearest(name, known)
    return f"did you mean `{near}`?" if near else ""


def flaw(text: str) -> str:
    """What keeps a text from being one clean line; empty where nothing does."""
    if found := next((c for c in text if c in _LINE_BREAKS), ""):
        return "a line break at its end" if text.find(found) == len(text) - 1 else "a line break"
    if found := next((c for c in text if ord(c) < 32 or 127 <= ord(c) < 160), ""):
        return f"a control character (U+{ord(found):04X})"
    if text != text.lstrip():
        return "a blank at its start"
    return "a blank at its end" if text != text.rstrip() else ""
