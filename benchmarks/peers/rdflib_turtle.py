"""rdflib: a graph of its own terms made of the columns, then serialized."""

from pathlib import Path
from typing import Any

import pyarrow as pa
from given import terms_of, timed
from rdflib import XSD, Graph, Literal, URIRef


def write(table: pa.Table, said: list[dict[str, Any]], into: Path) -> None:
    """Fills a graph and writes it as Turtle."""
    graph = Graph()
    for triple in terms_of(table, said, URIRef, _literal):
        graph.add(triple)
    graph.serialize(str(into), format="turtle")


def _literal(text: str, datatype: URIRef) -> Literal:
    return Literal(text) if datatype == XSD.string else Literal(text, datatype=datatype, normalize=False)


if __name__ == "__main__":
    timed(write)
