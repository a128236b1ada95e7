"""Cells as RDF terms in Turtle: each kind of value as an IRI or a literal."""

import pyarrow as pa
import pyarrow.compute as pc

from onrecord import iris
from onrecord.kinds import Node
from onrecord.tables import Column
from onrecord.text import decimal_text, replaced
from onrecord.write.phrases import Cell

_ESCAPES = ("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")
"""What a quoted literal cannot hold as it is (RDF 1.1 Turtle, section 6.5, STRING_LITERAL_QUOTE); first, the mark that
the others are escaped with."""

_PERIOD_MARKS = tuple((mark, f"%{ord(mark):02X}") for mark in "%/.~?")
"""The marks of EDTF that are not plain in a local name (RDF 1.1 Turtle, section 6.5, PN_LOCAL). First the per cent."""


def as_is(column: pa.StringArray) -> pa.StringArray:
    """Cells whose pattern leaves nothing to escape, such as ids."""
    return column


def escaped(column: pa.StringArray) -> pa.StringArray:
    """Cells as the inside of a quoted literal."""
    return replaced(column, _ESCAPES)


def period_name(column: pa.StringArray) -> pa.DictionaryArray:
    """EDTF strings as local names in the namespace ``period``. Many rows share a period: each is encoded once."""
    periods = pc.dictionary_encode(column)
    return pa.DictionaryArray.from_arrays(periods.indices, replaced(periods.dictionary, _PERIOD_MARKS))


def _plain(column: pa.Array) -> pa.StringArray:
    return pc.cast(column, pa.string())


def _boolean(column: pa.StringArray) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pc.cast(pc.equal(column, "yes"), pa.int8()), ["false", "true"])


def web(column: pa.StringArray, datatype: str) -> pa.StringArray:
    """Addresses as nodes; those that no graph can have a node for as literals of a datatype."""
    node = pc.binary_join_element_wise("<", column, ">", "")
    literal = pc.binary_join_element_wise('"', escaped(column), f'"^^{datatype}', "")
    return pc.if_else(pc.match_substring_regex(column, iris.IRI_PATTERN), node, literal)


def _web(column: pa.StringArray) -> pa.StringArray:
    return web(column, iris.ANY_URI)


def _tag(column: pa.StringArray) -> pa.StringArray:
    return pc.fill_null(column, iris.UNDETERMINED)


_TEXTS = {"xsd:integer": _plain, "xsd:boolean": _boolean, "xsd:decimal": decimal_text, "xsd:date": _plain}
_BARE = "xsd:integer", "xsd:boolean"


def term(column: Column, language: str) -> tuple[str | Cell, ...]:
    """A column's cells as RDF terms; ``language`` is that of the dataset, for prose that names no other."""
    name, kind = column.name, column.kind
    match kind.node:
        case Node.RECORD:
            return "id:", Cell(name, as_is)
        case Node.CONCEPT:
            return f"code:{iris.code(column)}", Cell(name, as_is)
        case Node.ENTITY:
            return f"{kind.namespace}:", Cell(name, as_is)
        case Node.PERIOD:
            return "period:", Cell(name, period_name)
        case Node.WEB:
            return (Cell(name, _web),)
        case Node.PROSE:
            other = column.term.language if column.term else ""
            return '"', Cell(name, escaped), '"@', Cell(other, _tag) if other else language
        case Node.LITERAL:
            return literal(column)


def literal(column: Column) -> tuple[str | Cell, ...]:
    """A column's cells as literals of their kind's datatype."""
    datatype = column.kind.datatype
    cell = Cell(column.name, _TEXTS.get(datatype, escaped))
    if datatype in _BARE:
        return (cell,)
    return '"', cell, '"' if datatype == "xsd:string" else f'"^^{datatype}'
