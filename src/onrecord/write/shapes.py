"""Shapes of a dataset's graph (SHACL), from the tables: what every node of a class has, and of what type."""

import re
from collections.abc import Iterator

from rdflib import RDF, Graph, Literal, URIRef

from onrecord import iris
from onrecord.iris import GRAPH_TABLES, PERIODS, Link
from onrecord.kinds import Node
from onrecord.tables import TABLES, Column, Table
from onrecord.vocabulary import PREFIXES
from onrecord.write.graphs import Statements, english, name, say


def shapes(base_iri: str) -> Graph:
    """A node shape for each class that a table's rows or helper nodes have, with a property shape a column."""
    graph = Graph()
    for shape, target, columns in _targets():
        node = _named(base_iri, shape)
        say(graph, node, {"rdf:type": name("sh:NodeShape"), "sh:targetClass": name(target)})
        for column in columns:
            one = _named(base_iri, f"{shape}-{column.name}")
            say(graph, node, {"sh:property": one})
            say(graph, one, _property(shape, column))
            say(graph, one, _value(graph, column, base_iri))
    for table in GRAPH_TABLES:
        for link in table.links:
            if link.node:
                _say_helper(graph, table, link, base_iri)
    return graph


def _say_helper(graph: Graph, table: Table, link: Link, base_iri: str) -> None:
    """A row leads to its helper node, and must where that has a value in every row."""
    one = _named(base_iri, f"{table.name}-{link.node}-link")
    required = any(column.required for column in _columns(table, link.node))
    say(graph, _named(base_iri, table.name), {"sh:property": one})
    said: Statements = {
        "rdf:type": name("sh:PropertyShape"),
        "sh:path": name(link.predicate),
        "sh:class": name(table.nodes[link.node]),
        "sh:minCount": [Literal(1)] if required else [],
        "sh:maxCount": Literal(1),
        "sh:message": english(f"{table.name}: {'exactly' if required else 'at most'} one {link.node}"),
    }
    say(graph, one, said)


def _named(base_iri: str, local: str) -> URIRef:
    """Shapes and lists have names, for no file of a release has blank nodes."""
    return URIRef(iris.namespaces(base_iri)["shape"] + local)


def _targets() -> Iterator[tuple[str, str, list[Column]]]:
    """The name of each shape, its class and the columns whose values hang on nodes of that class."""
    for table in GRAPH_TABLES:
        yield table.name, table.classes[0], _columns(table, "")
        for node, target in table.nodes.items():
            yield f"{table.name}-{node}", target, _columns(table, node)


def _columns(table: Table, node: str) -> list[Column]:
    return [column for column in table.columns if column.term and column.term.node == node]


_LINKED = {link.predicate for table in GRAPH_TABLES for link in table.links}
"""Predicates that may lead to further objects than a column's one."""


def _property(shape: str, column: Column) -> Statements:
    assert column.term is not None
    count = "exactly one" if column.required else "at most one"
    shared = column.term.predicate in _LINKED
    said = f"{shape}: {column.name} has {'the type that it should' if shared else f'{count} value of its type'}"
    return {
        "rdf:type": name("sh:PropertyShape"),
        "sh:path": name(column.term.predicate),
        "sh:name": english(column.title),
        "sh:description": english(column.description),
        "sh:message": english(said),
        "sh:minCount": [Literal(1)] if column.required else [],
        "sh:maxCount": [] if shared else [Literal(1)],
    }


def _value(graph: Graph, column: Column, base_iri: str) -> Statements:
    """What an object must be."""
    match column.kind.node:
        case Node.LITERAL:
            return {"sh:datatype": name(column.kind.datatype), **_limits(column)}
        case Node.PROSE:
            return {"sh:datatype": name("rdf:langString")}
        case Node.WEB:
            return {"sh:nodeKind": name("sh:IRIOrLiteral"), "sh:pattern": Literal(column.kind.form)}
        case Node.RECORD:
            return {"sh:nodeKind": name("sh:IRI"), "sh:class": name(TABLES[column.reference].classes[0])}
        case Node.PERIOD:
            return {"sh:nodeKind": name("sh:IRI"), "sh:class": name(PERIODS.classes[0])}
        case Node.CONCEPT:
            codes = iris.namespaces(base_iri)["code"] + iris.code(column)
            return {"sh:in": _one_of(graph, column, codes, base_iri)}
        case Node.ENTITY:
            return _entity(graph, column, base_iri)


def _entity(graph: Graph, column: Column, base_iri: str) -> Statements:
    namespace = PREFIXES[column.kind.namespace]
    if column.codes:
        return {"sh:in": _one_of(graph, column, namespace, base_iri)}
    pattern = f"^{re.escape(namespace)}{column.pattern.removeprefix('^')}"
    return {"sh:nodeKind": name("sh:IRI"), "sh:pattern": Literal(pattern)}


def _limits(column: Column) -> Statements:
    """Patterns are those that XPath's regular expressions share with Python's, so none with ``\\x`` (SHACL, 4.4.3)."""
    portable = column.pattern and "\\x" not in column.pattern
    return {
        "sh:pattern": [Literal(column.pattern)] if portable else [],
        "sh:minInclusive": [] if column.minimum is None else [Literal(int(column.minimum))],
        "sh:maxInclusive": [] if column.maximum is None else [Literal(int(column.maximum))],
    }


def _one_of(graph: Graph, column: Column, namespace: str, base_iri: str) -> URIRef:
    """The RDF list of a column's codes, one named node a code; columns with the same codes share it."""
    rest: URIRef = RDF.nil
    for value in reversed(list(column.codes)):
        node = _named(base_iri, f"one-of-{iris.code(column, value)}")
        say(graph, node, {"rdf:first": URIRef(namespace + value), "rdf:rest": rest})
        rest = node
    return rest
