"""Figures of one measure over time: what is known of each, with its range, and what is left open as an arrow.

Drawn here and not by a chart library: none of those looked at has a mark for "at least" and "at most", each needs half
a megabyte of script or a second runtime, and a release's bytes would hang on its version. Lengths along time are in per
cent and all others in pixels, so that text keeps its size on any screen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from onrecord.page.scale import YEAR, Height, Tick, Time, height, time
from onrecord.story import words

TOP, BOTTOM, _HEIGHT = 30.0, 196.0, 224
"""Where the largest number and the smallest stand, and how high a plot without years below its axis is."""
_ARROW = 24
"""How long an arrow is; its length says nothing."""
_LABELLED = 14
"""A plot with no more marks than this has numbers beside them."""
_SYMBOLS = 6
"""So many reporters have a sign of their own; all others share one."""
_BY = ", according to "
_REPORTS = ("observed", "estimated", "imputed")
_ABOVE, _BELOW, _LINE = -11, 20, 12
"""Where labels stand, in pixels below a mark, and how much room one needs."""
_LETTER, _SIGN = 2.5, 2.5
"""How wide a letter is, and half a sign, in per cent of a plot on the narrowest phone, which is 280 pixels wide."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Mark:
    """One figure."""

    id: str
    linked: bool
    """Whether the page has the figure's record."""
    text: str
    """All of it in words, for those who do not see the plot."""
    x: float
    y: float
    series: int
    start: float
    end: float
    """From when to when, in per cent; equal for a moment."""
    top: float
    bottom: float
    """The range, in pixels; equal where there is none."""
    arrow: int
    """The length of the arrow: negative upwards for at least, positive for at most, nought for neither."""
    hollow: bool
    """Whether it is no report, or one with a mark of doubt."""
    label: str
    label_y: int = 0
    """How far below the mark its label stands."""


@dataclass(frozen=True)
class Plot:
    """One measure."""

    id: str
    name: str
    linked: bool
    count: int
    """How many figures of it could be drawn."""
    marks: tuple[Mark, ...]
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    series: tuple[str, ...]
    """What is counted where or of whom, and who counts, in the order of their signs."""
    reporter: str
    """Who counts in all of them, where that is one and the series are many; empty else."""

    @property
    def height(self) -> int:
        """Of the whole drawing, in pixels."""
        return _HEIGHT + (YEAR if any(tick.year for tick in self.columns) else 0)

    @property
    def kinds(self) -> set[str]:
        """Which explanations the plot needs."""
        found = {
            "range": any(mark.top != mark.bottom for mark in self.marks),
            "least": any(mark.arrow < 0 for mark in self.marks),
            "most": any(mark.arrow > 0 for mark in self.marks),
            "hollow": any(mark.hollow for mark in self.marks),
            "span": any(mark.start != mark.end for mark in self.marks),
        }
        return {kind for kind, there in found.items() if there}


def plot(count: int, figures: list[dict[str, Any]], has: Callable[[str], bool]) -> Plot:
    """A plot of figures of one measure, with names beside their ids; ``has`` tells which records the page has."""
    days = [day for row in figures for day in (row["period_start"], row["period_end"]) if day]
    numbers = [value for row in figures for value in (row["value"], row["low"], row["high"]) if value is not None]
    across, up = time(days), height(numbers, TOP, BOTTOM)
    if any(_arrow(row) > 0 and up.at(row["high"]) > BOTTOM - _ARROW for row in figures):
        up = height(numbers, TOP, BOTTOM - _ARROW)  # so that an arrow downwards ends above the words of the axis
    series = list(dict.fromkeys(map(series_of, figures)))
    marks = [_mark(row, across, up, series, has) for row in figures]
    first, ending = figures[0], _ending(series, figures)
    drawn = Plot(
        id=first["measure_id"],
        name=first["measure"],
        linked=has(first["measure_id"]),
        count=count,
        marks=tuple(marks),
        rows=tuple(up.ticks(first["unit"])),
        columns=tuple(across.ticks()),
        series=(
            *(each.removesuffix(ending) for each in series[:_SYMBOLS]),
            *(["others"] if len(series) > _SYMBOLS else []),
        ),
        reporter=ending.removeprefix(_BY),
    )
    return replace(drawn, marks=tuple(_spaced(marks, _scales(drawn))))


