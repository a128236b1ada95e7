"""Turtle carries the same facts as the tables, for two parsers that nobody here wrote."""

import io
import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from tests.rdf.hostile import BASE, TRAPS, dataset, datasets, days

import onrecord
from onrecord.dataset import Dataset
from onrecord.iris import GRAPH_TABLES
from onrecord.problems import UsageError
from onrecord.read.turtle import read_turtle
from onrecord.tables import TABLES
from onrecord.write.turtle import count_statements, write_dataset

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def turtle(data: Dataset) -> bytes:
    sink = io.BytesIO()
    assert write_dataset(data, sink) == sink.tell()
    return sink.getvalue()


def triples_of_rdflib(text: bytes) -> set[tuple[str, ...]]:
    graph = rdflib.Graph().parse(data=text, format="turtle")
    return {(str(s), str(p), *_parts_of_rdflib(o)) for s, p, o in graph}


def _parts_of_rdflib(node: rdflib.term.Node) -> tuple[str, ...]:
    if isinstance(node, rdflib.Literal):
        return str(node), node.language or "", str(node.datatype or ("" if node.language else XSD_STRING))
    assert isinstance(node, rdflib.URIRef)
    return (str(node),)


def triples_of_pyoxigraph(text: bytes) -> set[tuple[str, ...]]:
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
    return {(quad.subject.value, quad.predicate.value, *_parts_of_pyoxigraph(quad.object)) for quad in quads}


def _parts_of_pyoxigraph(node: object) -> tuple[str, ...]:
    if isinstance(node, pyoxigraph.Literal):
        return node.value, node.language or "", "" if node.language else node.datatype.value
    assert isinstance(node, pyoxigraph.NamedNode)
    return (node.value,)


@given(datasets())
@settings(max_examples=60, deadline=None)
def test_reading_the_graph_back_gives_equal_tables(data: Dataset) -> None:
    back = read_turtle(turtle(data), BASE)
    assert list(back) == [table.name for table in TABLES.values() if table.in_rdf]
    for name, table in back.items():
        assert table.to_pylist() == data.tables[name].to_pylist(), name
        assert table.schema == data.tables[name].schema


@given(datasets())
@settings(max_examples=25, deadline=None)
def test_two_parsers_read_the_same_triples_and_each_statement_has_a_line(data: Dataset) -> None:
    text = turtle(data)
    triples = triples_of_pyoxigraph(text)
    assert triples == triples_of_rdflib(text)
    quads = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE))
    assert count_statements(io.BytesIO(text)) == len(quads) >= len(triples)  # two rows may state the same triple


@given(datasets())
@settings(max_examples=10, deadline=None)
def test_bytes_repeat(data: Dataset) -> None:
    assert turtle(data) == turtle(data)


def test_an_empty_dataset_is_a_graph_without_triples() -> None:
    text = turtle(dataset({}))
    assert not triples_of_pyoxigraph(text)
    assert all(table.num_rows == 0 for table in read_turtle(text, BASE).values())


def test_a_file_is_read_like_its_bytes(tmp_path: Path) -> None:
    data = dataset({"places": [{"id": "place-a", "name": "A", "kind": "city"}]})
    path = tmp_path / "data.ttl"
    path.write_bytes(turtle(data))
    assert read_turtle(path, BASE)["places"].equals(data.tables["places"])


def test_the_text_of_a_small_graph() -> None:
    """Golden: what people see who open the file."""
    citation = {"id": "cite-1", "record_id": "fig-a", "source_id": "src-a", "start_char": 3, "end_char": 9}
    source = {"id": "src-a", "kind": "report", "label": 'The "A"', "url": "https://example.org/ä"}
    text = turtle(
        dataset({"sources": [source | days("published", "2023-09/2023-11")], "citations": [citation]})
    ).decode()
    assert re.sub(r"(?m)^@prefix .*\n", "", text) == (
        """period:2023-09%2F2023-11 a dcterms:PeriodOfTime ;
    onr:dateEdtf "2023-09/2023-11"^^locdt:edtf ;
    dcat:startDate "2023-09-01"^^xsd:date ;
    dcat:endDate "2023-11-30"^^xsd:date ;
    onr:precision code:precision-range .
id:src-a a onr:Source ;
    a prov:Entity ;
    dcterms:identifier "src-a" ;
    dcterms:type code:source_kind-report ;
    rdfs:label "The \\"A\\""@en ;
    schema:url <https://example.org/ä> ;
    onr:published period:2023-09%2F2023-11 ;
    a schema:Report ;
    dcterms:issued "2023-09/2023-11"^^locdt:edtf .
id:cite-1 a oa:SpecificResource ;
    dcterms:identifier "cite-1" ;
    onr:supports id:fig-a ;
    oa:hasSource id:src-a ;
    oa:hasSelector node:cite-1-selector .
node:cite-1-selector a oa:TextPositionSelector ;
    oa:start 3 ;
    oa:end 9 .
id:fig-a prov:wasDerivedFrom id:cite-1 .
"""
    )


