"""What stories of all sorts tell: names and titles, the passages and the chain of sources, remarks, history."""

from collections.abc import Iterable, Iterator

from onrecord.story import words
from onrecord.story.shelf import Row, Shelf, table_of
from onrecord.story.story import Line, Section, Span

_NAMES = ("name", "label", "summary")
_DEEPEST = 8
"""Chains are followed so far; a circle ends there too."""
_HASH = 12
"""Characters of a passage's hash that are shown."""
_CELL = 160
"""Characters of a changed cell that are shown."""


def title(shelf: Shelf, record_id: str) -> str:
    """What a record is called: its name, its summary, or what it says; its id where no more is known."""
    row = shelf.row(record_id)
    named = next((row[column] for column in _NAMES if row.get(column)), None)
    if named:
        return str(named)
    if "measure_id" in row:
        return f"{words.amount(row)} ({title(shelf, row['measure_id'])})"
    if "operation" in row:
        return f"{words.words(row['operation'])}: {title(shelf, row['figure_id'])}"
    return record_id


def named(shelf: Shelf, record_id: str) -> Span:
    """A record's title as a span that leads to it."""
    return Span(title(shelf, record_id), id=record_id)


def one(label: str, *parts: str | Span | None) -> list[Line]:
    """A line of texts and spans; none where one of them is missing or empty."""
    if not all(parts):
        return []
    return [Line(label, tuple(part if isinstance(part, Span) else Span(part) for part in parts if part))]


def record(shelf: Shelf, label: str, record_id: str | None) -> list[Line]:
    """A line that names a record; none where there is none."""
    return one(label, named(shelf, record_id)) if record_id else []


def more(shelf: Shelf, table: str, column: str, record_id: str, depth: int = 0) -> Iterator[Line]:
    """A line that says how many rows are left to the tables; none where all are told."""
    if left := shelf.left_out(table, column, record_id):
        yield Line("", (Span(f"and {words.number(left)} more, in the table {table}"),), depth)


def section(heading: str, lines: Iterable[Line], *, doubt: bool = False) -> list[Section]:
    """A section; none where it has no lines."""
    told = tuple(lines)
    return [Section(heading, told, doubt)] if told else []


def figure(shelf: Shelf, figure_id: str) -> tuple[Span, ...]:
    """A figure as others refer to it: its amount and measure, when, of which part, where, and by whom."""
    row = shelf.row(figure_id)
    if "measure_id" not in row:
        return (named(shelf, figure_id),)
    named_here = (title(shelf, row[column]) for column in ("place_id", "reporter_id") if row[column])
    dimensions = shelf.referring("figure_dimensions", "figure_id", figure_id)
    which = (f"{each['dimension']}: {each['value']}" for each in dimensions)
    parts = [words.when(row, "period"), *which, *named_here]
    return (named(shelf, figure_id), Span("".join(f", {part}" for part in parts if part)))


def passages(shelf: Shelf, record_id: str) -> list[Section]:
    """Where in which sources a record stands, and what those rest on."""
    lines: list[Line] = []
    seen: set[str] = set()
    for citation in shelf.referring("citations", "record_id", record_id):
        lines += one(_place(citation), named(shelf, citation["source_id"]), _published(shelf, citation["source_id"]))
        if citation["source_id"] not in seen:
            seen.add(citation["source_id"])
            lines += _address(shelf.row(citation["source_id"]), 1)
            lines += chain(shelf, citation["source_id"])
    lines += more(shelf, "citations", "record_id", record_id)
    return section("Where it stands", lines)


def _place(citation: Row) -> str:
    parts = [
        f"Paragraph {citation['paragraph']}" if citation["paragraph"] is not None else "",
        f"characters {citation['start_char']} to {citation['end_char']}" if citation["start_char"] is not None else "",
        citation["locator"] or "",
        f"SHA-256 {citation['passage_sha256'][:_HASH]}\N{HORIZONTAL ELLIPSIS}" if citation["passage_sha256"] else "",
    ]
    return ", ".join(part for part in parts if part) or "In"


def _published(shelf: Shelf, source_id: str) -> str:
    row = shelf.row(source_id)
    publisher = title(shelf, row["publisher_id"]) if row.get("publisher_id") else ""
    parts = [part for part in (publisher, words.when(row, "published")) if part]
    return f" ({', '.join(parts)})" if parts else " "


def _address(source: Row, depth: int) -> Iterator[Line]:
    for label, column in (("At", "url"), ("Archived at", "archived_url")):
        if source.get(column):
            yield Line(label, (Span(source[column], url=source[column]),), depth)


def chain(shelf: Shelf, source_id: str, depth: int = 1) -> Iterator[Line]:
    """What a source rests on, step by step."""
    if depth > _DEEPEST:
        return
    for link in shelf.referring("source_links", "source_id", source_id):
        how = words.meaning("source_links", "relation", link["relation"]).rstrip(".")
        translated = words.meaning("source_links", "translation", link["translation"]).rstrip(".").lower()
        about = (Span(_published(shelf, link["origin_id"])), *([Span(f"; {translated}")] if translated else []))
        yield Line(how, (named(shelf, link["origin_id"]), *about), depth)
        yield from chain(shelf, link["origin_id"], depth + 1)
    yield from more(shelf, "source_links", "source_id", source_id, depth)


def remarks(shelf: Shelf, *record_ids: str | None) -> list[Section]:
    """Remarks on a record, and on others that bear on it."""
    lines: list[Line] = []
    for position, record_id in enumerate(dict.fromkeys(filter(None, record_ids))):
        for row in shelf.referring("remarks", "record_id", record_id):
            on = [Span("on "), named(shelf, record_id), Span(": ")] if position else []
            lines.append(Line(words.words(row["kind"]).capitalize(), (*on, Span(row["text"]))))
        lines += more(shelf, "remarks", "record_id", record_id)
    return section("Remarks", lines, doubt=True)


def history(shelf: Shelf, record_id: str) -> list[Section]:
    """Since when a record is on the register, and what changed."""
    entry = shelf.register.get(record_id)
    lines: list[Line] = []
    if entry:
        state = words.meaning("records", "status", entry["status"])
        lines += one("Register", f"since {entry['since']}, last changed in {entry['changed']}. {state}")
        lines += record(shelf, "Replaced by", entry["replaced_by_id"]) + one("Reason", entry["reason"])
    for change in shelf.referring("changes", "record_id", record_id):
        what = change["column_name"] or change["table_name"]
        cells = " \N{RIGHTWARDS ARROW} ".join((_cut(change["before"]), _cut(change["after"])))
        lines += one(change["version"], f"{what}: {cells}{' ' + change['reason'] if change['reason'] else ''}")
    lines += more(shelf, "changes", "record_id", record_id)
    return section("History", lines)


def _cut(text: str | None) -> str:
    if not text:
        return "(empty)"
    return text if len(text) <= _CELL else f"{text[:_CELL]}\N{HORIZONTAL ELLIPSIS}"


def name_of_type(record_id: str) -> str:
    """What sort of record an id names."""
    table = table_of(record_id)
    return table.singular if table else "record"
