"""What the graph says in terms that others know, asked in SPARQL that uses no term of ours."""

import io
import re

import pyoxigraph
import pytest
from hypothesis import given, settings
from language_tags import tags
from tests.rdf.good import good_rows
from tests.rdf.hostile import dataset, datasets

from onrecord.dataset import Dataset
from onrecord.models.derivation import COMPUTED
from onrecord.tables import TABLES
from onrecord.vocabulary import PREFIXES, expand
from onrecord.write.concepts import concepts
from onrecord.write.graphs import turtle
from onrecord.write.turtle import write_dataset

STANDARD = {prefix: space for prefix, space in PREFIXES.items() if prefix != "onr"}


def store(data: Dataset) -> pyoxigraph.Store:
    sink = io.BytesIO()
    write_dataset(data, sink)
    graph = pyoxigraph.Store()
    graph.load(sink.getvalue(), format=pyoxigraph.RdfFormat.TURTLE)
    return graph


def ask(graph: pyoxigraph.Store, query: str) -> list[tuple[str, ...]]:
    answer = graph.query(query, prefixes=STANDARD)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return sorted(tuple(term.value for term in row) for row in answer)


@pytest.fixture(scope="module")
def graph(flagship: Dataset) -> pyoxigraph.Store:
    return store(flagship)


def pairs(data: Dataset, table: str, *columns: str) -> list[tuple[str, ...]]:
    """The rows of some columns in which none is empty."""
    rows = data.tables[table].select(columns).to_pylist()
    return sorted({tuple(row.values()) for row in rows if None not in row.values()})


@pytest.mark.parametrize(
    ("path", "table", "columns"),
    [
        ("prov:wasDerivedFrom", "figures", ("id", "statement_id")),
        ("prov:wasAttributedTo", "statements", ("id", "speaker_id")),
        ("prov:wasInfluencedBy", "statements", ("id", "relayed_by_id")),
        ("prov:wasInfluencedBy", "statements", ("id", "on_behalf_of_id")),
        ("prov:wasDerivedFrom", "statements", ("id", "embedded_in_id")),
        ("prov:hadPrimarySource", "statements", ("id", "source_id")),
        ("prov:wasAttributedTo", "sources", ("id", "publisher_id")),
        ("prov:wasDerivedFrom", "source_links", ("source_id", "origin_id")),
        ("(prov:wasDerivedFrom|dcterms:isReferencedBy)", "citations", ("record_id", "id")),
        ("^prov:generated/prov:used", "derivations", ()),
        ("schema:mentions", "statement_parties", ("statement_id", "agent_id")),
    ],
)
def test_each_step_from_speaker_to_record_is_there(
    graph: pyoxigraph.Store, flagship: Dataset, path: str, table: str, columns: tuple[str, ...]
) -> None:
    query = (
        f"SELECT DISTINCT ?a ?b {{ ?one {path} ?other . ?one dcterms:identifier ?a . ?other dcterms:identifier ?b }}"
    )
    found = ask(graph, query)
    assert found
    if columns:
        assert set(pairs(flagship, table, *columns)) <= set(found)


def test_no_activity_is_said_to_be_what_only_entities_are(graph: pyoxigraph.Store) -> None:
    """PROV-CONSTRAINTS, constraint 55: entities and activities are disjoint."""
    of_entities = (
        "prov:wasDerivedFrom|prov:hadPrimarySource|prov:wasAttributedTo|prov:wasGeneratedBy|prov:wasRevisionOf"
    )
    assert ask(graph, f"SELECT ?one {{ ?one a prov:Activity ; ({of_entities}) ?other }}") == []
    assert ask(graph, "SELECT ?one { ?other prov:wasDerivedFrom|prov:used ?one . ?one a prov:Activity }") == []
    assert ask(graph, "SELECT ?one { ?one a prov:Activity ; a prov:Entity }") == []


