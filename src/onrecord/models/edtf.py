"""Dates of any precision: Extended Date/Time Format strings and the days that they span.

The accepted strings are EDTF level 1 (Library of Congress, "Extended Date/Time Format (EDTF) Specification", 2019;
ISO 8601-2:2019) without times of day and without years beyond four digits, plus the quarters 33 to 36 of level 2. The
``edtf`` package reads the same strings and is the oracle in the tests; at 3 ms a string it is too slow for bulk.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_POINT = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?[?~%]?")
_OPEN = "", ".."
_QUARTER_OR_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
_WINTER = 24
_ANY_LEAP_YEAR = 2000
_FORM = "it is not an EDTF date such as 2023-12-05, 2023-12, 2023-09/2023-11, 2023-12~ or ../2023"


@dataclass(frozen=True)
class Period:
    """The days that an EDTF string spans, both inclusive; None where they are open or unknown."""

    start: date | None
    end: date | None
    precision: str


_UNKNOWN = Period(None, None, "unknown")


@lru_cache(maxsize=65536)
def parse(text: str) -> Period:
    """The period that an EDTF string names.

    Seasons are the northern ones of meteorology; winter (24) runs from December into February of the next year. A week
    is an interval of exactly one Monday to its Sunday. Raises ValueError, with the reason, for anything else.
    """
    sides = text.split("/")
    if len(sides) == 1:
        return _point(text)
    if len(sides) > 2 or not any(sides):
        raise ValueError(_FORM)
    first, last = (_UNKNOWN if side in _OPEN else _point(side) for side in sides)
    if first.start and last.end and last.end < first.start:
        raise ValueError("it ends before it starts")
    if first.start is None and last.end is None:
        return _UNKNOWN
    return Period(first.start, last.end, "week" if _is_week(first, last) else "range")


def _is_week(first: Period, last: Period) -> bool:
    days = first.precision == last.precision == "day"
    return days and first.start is not None and last.end == first.start + timedelta(6) and first.start.weekday() == 0


def _point(text: str) -> Period:
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(_FORM)
    year, month, day = match.groups()
    if year == "XXXX":
        _in_year(_ANY_LEAP_YEAR, month, day)
        return _UNKNOWN
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first == 0:
        raise ValueError("years start at 0001 (or 0100 for a century)")
    if first != last:
        if month is not None:
            raise ValueError("a month needs a whole year before it")
        return Period(date(first, 1, 1), date(last, 12, 31), "range")
    return _in_year(first, month, day)


def _in_year(year: int, month: str | None, day: str | None) -> Period:
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise ValueError("a day needs a month before it")
        return Period(date(year, 1, 1), date(year, 12, 31), "year")
    return _part_of_year(year, int(month), day)


def _part_of_year(year: int, month: int, day: str | None) -> Period:
    if month == _WINTER and day is None:
        return Period(date(year, 12, 1), date(year + 1, 2, monthrange(year + 1, 2)[1]), "season")
    if month in _QUARTER_OR_SEASON_MONTHS and day is None:
        first, last = _QUARTER_OR_SEASON_MONTHS[month]
        precision = "quarter" if month > _WINTER else "season"
        return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision)
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month:02d} (seasons are 21 to 24, quarters 33 to 36)")
    length = monthrange(year, month)[1]
    if day is None or day == "XX":
        return Period(date(year, month, 1), date(year, month, length), "month")
    if not 1 <= int(day) <= length:
        raise ValueError(f"{year:04d}-{month:02d} has no day {day}")
    return Period(date(year, month, int(day)), date(year, month, int(day)), "day")
