"""The JSON-LD context: rows of a release's tables, as JSON, are triples of its graph (JSON-LD 1.1, section 4.1)."""

from typing import Any

from onrecord import iris, kinds
from onrecord.kinds import Node
from onrecord.tables import TABLES, Column, Table
from onrecord.vocabulary import PREFIXES

_CODES = "codes"
"""The prefix of codes; not that of the graph, which is the name of a column too."""


def json_ld_context(base_iri: str) -> dict[str, Any]:
    """One scoped context a table, since the same column can be another term in another table.

    A row is an object with its table as ``@type``, without the columns that are empty, and with numbers as text. A
    dataset with another base or language says so in a context after this one: ``@base``, ``codes``, ``@language``.
    Left out is what a cell alone does not tell: periods, helper nodes, texts in a language of their own, yes and no.
    """
    spaces = iris.namespaces(base_iri)
    common = {"@version": 1.1, "@base": spaces["id"], "@language": "en", "id": "@id", _CODES: spaces["code"]}
    scoped = {table.name: _scoped(table) for table in TABLES.values() if table.in_rdf}
    return {"@context": {**common, **dict(sorted(PREFIXES.items())), **scoped}}


def _scoped(table: Table) -> dict[str, Any]:
    terms = {column.name: _term(column) for column in table.columns if _is_told(column)}
    return {"@id": table.classes[0], "@context": terms}


def _is_told(column: Column) -> bool:
    """Whether the cell alone is the object of a triple about its row."""
    if column.term is None or column.term.node or column.name == "id":
        return False
    return not column.term.language and column.kind is not kinds.FLAG and column.kind.node is not Node.PERIOD


def _term(column: Column) -> dict[str, Any]:
    assert column.term is not None
    said = {"@id": column.term.predicate}
    match column.kind.node:
        case Node.LITERAL:
            return {**said, "@type": column.kind.datatype}
        case Node.CONCEPT:
            return {**said, **_member(column, f"{_CODES}:{iris.code(column)}")}
        case Node.ENTITY:
            return {**said, **_member(column, PREFIXES[column.kind.namespace])}
        case Node.PROSE:
            return said
        case _:
            return {**said, "@type": "@id"}


def _member(column: Column, names: str) -> dict[str, Any]:
    """For cells that are the end of a name. Codes are terms of their own, for some are called like a column."""
    return {"@type": "@vocab", "@context": {"@vocab": names, **{code: names + code for code in column.codes}}}
