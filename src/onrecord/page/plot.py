"""Figures of one measure over time: what is known of each, with its range, and what is left open as an arrow.

Drawn here and not by a chart library: none of those looked at has a mark for "at least" and "at most", each needs half
a megabyte of script or a second runtime, and a release's bytes would hang on its version. Lengths along time are in per
cent and all others in pixels, so that text keeps its size on any screen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from onrecord.page.scale import Height, Tick, Time, height, time
from onrecord.story import words

TOP, BOTTOM, HEIGHT = 30.0, 196.0, 224
"""Where the largest number and the smallest stand, and how high a plot is."""
_ARROW = 24
"""How long an arrow is; its length says nothing."""
_LABELLED = 14
"""A plot with no more marks than this has numbers beside them."""
_SYMBOLS = 6
"""So many reporters have a sign of their own; all others share one."""
_REPORTS = ("observed", "estimated", "imputed")
_ABOVE, _BELOW, _LINE = -11, 20, 12
"""Where labels stand, in pixels below a mark, and how much room one needs."""
_CLOSE = 9.0
"""Labels nearer than so many per cent of the width, on one height, would run into each other."""

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
    reporters = list(dict.fromkeys(map(_series, figures)))
    marks = _spaced([_mark(row, across, up, reporters, has) for row in figures])
    first = figures[0]
    return Plot(
        id=first["measure_id"],
        name=first["measure"],
        linked=has(first["measure_id"]),
        count=count,
        marks=tuple(marks),
        rows=tuple(up.ticks(words.suffix(first["unit"]))),
        columns=tuple(across.ticks()),
        series=tuple(reporters[:_SYMBOLS] + (["others"] if len(reporters) > _SYMBOLS else [])),
    )


def _mark(row: Row, across: Time, up: Height, reporters: list[str], has: Callable[[str], bool]) -> Mark:
    start, end = _ends(row)
    low, high, value = row["low"], row["high"], row["value"]
    shown = next(each for each in (value, low, high) if each is not None)
    arrow = 0 if (low is not None and high is not None) or value is not None else -_ARROW if high is None else _ARROW
    return Mark(
        id=row["id"],
        linked=has(row["id"]),
        text=in_words(row),
        x=round((across.at(start) + across.at(end)) / 2, 2),
        y=up.at(shown),
        series=min(reporters.index(_series(row)), _SYMBOLS),
        start=across.at(start),
        end=across.at(end),
        top=up.at(high) if high is not None else up.at(shown),
        bottom=up.at(low) if low is not None else up.at(shown),
        arrow=arrow,
        hollow=row["modality"] not in _REPORTS or row["flags"] is not None,
        label=words.short(shown),
    )


def _series(row: Row) -> str:
    """What a sign stands for: figures of one place and subject, given by one reporter."""
    about = row["about"] if row["about"] != row["reporter"] else None
    return ", ".join(part for part in (row["place"], about, row["reporter"] or "reporter not named") if part)


def _ends(row: Row) -> tuple[date, date]:
    start, end = row["period_start"], row["period_end"]
    return start or end, end or start


def in_words(row: Row) -> str:
    """A figure of ``figures_wide`` in a line: ``more than 5, March 2024, Reporter; implausible``."""
    parts = [words.amount(row), words.when(row, "period"), row["reporter"] or ""]
    doubts = [words.words(row["modality"])] if row["modality"] not in _REPORTS else []
    doubts += [words.words(row["flags"])] if row["flags"] else []
    return "; ".join([", ".join(part for part in parts if part), *doubts])


def _spaced(marks: list[Mark]) -> list[Mark]:
    """The marks with their labels above or below, or none where these would run into other marks or labels."""
    taken = [(mark.x, mark.y) for mark in marks]
    spaced: list[Mark] = []
    for mark in marks:
        sides = (_BELOW,) if mark.arrow < 0 else (_ABOVE, _BELOW)
        free = [side for side in sides if _is_free(mark, side, taken)] if len(marks) <= _LABELLED else []
        if free:
            taken.append((mark.x, mark.y + free[0]))
        spaced.append(replace(mark, label=mark.label if free else "", label_y=free[0] if free else 0))
    return spaced


def _is_free(mark: Mark, side: int, taken: list[tuple[float, float]]) -> bool:
    others = ((x, y) for x, y in taken if (x, y) != (mark.x, mark.y))
    return all(abs(mark.x - x) > _CLOSE or abs(mark.y + side - y) > _LINE for x, y in others)
