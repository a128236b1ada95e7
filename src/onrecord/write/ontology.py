"""The ontology of onrecord's own terms (OWL 2): every ``onr:`` class and property that a table uses."""

import re
from collections import defaultdict
from collections.abc import Iterator

from rdflib import Graph, Literal, URIRef

from onrecord.iris import GRAPH_TABLES, PERIODS
from onrecord.kinds import Node
from onrecord.tables import TABLES, Column, Table
from onrecord.vocabulary import ONTOLOGY
from onrecord.write.graphs import Statements, english, name, names, say

VERSION = "2.0.0"
"""Of the ontology: the major number grows when a term changes its meaning or goes."""

_LINKED = {
    "onr:DerivedFigure": "A figure that follows from other figures; a derivation says how.",
    "onr:conflictsWith": "Another figure of the same thing that cannot hold if this one does.",
}
"""Terms that no column has, only links between records."""

_BROADER = {
    "onr:Source": "schema:CreativeWork",
    "onr:Statement": "schema:CreativeWork",
    "onr:attributionText": "schema:creditText",
    "onr:code": "schema:identifier",
    "onr:correctedBy": "dcterms:isReplacedBy",
    "onr:nativeName": "rdfs:label",
    "onr:recordType": "dcterms:type",
    "onr:retrieved": "dcterms:date",
    "onr:scope": "dcterms:temporal",
}
"""Terms of others that ours are kinds of, where the graph does not say both."""

_NEAR = {
    "onr:licence": "schema:license",
    "onr:passageSha256": "schema:sha256",
    "onr:place": "schema:location",
    "onr:population": "schema:populationType",
    "onr:published": "dcterms:issued",
    "onr:reason": "skos:changeNote",
    "onr:reported": "dcterms:issued",
    "onr:said": "dcterms:created",
    "onr:sha256": "schema:sha256",
    "onr:version": "schema:version",
}
"""Terms of others that mean nearly the same, but lead to another sort of value or are of another sort of thing."""

Uses = list[tuple[Table, Column]]


def ontology() -> Graph:
    """The ontology. Domains and ranges stand where all uses of a term agree on one."""
    graph = Graph()
    _header(graph)
    for term, comment in {**dict(_classes()), **_linked_classes()}.items():
        _declare(graph, term, "owl:Class", [comment])
        say(graph, name(term), {"rdfs:subClassOf": names(_broader_classes(term))})
    for term, uses in _properties().items():
        _property(graph, term, uses)
    for term in _linked_properties():
        _linked_property(graph, term)
    return graph


def _header(graph: Graph) -> None:
    statements: Statements = {
        "rdf:type": name("owl:Ontology"),
        "rdfs:label": english("Who said what, and how many"),
        "rdfs:comment": english("Terms for reported statements and figures that no common vocabulary has."),
        "owl:versionInfo": Literal(VERSION),
        "owl:versionIRI": URIRef(f"{ONTOLOGY}/{VERSION}"),
    }
    say(graph, URIRef(ONTOLOGY), statements)


def _declare(graph: Graph, term: str, kind: str, comments: list[str]) -> None:
    statements: Statements = {
        "rdf:type": name(kind),
        "rdfs:label": english(_words(term)),
        "rdfs:comment": [english(comment) for comment in comments],
        "rdfs:isDefinedBy": URIRef(ONTOLOGY),
    }
    say(graph, name(term), statements)
    say(graph, name(term), {"rdfs:seeAlso": names([_NEAR[term]] if term in _NEAR else [])})


