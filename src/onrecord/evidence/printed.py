"""Whether something stands in a passage: a spelling as a word of its own, or a number however it is printed."""

import re
import unicodedata
from collections.abc import Collection
from decimal import Decimal

from onrecord.printed import readings

_MARKS = ".,'\u2019\u00a0\u202f"
_NUMBER_BEFORE = re.compile(rf"\d[{_MARKS}]?$")
_NUMBER_AFTER = re.compile(rf"[{_MARKS}]?\d")
_APART = re.compile(r"(?<=[0-9])[.,]?\s+(?=[0-9])")
"""What may end one numeral and let another begin: in running text, `in 2021, 300 people` has two."""

_THOUSANDTH = Decimal("0.001")


def stands_in(spelling: str, passage: str) -> bool:
    """Whether a passage has the spelling, code point by code point, and not as a part of a longer word or number.

    Scripts without capital letters are searched without regard to words: many of them write no blanks between them,
    or write small words together with the next one.
    """
    start = passage.find(spelling)
    while start >= 0:
        end = start + len(spelling)
        if not joined(passage[max(start - 2, 0) : start], spelling) and not joined(spelling, passage[end : end + 2]):
            return True
        start = passage.find(spelling, start + 1)
    return False


def joined(left: str, right: str) -> bool:
    """Whether a word or a number goes on from the end of one text to the start of the next."""
    if not left or not right:
        return False
    letters = _cased(left[-1]) and _cased(right[0])
    accent = unicodedata.category(right[0]).startswith("M")
    before = right[0].isdecimal() and _NUMBER_BEFORE.search(left)
    after = left[-1].isdecimal() and _NUMBER_AFTER.match(right)
    return letters or accent or bool(before) or bool(after)


def _cased(letter: str) -> bool:
    return letter.lower() != letter.upper()


def number_stands_in(stated: str | None, numbers: Collection[Decimal], passage: str) -> bool:
    """Whether a passage has the printed text itself, or a numeral or number words that can mean one of the numbers.

    Numerals and words are read by the rule of :mod:`onrecord.printed`, with digits in any grouping that it knows.
    """
    return bool(stated and stands_in(stated, passage)) or not _numbers(passage).isdisjoint(numbers)


def _numbers(passage: str) -> set[Decimal]:
    """Every number that the passage can mean, numerals with blanks between them read both as one and as several.

    What can be read as grouped digits is: nobody prints 300 as `300,000`.
    """
    found = {reading for text in (passage, _APART.sub("; ", passage)) for reading in readings(text)}
    numbers = {reading.number for reading in found}
    grouped = {reading for reading in found if reading.place == _THOUSANDTH and 1000 * reading.number in numbers}
    return {reading.number for reading in found - grouped}
