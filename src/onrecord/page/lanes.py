"""Who spoke when: a lane for each speaker, a mark for each statement."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from onrecord.page.scale import YEAR, Tick, time
from onrecord.story import words

RADIUS = 5
"""Of a dot, in pixels."""
_NAME, _STEP, _AXIS = 20, 10, 26
"""How much room a speaker's name, a dot above another, and the axis need, in pixels."""
_CLOSE = 1.2
"""Dots nearer than so many per cent of the width stand above one another."""
_HIGHEST = 12
"""So many dots stand above one another; for more there is no room."""


@dataclass(frozen=True)
class Dot:
    """One statement."""

    id: str
    linked: bool
    told: bool
    """Whether the day is that of the statement, and not of its publication."""
    text: str
    x: float
    y: int


@dataclass(frozen=True)
class Lane:
    """One speaker."""

    id: str
    name: str
    count: int
    name_y: int
    y: int
    """Where its line is."""
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Lanes:
    """All lanes below one axis."""

    lanes: tuple[Lane, ...]
    columns: tuple[Tick, ...]

    @property
    def published(self) -> bool:
        """Whether a dot stands at a day of publication."""
        return not all(dot.told for lane in self.lanes for dot in lane.dots)

    @property
    def axis(self) -> int:
        """Where the last lane ends and the scale begins, in pixels."""
        return self.lanes[-1].y

    @property
    def height(self) -> int:
        """Of the whole drawing, in pixels."""
        return self.axis + _AXIS + (YEAR if any(tick.year for tick in self.columns) else 0)


def lanes(speakers: list[tuple[dict[str, Any], list[dict[str, Any]]]], has: Callable[[str], bool]) -> Lanes | None:
    """Lanes of the speakers with dated statements; None where there are none."""
    speaking = [(speaker, said) for speaker, said in speakers if said]
    if not speaking:
        return None
    days = [row[end] for _, said in speaking for row in said for end in ("first", "last")]
    across, drawn, y = time(days), list[Lane](), 0
    for speaker, said in speaking:
        places = _stacked([round((across.at(row["first"]) + across.at(row["last"])) / 2, 2) for row in said])
        name_y = y + _NAME - 4
        y += _NAME + _STEP * max(level for _, level in places if level is not None) + 2 * RADIUS
        dots = [
            Dot(
                row["id"],
                has(row["id"]),
                row["told"],
                _told(row),
                x,
                y - RADIUS - _STEP * level,
            )
            for row, (x, level) in zip(said, places, strict=True)
            if level is not None
        ]
        drawn.append(Lane(speaker["id"], speaker["name"], speaker["statements"], name_y, y, tuple(dots)))
    return Lanes(tuple(drawn), tuple(across.ticks()))


def _told(row: dict[str, Any]) -> str:
    heard = f" to {row['addressees']}" if row["addressees"] else ""
    return f"{words.words(row['kind'])}{heard}: {row['summary']}"


def _stacked(places: list[float]) -> list[tuple[float, int | None]]:
    """Each place with its level: the lowest on which no other is near; None where there is no room."""
    taken: list[tuple[float, int | None]] = []
    for x in places:
        near = {level for other, level in taken if abs(other - x) < _CLOSE}
        taken.append((x, next((level for level in range(_HIGHEST) if level not in near), None)))
    return taken