def _words(term: str) -> str:
    """A term's local name as words: ``onr:onBehalfOf`` is ``on behalf of``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", term.partition(":")[2]).lower()


def _own(term: str) -> bool:
    return term.startswith("onr:")


def _classes() -> Iterator[tuple[str, str]]:
    for table in GRAPH_TABLES:
        yield from ((term, table.description) for term in table.classes if _own(term))


def _linked_classes() -> dict[str, str]:
    objects = {link.object for table in GRAPH_TABLES for link in table.links if link.predicate == "rdf:type"}
    return {term: _LINKED[term] for term in sorted(objects) if _own(term)}


def _broader_classes(term: str) -> list[str]:
    """The classes that rows of a class of ours have besides; for a linked class, that of the records it marks."""
    rows = [table.classes[1:] for table in GRAPH_TABLES if table.classes[0] == term]
    marked = [
        TABLES[table[link.subject].reference].classes[:1]
        for table in GRAPH_TABLES
        for link in table.links
        if link.object == term
    ]
    return [broader for classes in (*rows, *marked, _further(term)) for broader in classes]


def _further(term: str) -> list[str]:
    return [_BROADER[term]] if term in _BROADER else []


def _linked_properties() -> list[str]:
    return sorted({link.predicate for table in GRAPH_TABLES for link in table.links if _own(link.predicate)})


def _properties() -> dict[str, Uses]:
    uses: dict[str, Uses] = defaultdict(list)
    for table in GRAPH_TABLES:
        for column in table.columns:
            for term in (column.term.predicate, *column.term.also) if column.term else ():
                if _own(term):
                    uses[term].append((table, column))
    return uses


def _property(graph: Graph, term: str, uses: Uses) -> None:
    literal = {column.kind.node in (Node.LITERAL, Node.PROSE) for _, column in uses}
    if len(literal) > 1:
        raise ValueError(f"{term} is used for literals and for nodes")
    _declare(graph, term, "owl:DatatypeProperty" if literal == {True} else "owl:ObjectProperty", _comments(uses))
    further = set.intersection(*(set(column.term.also) for _, column in uses if column.term))
    say(graph, name(term), {"rdfs:subPropertyOf": names([*further, *_further(term)])})
    domains = {_domain(table, column) for table, column in uses}
    ranges = {_range(column) for _, column in uses}
    if len(domains) == 1:
        say(graph, name(term), {"rdfs:domain": name(domains.pop())})
    if len(ranges) == 1 and (only := ranges.pop()):
        say(graph, name(term), {"rdfs:range": name(only)})


def _linked_property(graph: Graph, term: str) -> None:
    """A property that only links state; symmetric where for every link there is one the other way."""
    links = [(table, link) for table in GRAPH_TABLES for link in table.links if link.predicate == term]
    there = {(table.name, link.subject, link.object) for table, link in links}
    back = {(table.name, link.object, link.subject) for table, link in links}
    _declare(graph, term, "owl:ObjectProperty", [_LINKED[term]])
    domains = {TABLES[table[link.subject].reference].classes[0] for table, link in links}
    ranges = {TABLES[table[link.object].reference].classes[0] for table, link in links}
    say(graph, name(term), {"rdfs:domain": names(domains) if len(domains) == 1 else []})
    say(graph, name(term), {"rdfs:range": names(ranges) if len(ranges) == 1 else []})
    say(graph, name(term), {"rdf:type": names(["owl:SymmetricProperty"] if there == back else [])})


def _comments(uses: Uses) -> list[str]:
    if len(uses) == 1:
        return [uses[0][1].description]
    return [f"In `{table.name}`: {column.description}" for table, column in uses]


def _domain(table: Table, column: Column) -> str:
    node = column.term.node if column.term else ""
    return table.nodes[node] if node else table.classes[0]


def _range(column: Column) -> str:
    """The class or datatype of a column's objects; empty where there is none to name."""
    match column.kind.node:
        case Node.LITERAL:
            return column.kind.datatype
        case Node.PROSE:
            return "rdf:langString"
        case Node.CONCEPT:
            return "skos:Concept"
        case Node.PERIOD:
            return PERIODS.classes[0]
        case Node.RECORD:
            return TABLES[column.reference].classes[0]
        case _:
            return ""
