"""The story of a figure."""

from collections.abc import Iterator

from onrecord.story import told, words
from onrecord.story.shelf import Row, Shelf
from onrecord.story.statement import saying
from onrecord.story.story import Line, Section, Span
from onrecord.story.told import one, record, section


def figure_story(shelf: Shelf, figure_id: str, *, whole: bool) -> Iterator[Section]:
    """The sections of a figure's story; ``whole`` with the remarks on its statement, measure and source."""
    row = shelf.row(figure_id)
    yield Section("The number", tuple(_number(shelf, row)))
    yield from section("Who said it", _said(shelf, row))
    yield from section("Marks", _flags(shelf, figure_id), doubt=True)
    others = (row["statement_id"], row["measure_id"], row["source_id"]) if whole else ()
    yield from told.remarks(shelf, figure_id, *others)
    yield from section("What speaks against it", _conflicts(shelf, figure_id), doubt=True)
    yield from section("Corrections", _corrections(shelf, row), doubt=True)
    yield from section("What it rests on", _rests_on(shelf, figure_id))
    yield from section("What rests on it", _used_by(shelf, figure_id))
    yield from told.passages(shelf, figure_id)
    yield from told.history(shelf, figure_id)


def _number(shelf: Shelf, row: Row) -> Iterator[Line]:
    measure = shelf.row(row["measure_id"])
    meant = words.meaning("figures", "qualifier", row["qualifier"])
    yield from one(
        "As printed",
        f"\N{LEFT DOUBLE QUOTATION MARK}{row['stated']}\N{RIGHT DOUBLE QUOTATION MARK}" if row["stated"] else None,
    )
    yield from one("Meant as", f"{words.amount(row)}. {meant}" if meant else words.amount(row))
    yield from one("Range", words.bounds(row), f" ({words.meaning('figures', 'bounds_basis', row['bounds_basis'])})")
    yield from one("Measure", told.named(shelf, row["measure_id"]), f": {measure.get('definition', '')}")
    yield from one("Unit", words.meaning("figures", "unit", row["unit"]))
    yield from record(shelf, "About", row["about_id"])
    for part in shelf.referring("figure_dimensions", "figure_id", row["id"]):
        yield from one(part["dimension"].capitalize(), part["value"])
    yield from told.more(shelf, "figure_dimensions", "figure_id", row["id"])
    yield from one("When", words.when(row, "period"))
    yield from record(shelf, "Where", row["place_id"])
    yield from record(shelf, "Event", row["event_id"])
    yield from one("Kind", words.meaning("figures", "modality", row["modality"]))
    if row["availability"] != "given":
        yield from one("Number", words.meaning("figures", "availability", row["availability"]))
    yield from one("Support", words.meaning("figures", "corroboration", row["corroboration"]))


def _said(shelf: Shelf, row: Row) -> Iterator[Line]:
    if row["statement_id"]:
        yield from record(shelf, "Statement", row["statement_id"])
        yield from saying(shelf, row["statement_id"])
    else:
        yield from record(shelf, "Reporter", row["reporter_id"])
        yield from record(shelf, "Source", row["source_id"])
    yield from one("Reported", words.when(row, "reported"))


def _flags(shelf: Shelf, figure_id: str) -> Iterator[Line]:
    for flag in shelf.referring("figure_flags", "figure_id", figure_id):
        text = flag["note"] or words.meaning("figure_flags", "flag", flag["flag"])
        yield from one(words.words(flag["flag"]).capitalize(), text)
    yield from told.more(shelf, "figure_flags", "figure_id", figure_id)


def _conflicts(shelf: Shelf, figure_id: str) -> Iterator[Line]:
    for own, other in (("figure_id", "other_id"), ("other_id", "figure_id")):
        for conflict in shelf.referring("conflicts", own, figure_id):
            yield Line("Conflict", (*told.figure(shelf, conflict[other]), Span(f". {conflict['reason']}")))
        yield from told.more(shelf, "conflicts", own, figure_id)


def _corrections(shelf: Shelf, row: Row) -> Iterator[Line]:
    if row["corrected_by_id"]:
        yield Line("Corrected by", told.figure(shelf, row["corrected_by_id"]))
    for other in shelf.referring("figures", "corrected_by_id", row["id"]):
        yield Line("Corrects", told.figure(shelf, other["id"]))
    yield from told.more(shelf, "figures", "corrected_by_id", row["id"])


def _rests_on(shelf: Shelf, figure_id: str) -> Iterator[Line]:
    for derivation in shelf.referring("derivations", "figure_id", figure_id):
        yield from computed(shelf, derivation)
    yield from told.more(shelf, "derivations", "figure_id", figure_id)


def computed(shelf: Shelf, derivation: Row) -> Iterator[Line]:
    """How a figure follows from others, and what comes out when it is computed again."""
    formula = words.meaning("derivations", "operation", derivation["operation"])
    spans = (Span(words.words(derivation["operation"]), id=derivation["id"]), Span(f": {formula}"))
    yield Line("Formula", spans)
    yield from one("Over", words.when(derivation, "scope"))
    for used in shelf.referring("derivation_inputs", "derivation_id", derivation["id"]):
        yield Line(words.words(used["role"]).capitalize(), told.figure(shelf, used["figure_id"]), 1)
    yield from told.more(shelf, "derivation_inputs", "derivation_id", derivation["id"], 1)
    again = derivation["recomputed"]
    verdict = words.meaning("derivations", "verdict", derivation["verdict"])
    yield from one("Computed again", f"{words.number(again)}. {verdict}" if again is not None else verdict)


def _used_by(shelf: Shelf, figure_id: str) -> Iterator[Line]:
    for used in shelf.referring("derivation_inputs", "figure_id", figure_id):
        derivation = shelf.row(used["derivation_id"])
        yield from (
            one(words.words(used["role"]).capitalize(), told.named(shelf, used["derivation_id"])) if derivation else ()
        )
    yield from told.more(shelf, "derivation_inputs", "figure_id", figure_id)