def test_only_what_was_said_is_derived_from_a_passage(graph: pyoxigraph.Store) -> None:
    query = "SELECT DISTINCT ?id { ?one prov:wasDerivedFrom / a oa:SpecificResource ; dcterms:identifier ?id }"
    assert {found.partition("-")[0] for (found,) in ask(graph, query)} == {"stmt", "fig"}
    told_of = "SELECT DISTINCT ?id { ?one dcterms:isReferencedBy / a oa:SpecificResource ; dcterms:identifier ?id }"
    assert {"org", "drv"} <= {found.partition("-")[0] for (found,) in ask(graph, told_of)}


def test_an_extreme_is_no_derived_figure_and_every_other_result_is_one(flagship: Dataset) -> None:
    assert {*COMPUTED, "maximum", "minimum"} == set(TABLES["derivations"]["operation"].codes)
    derived = f"SELECT ?id {{ ?one a <{expand('onr:DerivedFigure')}> ; dcterms:identifier ?id }}"
    rows = flagship.tables["derivations"].to_pylist()
    computed = {row["figure_id"] for row in rows if row["operation"] in COMPUTED}
    assert len(computed) < len({row["figure_id"] for row in rows})
    assert {found for (found,) in ask(store(flagship), derived)} == computed


def test_whatever_has_citations_has_a_link_to_them() -> None:
    cited = {table.prefix for table in TABLES.values() if "citations" in table.nested.values()}
    assert cited == {prefix for link in TABLES["citations"].links for prefix in link.of}


def test_a_figure_leads_through_translation_to_the_first_source(graph: pyoxigraph.Store) -> None:
    query = """SELECT DISTINCT ?outlet ?origin {
        ?figure a schema:Observation ; prov:wasDerivedFrom / prov:hadPrimarySource ?source .
        ?source prov:wasAttributedTo / rdfs:label ?outlet ; schema:translationOfWork ?translated .
        ?translated prov:wasDerivedFrom* / prov:wasAttributedTo / rdfs:label ?origin }"""
    assert ("Prachatai", "The Moscow Times") in ask(graph, query)


def test_a_printed_variant_names_the_source_that_printed_it(graph: pyoxigraph.Store, flagship: Dataset) -> None:
    query = """SELECT ?agent ?name ?source { ?who skosxl:altLabel|skosxl:prefLabel ?label ; dcterms:identifier ?agent .
        ?label skosxl:literalForm ?name ; prov:hadPrimarySource / dcterms:identifier ?source }"""
    assert ask(graph, query) == pairs(flagship, "names", "agent_id", "value", "source_id")


def test_the_role_of_a_party_is_there_for_who_knows_schema_org(graph: pyoxigraph.Store, flagship: Dataset) -> None:
    query = """SELECT ?statement ?agent ?role { ?said schema:mentions ?part ; dcterms:identifier ?statement .
        ?part a schema:Role ; schema:mentions / dcterms:identifier ?agent ; schema:roleName / skos:notation ?role }"""
    codes = pyoxigraph.Store()
    for quad in graph:
        codes.add(quad)
    base = flagship.metadata.base_iri
    codes.load(turtle(concepts(base), base), format=pyoxigraph.RdfFormat.TURTLE)
    assert ask(codes, query) == pairs(flagship, "statement_parties", "statement_id", "agent_id", "role")


def test_a_country_is_part_of_an_address(graph: pyoxigraph.Store, flagship: Dataset) -> None:
    query = """SELECT ?id ?country { ?one dcterms:identifier ?id ; schema:address ?address .
        ?address a schema:PostalAddress ; schema:addressCountry ?country }"""
    assert ask(graph, query) == sorted(
        pairs(flagship, "organizations", "id", "country") + pairs(flagship, "places", "id", "country")
    )


TWICE = """SELECT ?one { ?one skos:prefLabel ?a, ?b FILTER (lang(?a) = lang(?b) && str(?a) != str(?b)) }"""
TWICE_XL = """SELECT ?one { ?one skosxl:prefLabel/skosxl:literalForm ?a, ?b
    FILTER (lang(?a) = lang(?b) && str(?a) != str(?b)) }"""
