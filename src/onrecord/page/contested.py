"""What speaks against what: conflicts, corrections, computations that disagree, marks; shown and not smoothed over."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from onrecord.story import Shelf, words
from onrecord.story.shelf import Row
from onrecord.story.story import Span
from onrecord.story.told import figure

_SIDES = ("figure_id", "other_id")


@dataclass(frozen=True)
class Point:
    """One thing that a reader should know before using a figure."""

    kind: str
    other: tuple[Span, ...]
    """The record that it comes of; empty where it is the figure's own."""
    reason: str


@dataclass(frozen=True)
class Contest:
    """A figure with all that speaks against it."""

    figure: tuple[Span, ...]
    """The figure as others refer to it."""
    points: tuple[Point, ...]


def contests(shelf: Shelf, shown: Collection[str]) -> list[Contest]:
    """Of the figures that are shown, the most contested first: each once, each conflict with one of its two figures."""
    conflicts = _conflicts(shelf, shown)
    found = ((each, (*conflicts.get(each, ()), *_points(shelf, each))) for each in sorted(shown))
    contested = [Contest(figure(shelf, figure_id), points) for figure_id, points in found if points]
    return sorted(contested, key=lambda contest: -len(contest.points))


def _points(shelf: Shelf, figure_id: str) -> Iterator[Point]:
    if figure_id.startswith("fig-"):
        yield from _corrections(shelf, figure_id)
        yield from _computations(shelf, figure_id)
        yield from _marks(shelf, figure_id)


def _conflicts(shelf: Shelf, shown: Collection[str]) -> Mapping[str, list[Point]]:
    """The conflicts of the figures that are shown, by that one of their two figures with which they stand.

    Found from both, because the shelf holds but some of those that a much contested figure has.
    """
    told = defaultdict[str, list[Point]](list)
    sides = [(side, figure_id) for side in _SIDES for figure_id in sorted(shown)]
    rows = {row["id"]: row for side, figure_id in sides for row in shelf.referring("conflicts", side, figure_id)}
    for row in rows.values():
        if own := _stands_with(shelf, row, shown):
            [other] = (row[side] for side in _SIDES if row[side] != own)
            told[own].append(Point("Conflict", (Span("with "), *figure(shelf, other)), row["reason"]))
    return told


def _stands_with(shelf: Shelf, conflict: Row, shown: Collection[str]) -> str | None:
    """The side of a conflict that it is told of: one that is corrected or marked, else the first."""
    sides = [conflict[side] for side in _SIDES if conflict[side] in shown]
    doubted = (side for side in sides if any(_corrections(shelf, side)) or any(_marks(shelf, side)))
    return next(doubted, next(iter(sides), None))


def _corrections(shelf: Shelf, figure_id: str) -> Iterator[Point]:
    other = shelf.row(figure_id)["corrected_by_id"]
    if other:
        yield Point("Corrected", (Span("by "), *figure(shelf, other)), "")


def _computations(shelf: Shelf, figure_id: str) -> Iterator[Point]:
    for row in shelf.referring("derivations", "figure_id", figure_id):
        if row["verdict"] != "agrees":
            kind = "Does not compute" if row["verdict"] == "disagrees" else "Not settled"
            again = f" Computed again: {words.number(row['recomputed'])}." if row["recomputed"] is not None else ""
            reason = words.meaning("derivations", "verdict", row["verdict"]) + again
            yield Point(kind, (Span("as "), Span(words.words(row["operation"]), id=row["id"])), reason)


def _marks(shelf: Shelf, figure_id: str) -> Iterator[Point]:
    for row in shelf.referring("figure_flags", "figure_id", figure_id):
        if row["flag"] != "signed_off":
            reason = row["note"] or words.meaning("figure_flags", "flag", row["flag"])
            yield Point(words.words(row["flag"]).capitalize(), (), reason)
