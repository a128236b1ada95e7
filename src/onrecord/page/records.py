"""The records of a page as items of its lists: what a closed item shows, what it is found by, and its story."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from onrecord.story import Shelf, Story, tell, words
from onrecord.story.html import sections_html
from onrecord.story.shelf import Row
from onrecord.story.told import name_of_type, title

Html = Callable[[Story, int], Markup]
"""Writes a story with headings of a level."""

_UNDATED = "0000-00-00"


@dataclass(frozen=True)
class Item:
    """One record of a list."""

    id: str
    lead: str
    """What stands first and large: an amount, a day."""
    title: str
    about: tuple[tuple[str, str], ...]
    """Further facts in words, each with a name that the style knows."""
    marks: tuple[tuple[str, bool], ...]
    """Short words on the record, and whether they are doubts."""
    story: Markup
    facets: dict[str, str]
    """What it is filtered and sorted by: name to value."""


def figures(shelf: Shelf, shown: Collection[str], html: Html) -> list[Item]:
    """The figures among the records that are shown, the latest first."""
    items = [_figure(shelf, story, html) for story in _stories(shelf, shown, "figure")]
    return sorted(items, key=lambda item: (item.facets["when"], item.id), reverse=True)


def statements(shelf: Shelf, shown: Collection[str], html: Html) -> list[Item]:
    """The statements, the latest first."""
    items = [_statement(shelf, story, html) for story in _stories(shelf, shown, "statement")]
    return sorted(items, key=lambda item: (item.facets["when"], item.id), reverse=True)


def others(shelf: Shelf, html: Html) -> list[tuple[str, list[Item]]]:
    """All other records, by type."""
    kinds = ("organization", "person", "group", "source", "measure", "event", "place", "derivation")
    found = ((kind, [_other(story, html) for story in _stories(shelf, shelf.rows, kind)]) for kind in kinds)
    return [(kind, sorted(items, key=lambda item: (item.title.casefold(), item.id))) for kind, items in found if items]


def gone(shelf: Shelf, html: Html) -> list[Item]:
    """Ids that were withdrawn or replaced: their history alone."""
    ids = sorted(record_id for record_id in shelf.register if record_id not in shelf)
    stories = [story for record_id in ids if (story := tell(shelf, record_id))]
    return [_other(story, html) for story in stories]


def as_html(has: Callable[[str], bool]) -> Html:
    """How a story is written on a page that has some records, with headings of a level."""
    return lambda story, heading: sections_html(story, has, heading=heading)


def _stories(shelf: Shelf, shown: Collection[str], kind: str) -> Iterator[Story]:
    for record_id in sorted(shown):
        if name_of_type(record_id) == kind and (story := tell(shelf, record_id, whole=False)):
            yield story


def _other(story: Story, html: Html) -> Item:
    return Item(story.id, "", story.title, (), (), html(story, 4), {})


def _figure(shelf: Shelf, story: Story, html: Html) -> Item:
    row = shelf.row(story.id)
    who = title(shelf, row["reporter_id"]) if row["reporter_id"] else ""
    about = title(shelf, row["about_id"]) if row["about_id"] not in (None, row["reporter_id"]) else ""
    doubts = [
        (words.words(flag["flag"]), flag["flag"] != "signed_off")
        for flag in shelf.referring("figure_flags", "figure_id", story.id)
    ]
    doubts += [("corrected", True)] if row["corrected_by_id"] else []
    doubts += (
        [("contradicted", True)] if row["corroboration"] == "disputed" and ("disputed", True) not in doubts else []
    )
    plain = [] if row["modality"] == "observed" else [(words.words(row["modality"]), False)]
    size = next((row[name] for name in ("value", "high", "low") if row[name] is not None), None)
    return Item(
        story.id,
        words.amount(row),
        title(shelf, row["measure_id"]),
        tuple(
            (name, f"{before}{text}")
            for name, before, text in (
                ("when", "", words.when(row, "period")),
                ("subject", "about ", about),
                ("who", "according to ", who),
            )
            if text
        ),
        (*plain, *doubts),
        html(story, 3),
        {
            "when": _day(row, "period"),
            "size": "" if size is None else repr(size),
            "who": _ids(row["reporter_id"], row["about_id"]),
            "what": row["measure_id"],
            "kind": row["modality"],
            "doubt": "yes" if any(doubt for _, doubt in doubts) or _doubtful(story) else "",
        },
    )


def _statement(shelf: Shelf, story: Story, html: Html) -> Item:
    row = shelf.row(story.id)
    parties = shelf.referring("statement_parties", "statement_id", story.id)
    whom = [title(shelf, party["agent_id"]) for party in parties if party["role"] == "addressee"]
    against = [title(shelf, party["agent_id"]) for party in parties if party["role"] == "target"]
    relayed = title(shelf, row["relayed_by_id"]) if row["relayed_by_id"] else ""
    told = (
        [("told by " + relayed, True)]
        if relayed
        else [("second hand", True)]
        if row["attribution"] == "second_hand"
        else []
    )
    measures = {figure["measure_id"] for figure in shelf.referring("figures", "statement_id", story.id)}
    return Item(
        story.id,
        words.when(row, "said") or "undated",
        row["summary"],
        tuple(
            part
            for part in (
                ("who", title(shelf, row["speaker_id"])),
                ("whom", ", ".join(whom)),
                ("against", ", ".join(against)),
            )
            if part[1]
        ),
        ((words.words(row["kind"]), False), *told),
        html(story, 3),
        {
            "when": _day(row, "said"),
            "who": _ids(
                row["speaker_id"],
                row["on_behalf_of_id"],
                row["relayed_by_id"],
                *(party["agent_id"] for party in parties),
            ),
            "what": _ids(*sorted(measures)),
            "kind": row["kind"],
            "doubt": "yes" if told or _doubtful(story) else "",
        },
    )


def _doubtful(story: Story) -> bool:
    return any(section.doubt and section.title != "Remarks" for section in story.sections)


def _ids(*ids: str | None) -> str:
    return " ".join(dict.fromkeys(record_id for record_id in ids if record_id))


def _day(row: Row, field: str) -> str:
    """The last day of a period, or the first where that is open, to sort by."""
    day: date | None = row[f"{field}_end"] or row[f"{field}_start"]
    return day.isoformat() if day else _UNDATED