def test_an_address_that_is_no_iri_stays_an_address() -> None:
    rows = [
        {"id": f"src-{number}", "kind": "report", "label": "A", "url": f"https://example.org/{trap}"}
        for number, trap in enumerate(TRAPS)
    ]
    data = dataset({"sources": rows})
    assert read_turtle(turtle(data), BASE)["sources"].equals(data.tables["sources"])


def test_every_column_can_be_told_apart_by_its_predicate() -> None:
    """Within a table, and among the tables whose rows share an IRI: the register and the records themselves."""
    register = [column.term.predicate for column in TABLES["records"].columns[1:] if column.term]
    for table in GRAPH_TABLES:
        own = [column.term.predicate for column in table.columns if column.term]
        assert len(own) == len(set(own)), table.name
        if table.authored and not table.has_row_ids and table.name != "records":
            assert not set(own) & set(register), table.name


def test_the_first_class_of_a_table_is_its_own() -> None:
    firsts = [table.classes[0] for table in GRAPH_TABLES]
    others = [name for table in GRAPH_TABLES for name in (*table.classes[1:], *table.nodes.values())]
    linked = [link.object for table in GRAPH_TABLES for link in table.links if link.predicate == "rdf:type"]
    assert len(firsts) == len(set(firsts))
    assert not set(firsts) & {*others, *linked}


def test_no_link_looks_like_a_column_of_the_record_that_it_is_about() -> None:
    covers = {"agents": ["organizations", "persons", "groups"], "records": [table.name for table in GRAPH_TABLES]}
    for table in GRAPH_TABLES:
        for link in table.links:
            reference = table[link.subject].reference
            about = covers.get(reference, [reference]) if reference else [table.name]
            for name in about:
                authored = name in TABLES and TABLES[name].authored and not TABLES[name].has_row_ids
                columns = TABLES[name].columns if authored or reference != "records" else ()
                assert link.predicate not in {column.term.predicate for column in columns if column.term}, (link, name)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('rdfs:label "A"@en', 'rdfs:label "A'),
        ('rdfs:label "A"@en', 'rdfs:comment "A"@en'),
        ("code:place_kind-city", "code:status-active"),
        (
            'dcterms:identifier "place-a" ;',
            'dcterms:identifier "place-a" ;\n    schema:containedInPlace <http://x.org> ;',
        ),
    ],
)
def test_a_graph_that_is_not_one_of_ours_is_refused(good: str, bad: str) -> None:
    text = turtle(dataset({"places": [{"id": "place-a", "name": "A", "kind": "city"}]})).decode()
    assert good in text
    with pytest.raises(UsageError):
        read_turtle(text.replace(good, bad).encode(), BASE)


@pytest.mark.parametrize("name", ["tiny", "flagship"])
def test_a_release_can_be_rebuilt_from_its_graph_alone(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Every table, those that the graph leaves out because they follow from others among them."""
    data: Dataset = request.getfixturevalue(name)
    path = tmp_path / "only.ttl"
    path.write_bytes(turtle(data))
    opened = onrecord.open(path)
    for table in TABLES.values():
        assert opened.table(table.name).to_arrow().equals(data.tables[table.name]), table.name
    assert opened.sql("SELECT count(*) AS n FROM figures_wide").to_dicts() == [{"n": len(data.tables["figures"])}]
    assert len(opened.sparql("SELECT * { ?figure a onr:Figure }")) == len(data.tables["figures"])


def test_a_store_may_have_spelled_the_graph_anew(tiny: Dataset, tmp_path: Path) -> None:
    """As another library writes it: other prefixes, other order; and as N-Triples, without any prefix."""
    graph = rdflib.Graph().parse(data=turtle(tiny), format="turtle")
    for ending, form in ((".ttl", "turtle"), (".nt", "nt")):
        path = tmp_path / f"other{ending}"
        graph.serialize(path, format=form, encoding="utf-8")
        assert onrecord.open(path).figures.to_arrow().equals(tiny.tables["figures"])


def test_what_is_no_graph_of_a_release_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.ttl"
    with pytest.raises(UsageError, match="is not a file"):
        onrecord.open(path)
    path.write_text("<https://example.org/a> <https://example.org/b> 1 .")
    opened = onrecord.open(path)
    for ask in (lambda: opened.figures, opened.verify, lambda: opened.descriptor):
        with pytest.raises(UsageError, match=r"holds no records|a graph alone"):
            ask()