def _mark(row: Row, across: Time, up: Height, series: list[str], has: Callable[[str], bool]) -> Mark:
    start, end = _ends(row)
    low, high, value = row["low"], row["high"], row["value"]
    shown = next(each for each in (value, low, high) if each is not None)
    return Mark(
        id=row["id"],
        linked=has(row["id"]),
        text=in_words(row),
        x=round((across.at(start) + across.at(end)) / 2, 2),
        y=up.at(shown),
        series=min(series.index(series_of(row)), _SYMBOLS),
        start=across.at(start),
        end=across.at(end),
        top=up.at(high) if high is not None else up.at(shown),
        bottom=up.at(low) if low is not None else up.at(shown),
        arrow=_arrow(row),
        hollow=is_hollow(row),
        label=words.short(shown),
    )


def _arrow(row: Row) -> int:
    if row["value"] is not None or (row["low"] is None) == (row["high"] is None):
        return 0
    return -_ARROW if row["high"] is None else _ARROW


def series_of(row: Row) -> str:
    """What a sign stands for: figures of one place and subject, given by one reporter."""
    about = row["about"] if row["about"] != row["reporter"] else None
    counted = ", ".join(part for part in (row["place"], about) if part)
    return f"{counted}{_BY if counted else ''}{_reporter(row)}"


def _reporter(row: Row) -> str:
    return row["reporter"] or "somebody not named"


def _ending(series: list[str], figures: list[dict[str, Any]]) -> str:
    """The words that several series all end with, where one reporter gave all the figures; empty else."""
    ending = f"{_BY}{_reporter(figures[0])}"
    return ending if len(series) > 1 and all(each.endswith(ending) for each in series) else ""


def is_hollow(row: Row) -> bool:
    """Whether a figure is no report, or one with a mark of doubt."""
    return row["modality"] not in _REPORTS or row["flags"] is not None


def _ends(row: Row) -> tuple[date, date]:
    start, end = row["period_start"], row["period_end"]
    return start or end, end or start


def in_words(row: Row) -> str:
    """A figure with its names in a line: ``more than 5, March 2024, Place, according to Reporter; implausible``."""
    parts = [words.amount(row), words.when(row, "period"), row["dimensions"], series_of(row)]
    doubts = [words.words(row["modality"])] if row["modality"] not in _REPORTS else []
    doubts += [words.words(row["flags"])] if row["flags"] else []
    return "; ".join([", ".join(part for part in parts if part), *doubts])


@dataclass(frozen=True)
class _Taken:
    """Room that something takes: its middle and half its width in per cent, its place from the top in pixels."""

    x: float
    y: float
    half: float

    def meets(self, other: "_Taken") -> bool:
        return abs(self.x - other.x) < self.half + other.half and abs(self.y - other.y) < _LINE


def _scales(drawn: Plot) -> list[_Taken]:
    """The room of the words at both scales."""
    beside = [_Taken(_half(tick.label), tick.at - 4, _half(tick.label)) for tick in drawn.rows]
    return beside + [_Taken(tick.at, BOTTOM + 19, _half(tick.label)) for tick in drawn.columns]


def _half(text: str) -> float:
    return len(text) * _LETTER / 2


def _spaced(marks: list[Mark], scales: list[_Taken]) -> list[Mark]:
    """The marks with their labels above or below, or none where these would run into other signs, labels or scales."""
    if len(marks) > _LABELLED:
        return [replace(mark, label="") for mark in marks]
    signs, labels, spaced = [_Taken(mark.x, mark.y, _SIGN) for mark in marks], list[_Taken](), list[Mark]()
    for number, mark in enumerate(marks):
        others = [*scales, *labels, *signs[:number], *signs[number + 1 :]]
        side = next((side for side in _sides(mark) if not _crowded(mark, side, others)), 0)
        if side:
            labels.append(_label(mark, side))
        spaced.append(replace(mark, label=mark.label if side else "", label_y=side))
    return spaced


def _sides(mark: Mark) -> tuple[int, ...]:
    return (_BELOW,) if mark.arrow < 0 else (_ABOVE,) if mark.arrow > 0 else (_ABOVE, _BELOW)


def _label(mark: Mark, side: int) -> _Taken:
    return _Taken(mark.x, mark.y + side, _half(mark.label))


def _crowded(mark: Mark, side: int, others: list[_Taken]) -> bool:
    return any(_label(mark, side).meets(other) for other in others)
