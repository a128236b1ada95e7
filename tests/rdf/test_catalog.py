"""The catalog describes a release: by DCAT 3, and without making anything up."""

import io
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from rdflib import DCTERMS, PROV, RDF, RDFS, SH, VOID, BNode, Graph, Literal, Namespace, URIRef
from tests.rdf.good import good
from tests.rdf.hostile import BASE, METADATA, TRAPS
from tests.rdf.test_ntriples import parsed

from onrecord.dataset import Dataset
from onrecord.models import Metadata
from onrecord.models.base import Label
from onrecord.models.metadata import RESERVED, Contact, Contributor
from onrecord.write.catalog import catalog
from onrecord.write.files import File
from onrecord.write.graphs import turtle
from onrecord.write.package import write_release
from onrecord.write.turtle import prologue, write_dataset

DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own is version 2
SPDX = Namespace("http://spdx.org/rdf/terms#")
QUERIES = Path(__file__).parents[2] / "queries"
FILES = [
    File("data/figures.csv", 120, "ab" * 32),
    File("rdf/tiny.ttl", 10240, "cd" * 32),
]
LABEL: TypeAdapter[str] = TypeAdapter(Label)
RELEASE = URIRef(f"{BASE}release/1.2.0")


def test_a_release_names_its_version_its_makers_and_what_came_before() -> None:
    graph = catalog(good(), FILES, triples=99, previous="1.1.0")
    assert graph.value(RELEASE, DCAT.version) == Literal("1.2.0")
    assert graph.value(RELEASE, DCAT.previousVersion) == URIRef(f"{BASE}release/1.1.0")
    assert graph.value(RELEASE, PROV.wasRevisionOf) == URIRef(f"{BASE}release/1.1.0")
    assert graph.value(RELEASE, DCTERMS.publisher) == URIRef(f"{RELEASE}#contributor-2")
    assert graph.value(RELEASE, VOID.triples) == Literal(99)
    partition = URIRef(f"{RELEASE}#figures")
    assert graph.value(partition, VOID.entities) == Literal(2)


@pytest.mark.parametrize(("roles", "publisher"), [(("author", "publisher"), 2), (("author", "editor"), 1)])
def test_the_catalog_has_one_publisher(roles: tuple[str, ...], publisher: int) -> None:
    people = tuple(Contributor(title="Ann", role=role) for role in roles)
    metadata = METADATA.model_copy(update={"contributors": people})
    graph = catalog(replace(good(), metadata=metadata), FILES)
    one = graph.value(None, RDF.type, DCAT.Catalog)
    for node in (one, RELEASE):
        assert list(graph.objects(node, DCTERMS.publisher)) == [URIRef(f"{RELEASE}#contributor-{publisher}")]
    assert list(graph.objects(RELEASE, DCTERMS.creator)) == [URIRef(f"{RELEASE}#contributor-1")]
    others = [URIRef(f"{RELEASE}#contributor-2")] if roles[1] == "editor" else []
    assert list(graph.objects(RELEASE, DCTERMS.contributor)) == others
    assert set(graph.objects(one, DCAT.dataset)) == {RELEASE, URIRef(f"{BASE}dataset")}


def test_the_build_names_its_tool_and_what_it_read() -> None:
    graph = catalog(good(), FILES, previous="1.1.0")
    build = graph.value(RELEASE, PROV.wasGeneratedBy)
    assert graph.value(build, PROV.used) == URIRef(f"{BASE}release/1.1.0")
    tool = graph.value(build, PROV.wasAssociatedWith)
    assert (tool, RDF.type, PROV.SoftwareAgent) in graph
    assert not {PROV.startedAtTime, PROV.endedAtTime} & set(graph.predicates())


def test_every_file_is_a_distribution_with_its_checksum() -> None:
    graph = catalog(good(), FILES)
    for file in FILES:
        node = URIRef(f"{RELEASE}/{file.path}")
        assert (RELEASE, DCAT.distribution, node) in graph
        assert str(graph.value(node, DCAT.byteSize)) == str(file.bytes)
        assert str(graph.value(node, DCAT.mediaType)).endswith(("text/csv", "text/turtle"))
        checksum = graph.value(node, SPDX.checksum)
        assert str(graph.value(checksum, SPDX.checksumValue)) == file.sha256


def test_formats_are_those_of_the_list_of_the_eu() -> None:
    graph = catalog(good(), [*FILES, File("README.md", 1, "ef" * 32)])
    formats = {str(path): str(code).rpartition("/")[2] for path, code in graph.subject_objects(DCTERMS.format)}
    assert formats == {f"{RELEASE}/data/figures.csv": "CSV", f"{RELEASE}/rdf/tiny.ttl": "RDF_TURTLE"}
    for code in graph.objects(None, DCTERMS.format):
        assert (code, RDF.type, DCTERMS.MediaTypeOrExtent) in graph


