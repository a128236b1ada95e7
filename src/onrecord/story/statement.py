"""The story of a statement."""

from collections.abc import Iterator

from onrecord.story import told, words
from onrecord.story.shelf import Row, Shelf
from onrecord.story.story import Line, Section
from onrecord.story.told import one, record, section

_DEEPEST = 8


def statement_story(shelf: Shelf, statement_id: str, *, whole: bool) -> Iterator[Section]:
    """The sections of a statement's story; ``whole`` with the remarks on its source."""
    yield from section("Who said it", saying(shelf, statement_id))
    yield from told.remarks(shelf, statement_id, *([shelf.row(statement_id)["source_id"]] if whole else []))
    yield from section("Figures in it", _figures(shelf, statement_id))
    yield from section("Other statements", _others(shelf, statement_id))
    yield from told.passages(shelf, statement_id)
    yield from told.history(shelf, statement_id)


def saying(shelf: Shelf, statement_id: str) -> Iterator[Line]:
    """Who said it, for whom, to whom, when, and through whom it is known."""
    row = shelf.row(statement_id)
    if not row:
        return
    yield from record(shelf, "Speaker", row["speaker_id"])
    yield from record(shelf, "For", row["on_behalf_of_id"])
    for party in shelf.referring("statement_parties", "statement_id", statement_id):
        yield from record(shelf, words.words(party["role"]).capitalize(), party["agent_id"])
    yield from told.more(shelf, "statement_parties", "statement_id", statement_id)
    yield from one("When", when_said(row, shelf.row(row["source_id"])))
    yield from one("Kind", f"{words.words(row['kind'])}. {words.meaning('statements', 'kind', row['kind'])}")
    yield from one("Through", words.meaning("statements", "medium", row["medium"]))
    yield from one("Words", words.meaning("statements", "attribution", row["attribution"]))
    yield from record(shelf, "Passed on by", row["relayed_by_id"])
    yield from inside(shelf, statement_id)
    yield from record(shelf, "Event", row["event_id"])


def when_said(statement: Row, source: Row) -> str:
    """When a statement was made; where that is not known, when its source was published, and that it is this date."""
    said, published = words.when(statement, "said"), words.when(source, "published")
    return said or (f"published {published}" if published else "")


def inside(shelf: Shelf, statement_id: str) -> Iterator[Line]:
    """The statements in which this one was reported, from the nearest outwards."""
    for depth in range(_DEEPEST):
        outer = shelf.row(statement_id).get("embedded_in_id")
        if not outer:
            return
        speaker = shelf.row(outer).get("speaker_id")
        by = [f" ({told.title(shelf, speaker)})"] if speaker else []
        yield from (Line(line.label, line.spans, depth) for line in one("Told inside", told.named(shelf, outer), *by))
        statement_id = outer


def _figures(shelf: Shelf, statement_id: str) -> Iterator[Line]:
    for row in shelf.referring("figures", "statement_id", statement_id):
        yield Line("", told.figure(shelf, row["id"]))
    yield from told.more(shelf, "figures", "statement_id", statement_id)
    for citation in shelf.referring("citations", "statement_id", statement_id):
        yield Line("Repeated", told.figure(shelf, citation["record_id"]))
    yield from told.more(shelf, "citations", "statement_id", statement_id)


def _others(shelf: Shelf, statement_id: str) -> Iterator[Line]:
    yield from record(shelf, "Answers or speaks of", shelf.row(statement_id)["refers_to_id"])
    for label, column in (("Spoken of in", "refers_to_id"), ("Tells of", "embedded_in_id")):
        for row in shelf.referring("statements", column, statement_id):
            yield from record(shelf, label, row["id"])
        yield from told.more(shelf, "statements", column, statement_id)
