"""A table folded into the triples of one row, and into the Turtle of one row: constants, cells, phrases it may lack.

Every triple has a line of its own, so a file's lines can be counted, searched and compared triple by triple.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.iris import PERIODS, Link
from onrecord.tables import Column, Table
from onrecord.write.phrases import Cell, Condition, Phrase
from onrecord.write.terms import as_is, literal, period_name, term

Parts = tuple[str | Cell, ...]


@dataclass(frozen=True)
class Triple:
    """One triple that a row of a table states if every cell of it has a value and the condition holds."""

    subject: Parts
    predicate: str
    object: Parts
    column: Column | None = None
    """The column that the object is a cell of."""
    condition: Condition | None = None


TYPE = "rdf:type"
_ID: Parts = ("id:", Cell("id", as_is))
_AND = " ;\n    "
_END = " .\n"


def triples(table: Table, language: str) -> Iterator[Triple]:
    """What a row of a table states: of itself, of its helper nodes and of other records."""
    yield from _own(table, language)
    for node in table.nodes:
        yield from _helper(table, node, language)
    yield from _about_others(table, language)


def row(table: Table, language: str) -> tuple[Phrase, ...]:
    """The same as Turtle, a paragraph a subject."""
    return (
        *_paragraph(_own(table, language)),
        *(phrase for node in table.nodes for phrase in _paragraph(_helper(table, node, language))),
        *(phrase for triple in _about_others(table, language) for phrase in _paragraph([triple])),
    )


def _paragraph(said: Iterable[Triple]) -> Iterator[Phrase]:
    """Triples of one subject, of which all others need the first: it says what the subject is."""
    first, *others = said
    start = (*first.subject, f" {_verb(first)} ", *first.object)
    if not others:
        yield Phrase((*start, _END), first.condition)
        return
    yield Phrase(start, first.condition)
    for triple in others:
        yield Phrase((f"{_AND}{_verb(triple)} ", *triple.object), triple.condition)
    yield Phrase((_END,), first.condition)


def _verb(triple: Triple) -> str:
    return "a" if triple.predicate == TYPE else triple.predicate


def _own(table: Table, language: str) -> Iterator[Triple]:
    subject: Parts = ("period:", Cell("edtf", period_name)) if table is PERIODS else _ID
    yield from (Triple(subject, TYPE, (name,)) for name in table.classes)
    yield from _properties(subject, _columns(table), language)
    yield from (_linked(table, link, subject, language) for link in table.links if link.subject == "id")


def _helper(table: Table, node: str, language: str) -> Iterator[Triple]:
    subject, columns = _helper_name(node), _columns(table, node)
    yield Triple(subject, TYPE, (table.nodes[node],), condition=_any_value(columns))
    yield from _properties(subject, columns, language)


def _helper_name(node: str) -> Parts:
    return "node:", Cell("id", as_is), f"-{node}"


def _about_others(table: Table, language: str) -> Iterator[Triple]:
    for link in table.links:
        if link.subject != "id":
            yield _linked(table, link, ("id:", Cell(link.subject, as_is)), language)


def _columns(table: Table, node: str = "") -> list[Column]:
    """The columns whose values hang on a helper node, or on the row itself."""
    return [column for column in table.columns if column.term and column.term.node == node]


def _properties(subject: Parts, columns: list[Column], language: str) -> Iterator[Triple]:
    for column in columns:
        assert column.term is not None
        for predicate in (column.term.predicate, *column.term.also):
            yield Triple(subject, predicate, term(column, language), column)


def _linked(table: Table, link: Link, subject: Parts, language: str) -> Triple:
    conditions = [_any_value(_columns(table, link.node))] if link.node else []
    conditions += [_one_of(*link.where)] if link.where else []
    conditions += [_starts_with(link)] if link.of else []
    conditions += [_spelt(link.object, link.exact)] if link.exact else []
    conditions += [_bounds(link)] if link.bound else []
    conditions += [_other_than(link.foreign, language)] if link.foreign else []
    condition = _all_of(conditions) if conditions else None
    if link.node:
        return Triple(subject, link.predicate, _helper_name(link.node), condition=condition)
    if ":" in link.object:
        return Triple(subject, link.predicate, (link.object,), condition=condition)
    if link.object == "id":
        return Triple(subject, link.predicate, _ID, condition=condition)
    column = table[link.object]
    said = literal(column) if link.as_text else term(column, language)
    return Triple(subject, link.predicate, said, column, condition)


def _any_value(columns: list[Column]) -> Condition:
    def holds(batch: pa.RecordBatch) -> pa.BooleanArray:
        return reduce(pc.or_, (pc.is_valid(batch.column(column.name)) for column in columns))

    return holds


def _starts_with(link: Link) -> Condition:
    """Of rows whose subject is of one of some sorts."""

    def holds(batch: pa.RecordBatch) -> pa.BooleanArray:
        ids = batch.column(link.subject)
        return reduce(pc.or_, (pc.starts_with(ids, f"{prefix}-") for prefix in link.of))

    return holds


def _spelt(column: str, text: str) -> Condition:
    """Of rows whose text is what the cell of the other column looks like."""

    def holds(batch: pa.RecordBatch) -> pa.BooleanArray:
        return pc.fill_null(pc.equal(batch.column(text), pc.cast(batch.column(column), pa.string())), False)

    return holds


def _bounds(link: Link) -> Condition:
    """Of rows whose date is what the object looks like, or an interval with it on its side."""

    def holds(batch: pa.RecordBatch) -> pa.BooleanArray:
        side = pc.replace_substring_regex(batch.column(link.bound), link.other_side, "")
        return pc.fill_null(pc.equal(side, pc.cast(batch.column(link.object), pa.string())), False)

    return holds


def _one_of(column: str, codes: tuple[str, ...]) -> Condition:
    values = pa.array(codes, pa.string())

    def holds(batch: pa.RecordBatch) -> pa.BooleanArray:
        return pc.is_in(batch.column(column), value_set=values)

    return holds


def _other_than(column: str, value: str) -> Condition:
    def holds(batch: pa.RecordBatch) -> pa.BooleanArray:
        return pc.fill_null(pc.not_equal(batch.column(column), value), True)

    return holds


def _all_of(conditions: list[Condition]) -> Condition:
    def holds(batch: pa.RecordBatch) -> pa.BooleanArray:
        return reduce(pc.and_, (condition(batch) for condition in conditions))

    return holds
