"""The catalog describes a release: by DCAT 3, and without making anything up."""

from dataclasses import replace

import pyoxigraph
import pytest
from rdflib import DCTERMS, PROV, RDF, VOID, BNode, Graph, Literal, Namespace, URIRef
from tests.rdf.good import good
from tests.rdf.hostile import BASE, METADATA

from onrecord.write.catalog import catalog
from onrecord.write.files import File
from onrecord.write.graphs import turtle

DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own is version 2
SPDX = Namespace("http://spdx.org/rdf/terms#")
FILES = [
    File("data/figures.csv", 120, "ab" * 32),
    File("rdf/tiny.ttl", 10240, "cd" * 32),
]
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


def test_every_file_is_a_distribution_with_its_checksum() -> None:
    graph = catalog(good(), FILES)
    for file in FILES:
        node = URIRef(f"{RELEASE}/{file.path}")
        assert (RELEASE, DCAT.distribution, node) in graph
        assert str(graph.value(node, DCAT.byteSize)) == str(file.bytes)
        assert str(graph.value(node, DCAT.mediaType)).endswith(("text/csv", "text/turtle"))
        checksum = graph.value(node, SPDX.checksum)
        assert str(graph.value(checksum, SPDX.checksumValue)) == file.sha256


def test_no_address_is_made_up() -> None:
    graph = catalog(good(), FILES)
    assert not list(graph.objects(None, DCAT.accessURL)) and not list(graph.objects(None, DCAT.downloadURL))
    metadata = METADATA.model_copy(update={"homepage": "https://example.org/home"})
    graph = catalog(replace(good(), metadata=metadata), FILES)
    assert set(graph.objects(None, DCAT.accessURL)) == {URIRef("https://example.org/home")}


def test_it_repeats_whatever_the_order_of_files_and_has_no_blank_nodes() -> None:
    graph = catalog(good(), FILES)
    text = turtle(graph, BASE)
    assert text == turtle(catalog(good(), FILES[::-1]), BASE)
    assert not any(isinstance(node, BNode) for triple in graph for node in triple)
    assert len(list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE))) == len(graph)


def test_a_blank_node_is_refused() -> None:
    graph = Graph()
    graph.add((BNode(), RDF.type, DCAT.Dataset))
    with pytest.raises(TypeError, match="has no name"):
        turtle(graph, BASE)
