"""The records of a page as items of its lists: what a closed item shows, what it is found by, and its story."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from onrecord.story import Shelf, Story, tell, words
from onrecord.story.html import sections_html
from onrecord.story.shelf import Row
from onrecord.story.statement import when_said
from onrecord.story.told import name_of_type, title

Html = Callable[[Story, int], Markup]
"""Writes a story with headings of a level."""

Mark = tuple[str, bool]
"""A short word on a record, and whether it is a doubt."""

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
    marks: tuple[Mark, ...]
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


def others(shelf: Shelf, shown: Collection[str], html: Html) -> list[tuple[str, list[Item]]]:
    """All other records that are shown, by type."""
    kinds = ("organization", "person", "group", "source", "measure", "event", "place", "derivation")
    found = ((kind, [_other(story, html) for story in _stories(shelf, shown, kind)]) for kind in kinds)
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
    doubts = _doubts(shelf, row)
    plain = [] if row["modality"] == "observed" else [(words.words(row["modality"]), False)]
    size = next((row[name] for name in ("value", "high", "low") if row[name] is not None), None)
    subject = row["about_id"] if row["about_id"] != row["reporter_id"] else None
    dimensions = shelf.referring("figure_dimensions", "figure_id", row["id"])
    return Item(
        story.id,
        words.amount(row),
        title(shelf, row["measure_id"]),
        _about(
            ("when", "", words.when(row, "period")),
            ("where", "", _names(shelf, row["place_id"])),
            ("part", "", ", ".join(f"{each['dimension']}: {each['value']}" for each in dimensions)),
            ("subject", "about ", _names(shelf, subject)),
            ("who", "according to ", _names(shelf, row["reporter_id"])),
        ),
        (*plain, *doubts),
        html(story, 3),
        {
            "when": _day(row, "period") or _UNDATED,
            "size": "" if size is None else repr(size),
            "who": _ids(row["reporter_id"], row["about_id"]),
            "what": row["measure_id"],
            "kind": row["modality"],
            "doubt": "yes" if any(doubt for _, doubt in doubts) or _doubtful(story) else "",
        },
    )


def _doubts(shelf: Shelf, row: Row) -> list[Mark]:
    flags = [flag["flag"] for flag in shelf.referring("figure_flags", "figure_id", row["id"])]
    marks = [(words.words(flag), flag != "signed_off") for flag in flags]
    if row["corrected_by_id"]:
        marks.append(("corrected", True))
    if row["corroboration"] == "disputed" and "disputed" not in flags:
        marks.append(("contradicted", True))
    return marks


def _statement(shelf: Shelf, story: Story, html: Html) -> Item:
    row = shelf.row(story.id)
    parties = shelf.referring("statement_parties", "statement_id", story.id)
    by_role = {
        role: [party["agent_id"] for party in parties if party["role"] == role] for role in ("addressee", "target")
    }
    relayed = _relayed(shelf, row)
    measures = {figure["measure_id"] for figure in shelf.referring("figures", "statement_id", story.id)}
    involved = (row["speaker_id"], row["on_behalf_of_id"], row["relayed_by_id"])
    return Item(
        story.id,
        when_said(row, shelf.row(row["source_id"])) or "undated",
        row["summary"],
        _about(
            ("who", "", _names(shelf, row["speaker_id"])),
            ("whom", "to ", _names(shelf, *by_role["addressee"])),
            ("against", "on ", _names(shelf, *by_role["target"])),
        ),
        ((words.words(row["kind"]), False), *relayed),
        html(story, 3),
        {
            "when": _day(row, "said") or _day(shelf.row(row["source_id"]), "published") or _UNDATED,
            "who": _ids(*involved, *(party["agent_id"] for party in parties)),
            "what": _ids(*sorted(measures)),
            "kind": row["kind"],
            "doubt": "yes" if relayed or _doubtful(story) else "",
        },
    )


def _relayed(shelf: Shelf, row: Row) -> list[Mark]:
    if row["relayed_by_id"]:
        return [(f"told by {title(shelf, row['relayed_by_id'])}", True)]
    return [("second hand", True)] if row["attribution"] == "second_hand" else []


def _about(*facts: tuple[str, str, str]) -> tuple[tuple[str, str], ...]:
    """Facts that are known: name, what stands before, and the text."""
    return tuple((name, f"{before}{text}") for name, before, text in facts if text)


def _names(shelf: Shelf, *ids: str | None) -> str:
    return ", ".join(title(shelf, record_id) for record_id in ids if record_id)


def _doubtful(story: Story) -> bool:
    return any(section.doubt and section.title != "Remarks" for section in story.sections)


def _ids(*ids: str | None) -> str:
    return " ".join(dict.fromkeys(record_id for record_id in ids if record_id))


def _day(row: Row, field: str) -> str:
    """The last day of a period, or the first where that is open, to sort by; empty where neither is known."""
    day: date | None = row.get(f"{field}_end") or row.get(f"{field}_start")
    return day.isoformat() if day else ""
