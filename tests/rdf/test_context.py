"""With the JSON-LD context, rows as JSON are triples of the graph, for two parsers that nobody here wrote."""

import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyoxigraph
import pytest
import rdflib

from onrecord.dataset import Dataset
from onrecord.iris import ANY_URI, IRI_PATTERN, namespaces
from onrecord.kinds import Node
from onrecord.tables import TABLES
from onrecord.vocabulary import BASE, PREFIXES
from onrecord.write.context import json_ld_context
from onrecord.write.turtle import write_dataset


def rows(data: Dataset) -> Iterator[dict[str, Any]]:
    """Every row of the tables of the graph, with its table, as whoever has the CSV may write it down."""
    for name, table in TABLES.items():
        for row in data.tables[name].to_pylist() if table.in_rdf else []:
            yield {"@type": name} | {column: said(column, value) for column, value in row.items() if value is not None}


def said(column: str, value: Any) -> Any:
    """As docs/rdf.md asks: an address that is no IRI with its datatype."""
    if column.endswith("url") and not re.match(IRI_PATTERN, value):
        return {"@value": value, "@type": ANY_URI}
    return text(value)


def text(value: Any) -> Any:
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    return value if isinstance(value, int) else str(value)


def document(data: Dataset) -> bytes:
    """The rows under the published context, and what is particular to the dataset after it."""
    spaces, language = namespaces(data.metadata.base_iri), data.metadata.language
    own = {"@base": spaces["id"], "codes": spaces["code"], "@language": language}
    return json.dumps({"@context": [json_ld_context(BASE)["@context"], own], "@graph": list(rows(data))}).encode()


def parsed(content: bytes, form: pyoxigraph.RdfFormat) -> set[pyoxigraph.Triple]:
    return {quad.triple for quad in pyoxigraph.parse(content, format=form)}


@pytest.mark.parametrize("name", ["tiny", "flagship"])
def test_rows_are_triples_of_the_graph(name: str, request: pytest.FixtureRequest) -> None:
    data: Dataset = request.getfixturevalue(name)
    sink = io.BytesIO()
    write_dataset(data, sink)
    graph = parsed(sink.getvalue(), pyoxigraph.RdfFormat.TURTLE)
    found = parsed(document(data), pyoxigraph.RdfFormat.JSON_LD)
    assert found <= graph
    assert len(found) > len(graph) / 3
    predicates = {triple.predicate.value for triple in found}
    assert {PREFIXES["schema"] + "measurementQualifier", PREFIXES["prov"] + "wasAttributedTo"} <= predicates


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib, of itself
def test_rdflib_reads_the_same(tiny: Dataset) -> None:
    content = document(tiny)
    found = rdflib.Graph().parse(data=content, format="json-ld")
    lines = found.serialize(format="nt", encoding="utf-8")
    assert parsed(lines, pyoxigraph.RdfFormat.N_TRIPLES) == parsed(content, pyoxigraph.RdfFormat.JSON_LD)


def test_every_code_and_reference_of_a_row_is_told() -> None:
    context = json_ld_context(BASE)["@context"]
    for name, table in TABLES.items():
        for column in table.columns if table.in_rdf else ():
            if column.term and not column.term.node and column.kind.node in (Node.CONCEPT, Node.RECORD):
                assert column.name in context[name]["@context"], (name, column.name)


def test_no_column_has_the_name_of_a_prefix_that_its_table_needs() -> None:
    context = json_ld_context(BASE)["@context"]
    for name, table in TABLES.items():
        if table.in_rdf:
            told = context[name]["@context"]
            needed = {text.partition(":")[0] for term in told.values() for text in (term["@id"], term.get("@type", ""))}
            assert not needed & set(told) and "codes" not in told
