"""Words for values: amounts with what they leave open, times, titles of records."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from onrecord.models.unit import SYMBOLS
from onrecord.tables import TABLES

_CLOSE = ("%", "°")
"""Symbols between which and their number there is no blank."""
_BEFORE = {
    "exact": "",
    "about": "about ",
    "rounded": "a rounded ",
    "more_than": "more than ",
    "at_least": "at least ",
    "less_than": "less than ",
    "at_most": "at most ",
    "almost": "almost ",
    "within": "within ",
    "after": "after ",
}
_ABSENT = {"not_reported": "no number given", "withheld": "number withheld"}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_ACTING = dict.fromkeys(
    (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    "\N{REPLACEMENT CHARACTER}",
)
"""Characters that do something to a terminal: controls, line breaks, and changes of direction that reach too far."""
_MONTHS = "January February March April May June July August September October November December".split()


def number(value: float) -> str:
    """A number for people: thousands parted by commas, all the decimals that it has and no more."""
    whole, _, decimals = f"{Decimal(repr(value)):,f}".partition(".")
    return f"{whole}.{decimals.rstrip('0')}".rstrip(".")


def short(value: float) -> str:
    """A number for a plot: ``8 billion`` and not ten digits."""
    for size, word in _SCALES:
        if abs(value) >= size and value * 1000 % size == 0:
            return f"{number(value / size)} {word}"
    return number(value)


def with_unit(text: str, unit: str, value: float) -> str:
    """A number with its unit, where that is one to be named: ``89%``, ``1 day``, ``5 days``, ``1,200 EUR``."""
    symbol = suffix(unit)
    return f"{text}{symbol.removesuffix('s') if value == 1 and symbol.islower() and _is_word(symbol) else symbol}"


def suffix(unit: str) -> str:
    """What stands behind a number of a unit; empty where nothing does."""
    symbol = SYMBOLS.get(unit, "")
    return symbol if symbol in _CLOSE or not symbol else f" {symbol}"


def _is_word(symbol: str) -> bool:
    return len(symbol) > 2 and symbol.replace(" ", "").isalpha()


def amount(figure: Mapping[str, Any]) -> str:
    """What a figure says, in words: ``more than 1,200``, ``between 3 and 5``, ``about 89%``, ``no number given``."""
    if figure["availability"] != "given":
        return _ABSENT[figure["availability"]]
    value, low, high = figure["value"], figure["low"], figure["high"]
    if figure["qualifier"] == "between" and low is not None and high is not None:
        return f"between {number(low)} and {with_unit(number(high), figure['unit'], high)}"
    shown = next((each for each in (value, low, high) if each is not None), None)
    if shown is None:
        return figure["stated"] or "a number"
    return f"{_BEFORE.get(figure['qualifier'], '')}{with_unit(number(shown), figure['unit'], shown)}"


def bounds(figure: Mapping[str, Any]) -> str:
    """What remains possible, where that is more than the number itself; empty else."""
    low, high = figure["low"], figure["high"]
    if low is None and high is None:
        return ""
    if low is None:
        return f"{number(high)} or less" if figure["high_inclusive"] == "yes" else f"less than {number(high)}"
    if high is None:
        return f"{number(low)} or more" if figure["low_inclusive"] == "yes" else f"more than {number(low)}"
    ends = [
        f"{number(bound)}{'' if figure[f'{side}_inclusive'] == 'yes' else ' (excluded)'}"
        for side, bound in (("low", low), ("high", high))
    ]
    return "" if low == high else " to ".join(ends)


def when(row: Mapping[str, Any], field: str) -> str:
    """A date group in words, as exact as it is known: ``October 2023``, ``until 7 December 2023 (uncertain)``."""
    text = row.get(f"{field}_edtf")
    if not text:
        return ""
    start, end = row[f"{field}_start"], row[f"{field}_end"]
    if start is None and end is None:
        return "at an unknown time" if row[f"{field}_precision"] == "unknown" else str(text)
    return f"{_span(str(text), start, end, row[f'{field}_precision'])}{_doubt(str(text))}"


def _doubt(text: str) -> str:
    if "%" in text or ("?" in text and "~" in text):
        return " (uncertain and approximate)"
    return " (uncertain)" if "?" in text else " (approximate)" if "~" in text else ""


def _span(text: str, start: date | None, end: date | None, precision: str) -> str:
    if precision == "quarter" and start:
        return f"quarter {(start.month + 2) // 3} of {start.year}"
    if precision == "season":
        return text.rstrip("?~%")
    first, last, *_ = [*text.split("/"), ""]
    if "/" not in text:
        last = first
    if start is None and end:
        return f"until {_end(last, end)}"
    if end is None and start:
        return f"from {_end(first, start)} on"
    assert start and end
    words = _end(first, start), _end(last, end)
    return words[0] if words[0] == words[1] else f"{words[0]} to {words[1]}"


def _end(text: str, day: date) -> str:
    """One end of a period, with as much of the day as is written of it."""
    parts = text.strip("?~%").split("-")
    if any("X" in part for part in parts):
        return text.strip("?~%")
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    return str(day.year) if len(parts) == 1 else month if len(parts) == 2 else f"{day.day} {month}"


def meaning(table: str, column: str, code: str | None) -> str:
    """What a code of a column means, in the words of its list."""
    return TABLES[table][column].codes.get(code or "", code or "")


def words(code: str | None) -> str:
    """A code as words: ``second_hand`` is ``second hand``."""
    return (code or "").replace("_", " ")


def visible(text: str) -> str:
    """A text as one line for a terminal: what would act on it is replaced, so that no record can."""
    return text.translate(_ACTING)
