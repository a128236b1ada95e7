"""Scales of plots: where a number or a day stands, and where the ticks are."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.story.words import short

_FIRST, _LAST = 15.0, 92.0
"""Where the first and the last day of a plot stand, in per cent of its width."""
_MOST_TICKS = 5
_MONTH_STEPS = (1, 2, 3, 6)
_DAY_STEPS = (1, 2, 5, 10)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True)
class Tick:
    """A place on an axis, and what stands there."""

    at: float
    label: str


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

    def ticks(self, suffix: str) -> list[Tick]:
        """About four round numbers."""
        step = _round_step((self.high - self.low) / 4)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [Tick(self.at(n * step), f"{short(round(n * step, 12))}{suffix}") for n in range(first, last + 1)]


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
        return self._place(day.toordinal())

    def _place(self, ordinal: int) -> float:
        return round(_FIRST + (ordinal - self.first) / (self.last - self.first) * (_LAST - _FIRST), 2)

    def ticks(self) -> list[Tick]:
        """A few first days of years, of months, or days."""
        start, end = date.fromordinal(self.first), date.fromordinal(self.last)
        months = (end.year - start.year) * 12 + end.month - start.month
        if months >= 6 * (_MOST_TICKS - 1):
            return self._years(start, end)
        return self._months(start, months) if months >= 2 else self._days()

    def _years(self, start: date, end: date) -> list[Tick]:
        step = int(max(_round_step((end.year - start.year) / _MOST_TICKS), 1))
        years = range(-(-start.year // step) * step, end.year + 1, step)
        return [Tick(self.at(date(year, 1, 1)), str(year)) for year in years if date(year, 1, 1) >= start]

    def _months(self, start: date, months: int) -> list[Tick]:
        step = next((each for each in _MONTH_STEPS if months / each <= _MOST_TICKS), 12)
        ticks: list[Tick] = []
        for place in range(start.year * 12 + start.month - 1, start.year * 12 + start.month + months):
            day = date(place // 12, place % 12 + 1, 1)
            if place % step == 0 and self.first <= day.toordinal() <= self.last:
                ticks.append(
                    Tick(self.at(day), f"{_MONTHS[day.month - 1]}{f' {day.year}' if day.month <= step else ''}")
                )
        if not any(tick.label[-1].isdigit() for tick in ticks[:2]):
            ticks[0] = Tick(ticks[0].at, f"{ticks[0].label} {start.year}")
        return ticks

    def _days(self) -> list[Tick]:
        step = next((each for each in _DAY_STEPS if (self.last - self.first) / each <= _MOST_TICKS), 20)
        ticks: list[Tick] = []
        for ordinal in range(self.first, self.last + 1, step):
            day = date.fromordinal(ordinal)
            ticks.append(
                Tick(self._place(ordinal), f"{day.day} {_MONTHS[day.month - 1]}{'' if ticks else f' {day.year}'}")
            )
        return ticks


def time(days: Iterable[date]) -> Time:
    """A scale for days; at least two weeks long."""
    found = [day.toordinal() for day in days]
    first, last = min(found), max(found)
    lacking = max(14 - (last - first), 0)
    return Time(max(first - lacking // 2, 1), min(last + lacking - lacking // 2, date.max.toordinal()))
