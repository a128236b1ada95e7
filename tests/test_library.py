"""The library: tables with the right types, SQL and SPARQL."""

import datetime
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import onrecord
from onrecord.release import Release


@pytest.fixture(scope="session")
def release(tiny_release: Path) -> Release:
    return onrecord.open(tiny_release)


def test_pandas_has_the_right_types(release: Release) -> None:
    citations = release.citations.to_pandas()
    assert citations["paragraph"].dtype == pd.Int64Dtype()
    assert citations["paragraph"].isna().sum() == 2
    figures = release.figures.to_pandas()
    assert figures["value"].dtype == "float64"
    assert figures["period_start"].dtype == "datetime64[s]"
    assert isinstance(figures["id"].dtype, pd.StringDtype)


def test_text_that_looks_missing_stays_text() -> None:
    rows = onrecord.Rows(pa.table({"code": ["NA", "null", None, ""]}))
    assert rows.to_pandas()["code"].tolist()[:2] == ["NA", "null"]
    assert rows.to_pandas()["code"].isna().tolist() == [False, False, True, False]


def test_other_shapes(release: Release) -> None:
    assert len(release.names) == 8
    assert release.names.to_polars().schema["value"] == pl.String
    assert release.names.to_arrow().num_rows == 8
    assert next(iter(release.persons)).name == "António Guterres"
    assert release.sources.to_dicts()[0]["retrieved"] == datetime.date(2024, 1, 30)


def test_sql_knows_every_table(release: Release) -> None:
    rows = release.sql("SELECT count(*) AS n FROM figures f JOIN statements s ON s.id = f.statement_id")
    assert rows.to_dicts() == [{"n": 3}]


def test_sparql_gives_numbers_days_and_text(release: Release) -> None:
    answer = release.sparql(
        """SELECT ?label ?value ?day { id:fig-people-2022 schema:value ?value ; dcterms:temporal/dcat:startDate ?day ;
           schema:variableMeasured/rdfs:label ?label }"""
    )
    assert answer.to_dicts() == [{"label": "Population", "value": 8e9, "day": datetime.date(2022, 11, 15)}]


def test_sparql_ask_and_construct(release: Release) -> None:
    assert release.sparql("ASK { ?s a onr:Statement }").to_dicts() == [{"answer": True}]
    triples = release.sparql("CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a foaf:Person ; rdfs:label ?l }").to_dicts()
    iri = "https://example.org/tiny/id/per-guterres"
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    assert triples == [{"subject": iri, "predicate": label, "object": "António Guterres"}]


def test_a_table_that_is_none_is_named(release: Release) -> None:
    with pytest.raises(AttributeError, match="a release has no table 'figure'"):
        _ = release.figure


def test_something_else_is_no_release(tmp_path: Path) -> None:
    with pytest.raises(onrecord.UsageError, match=r"it has no datapackage\.json"):
        onrecord.open(tmp_path)


def test_refused_records_carry_every_problem(records: Path) -> None:
    (records / "agents.yaml").write_text("persons: [{id: per-x}]\n")
    with pytest.raises(onrecord.Refused) as refused:
        onrecord.build(records, "out")
    codes = [problem.code for problem in refused.value.problems]
    assert codes.count("missing-field") == 2
    assert "unknown-reference" in codes


def test_a_join_keeps_both_columns_of_one_name(release: Release) -> None:
    query = "SELECT f.id, s.id FROM figures f JOIN statements s ON s.id = f.statement_id ORDER BY f.id LIMIT 1"
    assert release.sql(query).to_dicts() == [{"id": "fig-growth", "id_1": "stmt-eight-billion"}]


def test_a_query_of_an_unknown_table_is_told_those_of_the_release(release: Release) -> None:
    with pytest.raises(
        onrecord.UsageError, match=r"Table with name nothing does not exist! The tables are records, agents"
    ):
        release.sql("SELECT * FROM nothing")
    with pytest.raises(onrecord.UsageError, match=r"column.*nothing"):
        release.sql("SELECT nothing FROM figures")


