"""Scales of plots: where a number or a day stands, and where the ticks are."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from onrecord.story.words import short, with_unit

_FIRST, _LAST = 15.0, 92.0
"""Where the first and the last day of a plot stand, in per cent of its width."""
_MOST_TICKS = 5
_MONTH_STEPS = (1, 2, 3, 6)
_DAY_STEPS = (1, 2, 5, 10)
YEAR = 14
"""How much room the years below an axis need, in pixels."""
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True)
class Tick:
    """A place on an axis, and what stands there."""

    at: float
    label: str
    year: str = ""
    """What stands below it, where the tick before is not of the same year."""


@dataclass(frozen=True)
class Height:
    """Numbers to pixels from the top: ``low`` stands at ``bottom``, ``high`` at ``top``."""

    low: float
    high: float
    top: float
    bottom: float

    def at(self, value: float) -> float:
        """Where a number stands."""
        return round(self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top), 1)

    def ticks(self, unit: str) -> list[Tick]:
        """About four round numbers of a unit."""
        step = _round_step((self.high - self.low) / 4)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        numbers = [float(f"{n * step:.12g}") for n in range(first, last + 1)]
        return [Tick(self.at(number), with_unit(short(number), unit, number)) for number in numbers]


def height(values: Iterable[float], top: float, bottom: float) -> Height:
    """A scale for numbers between two ticks, from nought where none is below it."""
    found = [0.0, *values]
    low, high = min(found), max(found)
    step = _round_step((high - low or 1) / 4)
    return Height(math.floor(low / step) * step, math.ceil((high or 1) / step) * step, top, bottom)


def _round_step(least: float) -> float:
    """The next number of the form 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least * (1 - 1e-9))


@dataclass(frozen=True)
class Time:
    """Days to per cent of the width."""

    first: int
    last: int

    def at(self, day: date) -> float:
        """Where a day stands."""
        return round(_FIRST + (day.toordinal() - self.first) / (self.last - self.first) * (_LAST - _FIRST), 2)

    def ticks(self) -> list[Tick]:
        """A few first days of years, of months, or days; the first of them, and of each year, has its year below."""
        start, end = date.fromordinal(self.first), date.fromordinal(self.last)
        months = (end.year - start.year) * 12 + end.month - start.month
        if months >= 6 * (_MOST_TICKS - 1):
            return [Tick(self.at(day), str(day.year)) for day in _years(start, end)]
        days = list(_months(start, months) if months >= 2 else self._days())
        new = [True, *(before.year != day.year for before, day in pairwise(days))]
        return [
            Tick(self.at(day), _short(day, months >= 2), str(day.year) if first else "")
            for day, first in zip(days, new, strict=True)
        ]

    def _days(self) -> Iterator[date]:
        step = next((each for each in _DAY_STEPS if (self.last - self.first) / each <= _MOST_TICKS), 20)
        return map(date.fromordinal, range(self.first, self.last + 1, step))


def _years(start: date, end: date) -> Iterator[date]:
    step = int(max(_round_step((end.year - start.year) / _MOST_TICKS), 1))
    first = start.year + (start > date(start.year, 1, 1))
    return (date(year, 1, 1) for year in range(-(-first // step) * step, end.year + 1, step))


def _months(start: date, months: int) -> Iterator[date]:
    """First days of months after a day and at most so many months later."""
    step = next((each for each in _MONTH_STEPS if months / each <= _MOST_TICKS), 12)
    first = start.year * 12 + start.month - 1
    for place in range(first + (start.day > 1), first + months + 1):
        if place % step == 0:
            yield date(place // 12, place % 12 + 1, 1)


def _short(day: date, by_month: bool) -> str:
    month = _MONTHS[day.month - 1]
    return month if by_month else f"{day.day} {month}"


def time(days: Iterable[date]) -> Time:
    """A scale for days; at least two weeks long."""
    found = [day.toordinal() for day in days]
    first, last = min(found), max(found)
    lacking = max(14 - (last - first), 0)
    return Time(max(first - lacking // 2, 1), min(last + lacking - lacking // 2, date.max.toordinal()))
