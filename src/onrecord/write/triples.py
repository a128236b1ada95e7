"""A table folded into the Turtle of one row: constants, cells, and a phrase for each triple that a row may lack.

Every triple has a line of its own, so a file's lines can be counted, searched and compared triple by triple.
"""

from collections.abc import Iterator
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.iris import PERIODS, Link
from onrecord.tables import Column, Table
from onrecord.write.phrases import Cell, Condition, Phrase
from onrecord.write.terms import as_is, period_name, term

Parts = tuple[str | Cell, ...]

_ID: Parts = ("id:", Cell("id", as_is))
_AND = " ;\n    "
_END = " .\n"


def row(table: Table, language: str) -> tuple[str | Cell | Phrase, ...]:
    """The triples that a row of a table states: its own, those of its helper nodes, and those about other records."""
    links = [link for link in table.links if link.subject == "id"]
    others = [link for link in table.links if link.subject != "id"]
    return (
        *_subject(table),
        " a " + f"{_AND}a ".join(table.classes),
        *(phrase for column in _columns(table) for phrase in _properties(column, language)),
        *(_link((f"{_AND}{_verb(link)} ", *_object(table, link, language)), table, link, language) for link in links),
        _END,
        *(part for node in table.nodes for part in _helper(table, node, language)),
        *(_link(_about_another(table, link, language), table, link, language) for link in others),
    )


def _subject(table: Table) -> Parts:
    return ("period:", Cell("edtf", period_name)) if table is PERIODS else _ID


def _columns(table: Table, node: str = "") -> list[Column]:
    """The columns whose values hang on a helper node, or on the row itself."""
    return [column for column in table.columns if column.term and column.term.node == node]


def _properties(column: Column, language: str) -> Iterator[Phrase]:
    assert column.term is not None
    for predicate in (column.term.predicate, *column.term.also):
        yield Phrase((f"{_AND}{predicate} ", *term(column, language)))


def _helper_name(node: str) -> Parts:
    return "node:", Cell("id", as_is), f"-{node}"


def _helper(table: Table, node: str, language: str) -> Iterator[Phrase]:
    columns = _columns(table, node)
    present = _any_value(columns)
    yield Phrase((*_helper_name(node), f" a {table.nodes[node]}"), present)
    for column in columns:
        yield from _properties(column, language)
    yield Phrase((_END,), present)


def _about_another(table: Table, link: Link, language: str) -> Parts:
    return "id:", Cell(link.subject, as_is), f" {_verb(link)} ", *_object(table, link, language), _END


def _verb(link: Link) -> str:
    return "a" if link.predicate == "rdf:type" else link.predicate


def _object(table: Table, link: Link, language: str) -> Parts:
    if link.node:
        return _helper_name(link.node)
    if ":" in link.object:
        return (link.object,)
    return _ID if link.object == "id" else term(table[link.object], language)


def _link(parts: Parts, table: Table, link: Link, language: str) -> Phrase:
    if link.node:
        return Phrase(parts, _any_value(_columns(table, link.node)))
    conditions = [_one_of(*link.where)] if link.where else []
    conditions += [_other_than(link.foreign, language)] if link.foreign else []
    return Phrase(parts, _all_of(conditions) if conditions else None)


def _any_value(columns: list[Column]) -> Condition:
    def holds(batch: pa.RecordBatch) -> pa.BooleanArray:
        return reduce(pc.or_, (pc.is_valid(batch.column(column.name)) for column in columns))

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
