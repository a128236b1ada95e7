"""The ontology and the concepts say what every term and code of a graph means."""

import io
import re

import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, URIRef
from tests.rdf.good import good
from tests.rdf.hostile import BASE
from tests.rdf.refresh import PAGE
from tests.rdf.test_terms import unknown

from onrecord.iris import GRAPH_TABLES
from onrecord.kinds import Node
from onrecord.vocabulary import ONTOLOGY, expand
from onrecord.write.concepts import concepts
from onrecord.write.glossary import glossary
from onrecord.write.graphs import turtle
from onrecord.write.ontology import _BROADER, _NEAR, ontology
from onrecord.write.turtle import prologue, write_dataset


def test_every_term_of_ours_is_declared_with_a_label_and_a_comment() -> None:
    graph = ontology()
    used = {name for table in GRAPH_TABLES for name in (*table.classes, *table.nodes.values())}
    for table in GRAPH_TABLES:
        used |= {name for link in table.links for name in (link.predicate, link.object) if ":" in name}
        used |= {name for c in table.columns if c.term for name in (c.term.predicate, *c.term.also)}
    for name in used:
        if name.startswith("onr:"):
            term = URIRef(expand(name))
            assert (term, RDF.type, None) in graph, name
            assert graph.value(term, RDFS.label) and list(graph.objects(term, RDFS.comment)), name
        assert name.startswith("onr:") or (URIRef(expand(name)), RDF.type, None) not in graph


def test_the_ontology_has_a_version_and_unambiguous_domains_only() -> None:
    graph = ontology()
    assert graph.value(URIRef(ONTOLOGY), OWL.versionIRI)
    term = {name: URIRef(expand(f"onr:{name}")) for name in ("boundsBasis", "agent", "inputOf")}
    assert graph.value(term["boundsBasis"], RDFS.domain) == URIRef(expand("onr:Figure"))
    assert graph.value(term["boundsBasis"], RDFS.range) == SKOS.Concept
    assert graph.value(term["agent"], RDFS.domain) is None
    assert graph.value(term["inputOf"], RDFS.range) == URIRef(expand("onr:Derivation"))


def test_every_code_is_a_concept_with_its_meaning() -> None:
    graph = concepts(BASE)
    for table in GRAPH_TABLES:
        for column in table.columns:
            if column.kind.node is Node.CONCEPT:
                for value, meaning in column.codes.items():
                    concept = URIRef(f"{BASE}code/{column.enumeration}-{value}")
                    assert str(graph.value(concept, SKOS.definition)) == meaning
                    assert graph.value(concept, SKOS.prefLabel) and graph.value(concept, SKOS.inScheme)


def test_every_scheme_says_what_its_codes_are_of() -> None:
    graph = concepts(BASE)
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert schemes and schemes == set(graph.subjects(SKOS.hasTopConcept))
    definitions = [str(graph.value(scheme, SKOS.definition)) for scheme in schemes]
    assert len(set(definitions)) == len(schemes)
    assert "Codes of the place's kind. What sort of place it is." in definitions


def test_words_are_plain_text() -> None:
    for graph in (ontology(), concepts(BASE)):
        assert not [text for text in graph.objects() if isinstance(text, rdflib.Literal) and "`" in text]


def test_a_conflict_holds_both_ways_between_figures() -> None:
    graph, term = ontology(), URIRef(expand("onr:conflictsWith"))
    assert (term, RDF.type, OWL.SymmetricProperty) in graph
    assert graph.value(term, RDFS.domain) == graph.value(term, RDFS.range) == URIRef(expand("onr:Figure"))
    assert set(graph.subjects(RDF.type, OWL.SymmetricProperty)) == {term}


def test_codes_in_the_data_are_those_of_the_schemes() -> None:
    sink = io.BytesIO()
    write_dataset(good(), sink)
    used = set(re.findall(rb"code:[a-z_]+-\w+", sink.getvalue()))
    declared = set(re.findall(rb"code:[a-z_]+-\w+", turtle(concepts(BASE), BASE)))
    assert used and used <= declared


def test_small_graphs_are_sorted_and_read_back_as_they_are() -> None:
    for graph in (ontology(), concepts(BASE)):
        text = turtle(graph, BASE)
        assert text == turtle(graph, BASE)
        assert set(rdflib.Graph().parse(data=text)) == set(graph)


def test_the_prologue_declares_what_rows_use_and_nothing_else() -> None:
    prefixes = re.findall(r"@prefix ([a-z]+):", prologue(BASE).decode())
    assert prefixes == sorted(prefixes)
    assert {"id", "code", "period", "node", "xsd", "onr", "rdf"} <= set(prefixes)
    assert not {"sh", "vcard", "void", "spdx", "shape"} & set(prefixes)


def test_the_page_of_the_ontology_is_what_the_models_say() -> None:
    assert PAGE.read_text("utf-8") == glossary(), "run python -m tests.rdf.refresh"
    for term in ontology().subjects(RDFS.isDefinedBy):
        local = str(term).removeprefix(expand("onr:"))
        assert glossary().count(f'<a id="{local}"></a>`onr:{local}`') == 1


def test_our_terms_are_tied_to_those_of_others() -> None:
    graph = ontology()
    broader = {
        "Figure": {"schema:Observation", "prov:Entity"},
        "DerivedFigure": {"onr:Figure"},
        "Derivation": {"prov:Activity"},
        "StatementParty": {"schema:Role"},
        "Source": {"prov:Entity", "schema:CreativeWork"},
    }
    for name, classes in broader.items():
        found = set(graph.objects(URIRef(expand(f"onr:{name}")), RDFS.subClassOf))
        assert found == {URIRef(expand(each)) for each in classes}
    relayed = graph.objects(URIRef(expand("onr:relayedBy")), RDFS.subPropertyOf)
    assert set(relayed) == {URIRef(expand("prov:wasInfluencedBy"))}
    assert set(graph.objects(URIRef(expand("onr:nativeName")), RDFS.subPropertyOf)) == {RDFS.label}
    assert not list(graph.objects(URIRef(expand("onr:agent")), RDFS.subPropertyOf))


def test_the_terms_of_others_that_ours_are_kinds_of_or_near_exist() -> None:
    graph = ontology()
    others = {each for tie in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso) for each in graph.objects(None, tie)}
    assert others and unknown(map(str, others)) == set()
    terms = set(graph.subjects(RDFS.isDefinedBy))
    assert set(graph.subjects(RDFS.seeAlso)) <= terms
    assert {URIRef(expand("dcterms:issued"))} == set(graph.objects(URIRef(expand("onr:published")), RDFS.seeAlso))


def test_every_tie_to_others_is_of_a_term_that_is_used() -> None:
    terms = {str(term) for term in ontology().subjects(RDFS.isDefinedBy)}
    assert {expand(term) for term in (*_BROADER, *_NEAR)} <= terms