@pytest.mark.parametrize("query", ["CREATE TABLE leak AS SELECT 1", "SELECT 1; SELECT 2", "", "-- nothing"])
def test_sql_is_one_question(release: Release, query: str) -> None:
    with pytest.raises(onrecord.UsageError, match="the query failed"):
        release.sql(query)


_CALLS = (
    "SERVICE <http://127.0.0.1:1/c> { ?s ?p ?o }",
    "SERVICE<http://127.0.0.1:1/c>{}",
    "SERVICE # c\n<http://127.0.0.1:1/c> {}",
    "SERVICE my-x:d {}",
    "SERVICE SILENT #x\n é:e {}",
    "{}SERVICE<http://127.0.0.1:1/c>{}",
    "?s ?p ?o ; SERVICE:d {}",
    "BIND(<http://127.0.0.1:1/c> AS ?x) service\t?x {}",
    "?a ?b ?c FILTER(?a<?b#x>'''\n) SERVICE <http://127.0.0.1:1/c> {} #'''",
)
_PREFIXES = "PREFIX my-x: <http://127.0.0.1:1/> PREFIX é: <http://127.0.0.1:1/> PREFIX : <http://127.0.0.1:1/>"


@pytest.mark.parametrize("call", _CALLS)
def test_sparql_never_leaves_the_machine(release: Release, call: str) -> None:
    with pytest.raises(onrecord.UsageError, match="SERVICE is refused"):
        release.sparql(f"{_PREFIXES} ASK {{ {call} }}")


@pytest.mark.parametrize(
    "call",
    [
        r"\u0053ERVICE <http://127.0.0.1:1/c> {}",
        r"SERVIC\u0045 SILENT <http://127.0.0.1:1/c> { ?s ?p ?o }",
        r"\U00000073ervice<http://127.0.0.1:1/c>{}",
    ],
)
def test_an_escaped_keyword_is_none(release: Release, call: str) -> None:
    """SPARQL 1.1, section 19.2, decodes escapes before it parses; a parser that did would have to refuse the call."""
    with pytest.raises(onrecord.UsageError, match=r"the query failed|SERVICE is refused"):
        release.sparql(f"ASK {{ {call} }}")


@pytest.mark.parametrize(
    "harmless",
    [
        'BIND("SERVICE <x>" AS ?a)',
        "BIND('SERVICE <x> {}' AS ?a)",
        'BIND("""\n"SERVICE <x>" {}""" AS ?a)',
        "BIND('''SERVICE <x>'s {}''' AS ?a)",
        "# SERVICE <x> {}\n",
        "BIND(<https://example.org/#SERVICE> AS ?service)",
    ],
)
def test_the_word_service_alone_calls_nobody(release: Release, harmless: str) -> None:
    assert release.sparql(f"ASK {{ {harmless} }}").to_dicts() == [{"answer": True}]


@pytest.mark.parametrize("odd", ['"2024-01-01Z"^^xsd:date', '"abc"^^xsd:integer', '"-0044-03-15"^^xsd:date', '"x"@en'])
def test_an_odd_literal_is_text(release: Release, odd: str) -> None:
    rows = release.sparql(f"SELECT ?x {{ VALUES ?x {{ {odd} 7 }} }}").to_dicts()
    assert rows == [{"x": odd.split('"')[1]}, {"x": "7"}]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT ?a {\n ?a foo:b ?c }", "error at 2:10: Prefix not found$"),
        ("SELECT ?x ?y { ?x a ?z } GROUP BY ?x", "The SELECT contains a variable that is unbound$"),
        ("PREFIX a: <https://example.org/>\n# all\n DELETE WHERE { ?s ?p ?o }", "a release is only read, by SELECT"),
    ],
)
def test_a_wrong_sparql_query_is_told_why(release: Release, query: str, words: str) -> None:
    with pytest.raises(onrecord.UsageError, match=words):
        release.sparql(query)


def test_sparql_integers_of_any_size(release: Release) -> None:
    rows = release.sparql("SELECT (9223372036854775808 AS ?n) {}")
    assert rows.to_dicts() == [{"n": "9223372036854775808"}]