def test_no_address_is_made_up() -> None:
    graph = catalog(good(), FILES)
    assert set(graph.objects(None, DCAT.accessURL)) == {RELEASE}
    assert not list(graph.objects(None, DCAT.downloadURL)) and not list(graph.objects(None, DCAT.landingPage))
    metadata = METADATA.model_copy(update={"homepage": "https://example.org/home"})
    graph = catalog(replace(good(), metadata=metadata), FILES)
    assert set(graph.objects(None, DCAT.accessURL)) == {URIRef("https://example.org/home")}


def test_its_examples_are_queries_of_the_project() -> None:
    graph = catalog(good(), FILES)
    examples = list(graph.subjects(RDF.type, SH.SPARQLSelectExecutable))
    assert len(examples) == 4 and set(graph.objects(RELEASE, DCTERMS.relation)) == set(examples)
    assert b"@prefix qudt:" not in turtle(graph, BASE)  # which their words use, and the graph does not
    for example in examples:
        path = QUERIES / f"{str(example).partition('#query-')[2]}.rq"
        question, query = (str(graph.value(example, name)) for name in (RDFS.comment, SH.select))
        assert path.read_text("utf-8") == f"# {question}\n{query}"


@pytest.mark.parametrize("name", ["tiny", "flagship"])
def test_as_many_things_are_named_as_it_says(name: str, request: pytest.FixtureRequest) -> None:
    data: Dataset = request.getfixturevalue(name)
    sink = io.BytesIO()
    write_dataset(data, sink)
    parsed = pyoxigraph.parse(sink.getvalue(), format=pyoxigraph.RdfFormat.TURTLE)
    space = f"{data.metadata.base_iri}id/"
    found = {quad.subject.value for quad in parsed if quad.subject.value.startswith(space)}
    release = URIRef(f"{data.metadata.base_iri}release/{data.metadata.version}")
    assert catalog(data, []).value(release, VOID.entities) == Literal(len(found))


def test_it_repeats_whatever_the_order_of_files_and_has_no_blank_nodes() -> None:
    graph = catalog(good(), FILES)
    text = turtle(graph, BASE)
    assert text == turtle(catalog(good(), FILES[::-1]), BASE)
    assert not any(isinstance(node, BNode) for triple in graph for node in triple)
    assert len(list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE))) == len(graph)


def test_accepted_addresses_are_iris_for_every_parser() -> None:
    odd = {
        "base_iri": "https://пример.example:8080/a//b;c=(d)/%20/",
        "language": "sr-cyrl-rs-ekavsk",
        "homepage": "https://example.org/ü?a=/b?c#d/?e",
        "contact": {"name": "Ann", "email": "o'brien+~_a-b.c@пример.example", "url": "http://example.org"},
    }
    metadata = Metadata.model_validate(METADATA.model_dump(exclude_defaults=True) | {"issued": "2026-11-22"} | odd)
    for text in (
        turtle(catalog(replace(good(), metadata=metadata), FILES), metadata.base_iri),
        prologue(metadata.base_iri),
    ):
        triples = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE))
        assert len(Graph().parse(data=text, format="turtle")) == len(triples)


def is_text(text: str) -> bool:
    """Whether authors may write it."""
    try:
        return bool(LABEL.validate_python(text))
    except ValidationError:
        return False


TEXTS = st.sampled_from([trap for trap in TRAPS if is_text(trap)]) | st.text(max_size=30).filter(is_text)


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=3), TEXTS)
@settings(max_examples=30, deadline=None)
def test_hostile_words_are_the_same_for_two_parsers(title: str, words: str, keywords: list[str], name: str) -> None:
    changed = {"title": title, "description": words, "keywords": tuple(keywords), "contact": Contact(name=name)}
    changed["contributors"] = (Contributor(title=name),)
    text = turtle(catalog(replace(good(), metadata=METADATA.model_copy(update=changed)), FILES), BASE)
    graph = Graph().parse(data=text, format="turtle")
    assert {Literal(title, lang="en"), Literal(words, lang="en"), Literal(name)} <= set(graph.objects())
    lines = graph.serialize(format="nt", encoding="utf-8")
    assert parsed(lines, pyoxigraph.RdfFormat.N_TRIPLES) == parsed(text, pyoxigraph.RdfFormat.TURTLE)


def test_no_dataset_takes_the_name_of_a_file_beside_it(tiny: Dataset, tmp_path: Path) -> None:
    files = {file.path for file in write_release(tiny, tmp_path)}
    assert {path for path in files if path.startswith("rdf/")} == {f"rdf/{name}.ttl" for name in {"tiny", *RESERVED}}


def test_a_blank_node_is_refused() -> None:
    graph = Graph()
    graph.add((BNode(), RDF.type, DCAT.Dataset))
    with pytest.raises(TypeError, match="has no name"):
        turtle(graph, BASE)
