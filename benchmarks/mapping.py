"""The triples of a table in words that every tool can be told, for peers that write the same graph as onrecord."""

from functools import reduce
from typing import TypedDict

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.iris import namespaces
from onrecord.kinds import Node
from onrecord.tables import Table
from onrecord.vocabulary import PREFIXES
from onrecord.write.phrases import Cell
from onrecord.write.terms import escaped
from onrecord.write.triples import Parts, Triple, triples


class Term(TypedDict, total=False):
    """An IRI that is the same in every row, or the cells of a column: as IRIs after a prefix, or as literals."""

    constant: str
    prefix: str
    datatype: str
    column: str


class Said(TypedDict):
    """A triple that each row states that has a value in its columns."""

    subject: Term
    predicate: str
    object: Term


def mapping(table: Table, language: str, base: str) -> list[Said]:
    """What the rows of a table say. Raises ValueError where a triple hangs on more than its cells."""
    known = {**PREFIXES, **namespaces(base)}
    return [_said(triple, known) for triple in triples(table, language)]


def texts(table: Table, rows: pa.Table, language: str, base: str) -> pa.Table:
    """The columns that a mapping names, as the texts that the graph has: whole IRIs for periods."""
    known, found = {**PREFIXES, **namespaces(base)}, dict[str, pa.Array]()
    for triple in triples(table, language):
        for cell in (part for part in (*triple.subject, *triple.object) if isinstance(part, Cell)):
            column = rows.column(cell.column).combine_chunks()
            text = column if cell.text is escaped else pc.cast(cell.text(column), pa.string())
            if cell in triple.object and _is_period(triple):
                text = pc.binary_join_element_wise(known["period"], text, "")
            found[_name(triple, cell)] = text
    return pa.table(found)


def _said(triple: Triple, known: dict[str, str]) -> Said:
    if triple.condition:
        raise ValueError(f"{triple.predicate} has a condition")
    return {
        "subject": _node(triple.subject, known),
        "predicate": _iri(triple.predicate, known),
        "object": _object(triple, known),
    }


def _object(triple: Triple, known: dict[str, str]) -> Term:
    if triple.column and (triple.column.kind.node is Node.LITERAL or _is_period_as_text(triple)):
        [cell] = (part for part in triple.object if isinstance(part, Cell))
        return {"datatype": _iri(triple.column.kind.datatype, known), "column": _name(triple, cell)}
    if triple.column and _is_period(triple):
        return {"prefix": "", "column": triple.column.name}
    return _node(triple.object, known)


def _name(triple: Triple, cell: Cell) -> str:
    """The name of the column with the texts of a cell: a period is a node in one triple and a literal in another."""
    return f"{cell.column} as text" if cell in triple.object and _is_period_as_text(triple) else cell.column


def _is_period(triple: Triple) -> bool:
    return triple.object[0] == "period:"


def _is_period_as_text(triple: Triple) -> bool:
    return triple.column is not None and triple.column.kind.node is Node.PERIOD and not _is_period(triple)


def _node(parts: Parts, known: dict[str, str]) -> Term:
    match parts:
        case [str(name)]:
            return {"constant": _iri(name, known)}
        case [str(name), Cell(column=column)]:
            return {"prefix": _iri(name, known), "column": column}
    raise ValueError(f"{parts} is no IRI of a column")


def _iri(name: str, known: dict[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return f"{known[prefix]}{local}"


def count(said: list[Said], rows: pa.Table) -> int:
    """How many triples the rows state."""
    return sum(_stated(each, rows) for each in said)


def _stated(said: Said, rows: pa.Table) -> int:
    columns = {term["column"] for term in (said["subject"], said["object"]) if "column" in term}
    return pc.sum(reduce(pc.and_, (pc.is_valid(rows.column(column)) for column in columns))).as_py() or 0
