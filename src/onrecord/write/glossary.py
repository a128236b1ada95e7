"""The ontology as a page for people: our own terms, and how each column stands in the graph."""

from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.term import Node as Term

from onrecord.iris import GRAPH_TABLES
from onrecord.tables import Column, Table
from onrecord.vocabulary import ONTOLOGY, PREFIXES
from onrecord.write.ontology import VERSION, ontology


def glossary() -> str:
    """The page, in Markdown."""
    return "\n".join(_lines(ontology())) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    yield f"# The terms of the graph\n\nOntology <{ONTOLOGY}>, version {VERSION}. Generated from the models."
    yield "\nMost of a release's graph is in the terms of others. Where nothing common fits, there is one of ours:"
    yield "\n## Classes\n\n| class | kind of | meaning |\n|---|---|---|"
    for term in _subjects(graph, OWL.Class):
        yield _row(_anchored(term), _all(graph, term, RDFS.subClassOf), _comments(graph, term))
    yield "\n## Properties\n\n| property | of | leads to | kind of | near | meaning |\n|---|---|---|---|---|---|"
    for term in _subjects(graph, OWL.ObjectProperty) + _subjects(graph, OWL.DatatypeProperty):
        ends = [_all(graph, term, end) for end in (RDFS.domain, RDFS.range, RDFS.subPropertyOf, RDFS.seeAlso)]
        yield _row(_anchored(term), *ends, _comments(graph, term))
    yield "\n## Tables and columns\n\nThe nodes of a table's rows, and the predicates from them to the values."
    for table in GRAPH_TABLES:
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield f"\n### {table.name}\n\n{', '.join(f'`{name}`' for name in table.classes)}\n"
    yield "| column | predicate |\n|---|---|"
    for column in table.columns:
        if column.term:
            yield _row(f"`{column.name}`", _predicates(table, column))
    for link in table.links:
        where = f", if {link.where[0]} is {' or '.join(link.where[1])}" if link.where else ""
        where += f", if the id starts with {' or '.join(f'`{prefix}-`' for prefix in link.of)}" if link.of else ""
        where += f", if `{link.exact}` is that day" if link.exact else ""
        where += f", if `{link.bound}` is that day or an interval that it bounds" if link.bound else ""
        other = f", if {link.foreign} is another language than the dataset's" if link.foreign else ""
        said = f"its {link.node}" if link.node else f"`{link.object}`{' as text' if link.as_text else ''}"
        yield _row(f"from `{link.subject}`", f"`{link.predicate}` to {said}{where}{other}")


def _predicates(table: Table, column: Column) -> str:
    assert column.term is not None
    names = ", ".join(f"`{name}`" for name in (column.term.predicate, *column.term.also))
    return f"{names} of a `{table.nodes[column.term.node]}`" if column.term.node else names


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _subjects(graph: Graph, kind: URIRef) -> list[Term]:
    return sorted(graph.subjects(RDF.type, kind), key=str)


def _all(graph: Graph, term: Term, predicate: URIRef) -> str:
    return ", ".join(_short(each) for each in sorted(graph.objects(term, predicate), key=str))


def _anchored(term: Term) -> str:
    """A term of ours where a link to it leads: the fragment of its IRI."""
    return f'<a id="{str(term).removeprefix(PREFIXES["onr"])}"></a>{_short(term)}'


def _comments(graph: Graph, term: Term) -> str:
    return " ".join(sorted(map(str, graph.objects(term, RDFS.comment))))


def _short(term: Term) -> str:
    iri = str(term)
    named = (f"`{prefix}:{iri[len(space) :]}`" for prefix, space in PREFIXES.items() if iri.startswith(space))
    return next(named, f"<{iri}>")
