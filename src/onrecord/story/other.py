"""The story of any other record: what is recorded of it, what belongs to it, and who refers to it."""

from collections.abc import Iterator
from typing import Any

from onrecord import kinds
from onrecord.story import told, words
from onrecord.story.figure import computed
from onrecord.story.shelf import Row, Shelf, table_of
from onrecord.story.story import Line, Section, Span
from onrecord.story.told import section
from onrecord.tables import TABLES, Column, Table

_TOLD = ("citations", "remarks", "changes", "source_links", "derivation_inputs", "conflicts")
"""Tables that have a section of their own."""
_WIKIDATA = "https://www.wikidata.org/wiki/"


def other_story(shelf: Shelf, record_id: str, *, whole: bool) -> Iterator[Section]:
    """The sections of any record's story; ``whole`` with everything that names it."""
    table = table_of(record_id)
    if table is None:
        return
    row = shelf.row(record_id)
    yield from section("What is recorded", _columns(shelf, table, row))
    if table.name == "derivations":
        yield from section("How it follows", computed(shelf, row))
    yield from section("What belongs to it", _nested(shelf, table, record_id))
    yield from told.remarks(shelf, record_id)
    yield from section("What it rests on", told.chain(shelf, record_id))
    yield from told.passages(shelf, record_id)
    yield from section("Named by", _named_by(shelf, table, record_id) if whole else ())
    yield from told.history(shelf, record_id)


def _columns(shelf: Shelf, table: Table, row: Row) -> Iterator[Line]:
    for column in table.columns:
        if row.get(column.name) is None or column.name == "id" or column.name in (table.parent, "recomputed"):
            continue
        if column.name == column.field:
            yield Line(_label(column), (_cell(shelf, column, row),))
        elif column.name.endswith("_edtf"):
            yield Line(column.field.replace("_", " ").capitalize(), (Span(words.when(row, column.field)),))


def _label(column: Column) -> str:
    return column.title.removesuffix(" id").capitalize()


def _cell(shelf: Shelf, column: Column, row: Row) -> Span:
    value: Any = row[column.name]
    if column.reference:
        return told.named(shelf, value)
    if column.kind is kinds.URL:
        return Span(value, url=value)
    if column.kind is kinds.WIKIDATA:
        return Span(value, url=f"{_WIKIDATA}{value}")
    if column.name == "native_name" or (column.name == "value" and "lang" in row):
        return Span(value, lang=row.get("native_lang") or row.get("lang") or "und")
    if column.kind is kinds.NUMBER:
        return Span(words.number(value))
    return Span(words.words(value) if column.codes else str(value))


def _nested(shelf: Shelf, table: Table, record_id: str) -> Iterator[Line]:
    for name in table.nested.values():
        child = TABLES[name]
        if name in _TOLD or not child.has_row_ids:
            continue
        for row in shelf.referring(name, child.parent, record_id):
            cells = [line.spans[0] for line in _columns(shelf, child, row)]
            spans = [part for cell in cells for part in (Span(", "), cell)][1:]
            yield Line(child.singular.capitalize(), tuple(spans))
        yield from told.more(shelf, name, child.parent, record_id)


def _named_by(shelf: Shelf, table: Table, record_id: str) -> Iterator[Line]:
    """Records that name this one, or that a row of theirs does."""
    for other in TABLES.values():
        if other.name in _TOLD or other.name in ("agents", "figures_wide", "records"):
            continue
        for column in other.columns:
            if (column.reference and column.name != other.parent) or other.name in ("figures", "derivations"):
                for row in shelf.referring(other.name, column.name, record_id):
                    owner = row[other.parent] if other.has_row_ids else row["id"]
                    label = f"{other.singular}, {column.title.removesuffix(' id')}".capitalize()
                    yield Line(
                        label, told.figure(shelf, owner) if other.name == "figures" else (told.named(shelf, owner),)
                    )
                yield from told.more(shelf, other.name, column.name, record_id)
