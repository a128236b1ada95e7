"""The codes of a dataset as concept schemes (SKOS): one scheme a closed list, one concept a code."""

from rdflib import Graph, Literal, URIRef

from onrecord import iris
from onrecord.kinds import Node
from onrecord.tables import Column, Table
from onrecord.write.graphs import Statements, english, name, say


def concepts(base_iri: str) -> Graph:
    """The schemes of every closed list that a column's codes are from, in the namespace ``code`` of the dataset."""
    graph = Graph()
    for table, column in _coded_columns().values():
        _scheme(graph, table, column, base_iri)
    return graph


def _coded_columns() -> dict[str, tuple[Table, Column]]:
    """For each closed list whose codes are concepts, a column that has it, with its table."""
    columns = [(table, column) for table in iris.GRAPH_TABLES for column in table.columns]
    return {column.enumeration: (table, column) for table, column in columns if column.kind.node is Node.CONCEPT}


def _scheme(graph: Graph, table: Table, column: Column, base_iri: str) -> None:
    codes = iris.namespaces(base_iri)["code"]
    scheme = URIRef(codes + column.enumeration)
    about: Statements = {
        "rdf:type": name("skos:ConceptScheme"),
        "skos:prefLabel": english(column.enumeration.replace("_", " ")),
        "skos:definition": english(f"Codes of the {table.singular}'s {column.title}. {column.description}"),
    }
    say(graph, scheme, about)
    for value, meaning in column.codes.items():
        concept = URIRef(codes + iris.code(column, value))
        statements: Statements = {
            "rdf:type": name("skos:Concept"),
            "skos:prefLabel": english(value.replace("_", " ")),
            "skos:definition": english(meaning),
            "skos:notation": Literal(value),
            "skos:inScheme": scheme,
            "skos:topConceptOf": scheme,
        }
        say(graph, concept, statements)
        say(graph, scheme, {"skos:hasTopConcept": concept})