BOTH = "SELECT ?one { ?one skos:prefLabel ?a ; skos:altLabel ?a }"


def test_no_language_has_two_preferred_labels(graph: pyoxigraph.Store, flagship: Dataset) -> None:
    """SKOS Reference, S13 and S14, and the same along the chains of S55."""
    for query in (TWICE, TWICE_XL, BOTH):
        assert ask(graph, query) == []


def test_a_native_name_in_the_language_of_the_dataset_is_no_second_preferred_label() -> None:
    rows = good_rows()
    agent = rows["organizations"][0] | {"name": "The Press", "native_name": "The Press Ltd", "native_lang": "en"}
    native = {"id": "name-2", "agent_id": "org-lesom", "value": "The Press Ltd", "lang": "en", "kind": "native"}
    own = {"id": "name-1", "agent_id": "org-lesom", "value": "The Press", "lang": "en", "kind": "preferred"}
    one = store(dataset(rows | {"organizations": [agent], "names": [own, native]}))
    assert ask(one, TWICE) == ask(one, TWICE_XL) == []
    other = [agent | {"native_lang": "fr"}], [own, native | {"lang": "fr"}]
    two = store(dataset(rows | dict(zip(("organizations", "names"), other, strict=True))))
    assert ask(two, "SELECT ?name { ?one a org:Organization ; skos:prefLabel ?name }") == [
        ("The Press",),
        ("The Press Ltd",),
    ]
    assert len(ask(two, "SELECT ?name { ?one a org:Organization ; skosxl:prefLabel/skosxl:literalForm ?name }")) == 2


TURNING = re.compile("[\u200e\u200f\u202a-\u202e]")
"""Marks that turn the direction of writing, which no IRI has (RFC 3987, section 4.1)."""
LEXICAL = {
    expand(name): re.compile(pattern, re.DOTALL)
    for name, pattern in {
        "xsd:string": ".*",
        "xsd:anyURI": ".*",
        "xsd:boolean": "true|false|0|1",
        "xsd:integer": r"[+-]?[0-9]+",
        "xsd:decimal": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
        "xsd:date": r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
        "xsd:hexBinary": "([0-9a-fA-F]{2})*",
        "locdt:edtf": r"[0-9XT:~?%/.-]+",
    }.items()
}
"""The lexical spaces of the datatypes in use (XML Schema 1.1 part 2, section 3.3), years being of four digits here."""


@given(datasets())
@settings(max_examples=10, deadline=None)
def test_whatever_the_cells_names_and_literals_are_well_formed(data: Dataset) -> None:
    """IRIs by RFC 3987, which pyoxigraph checks but for its section 4.1; datatypes by XML Schema; tags by BCP 47."""
    sink = io.BytesIO()
    write_dataset(data, sink)
    for quad in pyoxigraph.parse(sink.getvalue(), format=pyoxigraph.RdfFormat.TURTLE):
        for term in quad.triple:
            if isinstance(term, pyoxigraph.Literal) and term.language:
                assert tags.check(term.language), term
            elif isinstance(term, pyoxigraph.Literal):
                assert LEXICAL[term.datatype.value].fullmatch(term.value), term
            else:
                assert isinstance(term, pyoxigraph.NamedNode) and not TURNING.search(term.value), term


def test_an_address_with_a_mark_that_turns_writing_is_a_literal() -> None:
    rows = good_rows()
    source = rows["sources"][0] | {"url": "https://example.org/\u200fabc"}
    graph = store(dataset(rows | {"sources": [source, *rows["sources"][1:]]}))
    assert ask(graph, "SELECT ?url { ?one schema:url ?url FILTER (datatype(?url) = xsd:anyURI) }") == [(source["url"],)]


def test_the_judge_of_tags_would_notice() -> None:
    assert not tags.check("zzzz-qq") and not tags.check("english")
