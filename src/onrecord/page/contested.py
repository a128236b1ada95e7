"""What speaks against what: conflicts, corrections, computations that disagree, marks; shown and not smoothed over."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from onrecord.story import Shelf, words
from onrecord.story.story import Span
from onrecord.story.told import figure, named


@dataclass(frozen=True)
class Contest:
    """One thing that a reader should know before using a figure."""

    kind: str
    sides: tuple[tuple[Span, ...], ...]
    """The figures, each as others refer to it."""
    reason: str


def contests(shelf: Shelf, shown: Collection[str]) -> list[Contest]:
    """Of the figures that are shown: conflicts first, then corrections, computations and marks, each by id."""
    figures = [record_id for record_id in sorted(shown) if record_id.startswith("fig-")]
    kinds = (_conflicts, _corrections, _disagreements, _marks)
    return [contest for kind in kinds for record_id in figures for contest in kind(shelf, record_id)]


def _conflicts(shelf: Shelf, figure_id: str) -> Iterator[Contest]:
    for row in shelf.referring("conflicts", "figure_id", figure_id):
        yield Contest("Conflict", (figure(shelf, figure_id), figure(shelf, row["other_id"])), row["reason"])


def _corrections(shelf: Shelf, figure_id: str) -> Iterator[Contest]:
    other = shelf.row(figure_id)["corrected_by_id"]
    if other:
        yield Contest("Correction", (figure(shelf, figure_id), figure(shelf, other)), "The second corrects the first.")


def _disagreements(shelf: Shelf, figure_id: str) -> Iterator[Contest]:
    for row in shelf.referring("derivations", "figure_id", figure_id):
        if row["verdict"] != "agrees":
            again = f" Computed again: {words.number(row['recomputed'])}." if row["recomputed"] is not None else ""
            reason = words.meaning("derivations", "verdict", row["verdict"]) + again
            yield Contest(
                "Does not compute" if row["verdict"] == "disagrees" else "Not settled",
                ((named(shelf, row["id"]), Span("")),),
                reason,
            )


def _marks(shelf: Shelf, figure_id: str) -> Iterator[Contest]:
    for row in shelf.referring("figure_flags", "figure_id", figure_id):
        if row["flag"] != "signed_off":
            reason = row["note"] or words.meaning("figure_flags", "flag", row["flag"])
            yield Contest(words.words(row["flag"]).capitalize(), (figure(shelf, figure_id),), reason)
