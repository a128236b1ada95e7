"""The queries that come with the project: two engines that nobody here wrote give the same answers."""

import re
import runpy
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from tests.release.conftest import RECORDS

import onrecord
from onrecord.layout import Layout
from onrecord.publish import build
from onrecord.vocabulary import PREFIXES

HERE = Path(__file__)
QUERIES = sorted((HERE.parents[2] / "queries").glob("*.rq"))


@pytest.fixture(scope="module")
def files(release: Path) -> list[Path]:
    return sorted((release / "rdf").glob("*.ttl"))


@pytest.fixture(scope="module")
def by_rdflib(files: list[Path]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in files:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def by_oxigraph(files: list[Path]) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for path in files:
        store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    return store


def plain(term: Any) -> str:
    """A term as text, equal numbers as equal text."""
    text = (
        "" if term is None else str(term.value if isinstance(term, pyoxigraph.Literal | pyoxigraph.NamedNode) else term)
    )
    return str(Decimal(text).normalize()) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else text


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_the_engines_agree(path: Path, by_rdflib: rdflib.Graph, by_oxigraph: pyoxigraph.Store, release: Path) -> None:
    text = path.read_text("utf-8")
    one = [tuple(map(plain, row)) for row in by_rdflib.query(text)]  # type: ignore[arg-type]
    answer = by_oxigraph.query(text)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    other = [tuple(plain(term) for term in row) for row in answer]
    assert sorted(one) == sorted(other)
    assert one or not (release / "rdf" / "onrecord.ttl").exists(), "the flagship answers every query"


def test_derived_figures_lead_to_what_they_were_computed_from(by_oxigraph: pyoxigraph.Store, release: Path) -> None:
    """Without a term of ours, and past the activity that qualifies it."""
    answer = by_oxigraph.query(
        """PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX schema: <https://schema.org/> SELECT ?derived ?used {
          ?one a schema:Observation ; prov:wasDerivedFrom ?other ; dcterms:identifier ?derived .
          ?other a schema:Observation ; dcterms:identifier ?used }"""
    )
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    expected = onrecord.open(release).sql(
        "SELECT d.figure_id, i.figure_id AS used FROM derivations d JOIN derivation_inputs i ON i.derivation_id = d.id "
        "WHERE d.operation NOT IN ('maximum', 'minimum')"
    )
    found = {(plain(row["derived"]), plain(row["used"])) for row in answer}
    assert found == {(row["figure_id"], row["used"]) for row in expected.to_dicts()} != set()
    prefixes = f"PREFIX prov: <{PREFIXES['prov']}> PREFIX schema: <{PREFIXES['schema']}>"
    assert not bool(by_oxigraph.query(f"{prefixes} ASK {{ ?it a schema:Observation ; prov:wasDerivedFrom+ ?it }}"))


def test_the_time_of_a_thing_and_when_it_was_said_are_told_apart(by_oxigraph: pyoxigraph.Store) -> None:
    """What a source or statement is about is not when it appeared; a day is claimed only where one is known."""
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("dcat", "dcterms", "onr", "schema"))
    for question in (
        "?x a ?type ; dcterms:temporal ?any . VALUES ?type { onr:Source onr:Statement }",
        "?x schema:dateCreated|schema:datePublished ?day ; onr:said|onr:published ?span . ?span dcat:endDate ?end "
        "FILTER (?day != ?end)",
        "?x schema:dateCreated|schema:datePublished ?day ; dcterms:created|dcterms:issued ?date "
        "FILTER (STR(?day) != STR(?date))",
        "?x (onr:said|onr:published|onr:reported) / onr:dateEdtf ?date "
        "FILTER NOT EXISTS { ?x dcterms:created|dcterms:issued ?date }",
    ):
        assert not bool(by_oxigraph.query(f"{prefixes} ASK {{ {question} }}")), question
    assert bool(by_oxigraph.query(f"{prefixes} ASK {{ ?x dcterms:created ?date ; onr:said / onr:dateEdtf ?date }}"))


def test_every_remark_is_told_once_with_its_own_words(by_oxigraph: pyoxigraph.Store, release: Path) -> None:
    [path] = (path for path in QUERIES if path.stem == "10-remarks")
    answer = by_oxigraph.query(path.read_text("utf-8"))
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    told = sorted((plain(row["record"]), plain(row["remark"])) for row in answer)
    assert told == sorted((row["record_id"], row["text"]) for row in onrecord.open(release).remarks.to_dicts())


def test_there_are_twenty_and_most_need_no_term_of_ours() -> None:
    texts = [path.read_text("utf-8") for path in QUERIES]
    assert len(texts) == 20
    assert sum("w3id.org/onrecord" not in text for text in texts) >= 10


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_each_begins_with_a_line_of_prose(path: Path) -> None:
    first, second = path.read_text("utf-8").splitlines()[:2]
    assert re.fullmatch(r"# [A-Z].*[.?]", first) and second.startswith("PREFIX ")


@contextmanager
def kept(files: list[Path]) -> Iterator[Any]:
    """In place of a store: Oxigraph in this process."""
    graph = pyoxigraph.Store()
    for path in files:
        graph.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    yield lambda query: [(str(row),) for row in graph.query(query.read_text("utf-8"))]  # type: ignore[union-attr]


def compared(release: Path, queries: list[Path]) -> int:
    """What the comparison of stores ends with, for two that agree."""
    script = runpy.run_path(str(HERE.parents[2] / "queries" / "stores.py"))
    script["main"].__globals__.update(STORES={name: (kept, lambda: True) for name in ("one", "two")}, QUERIES=queries)
    code: int = script["main"](release)
    return code


def test_stores_that_agree_on_nothing_prove_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answered, empty = (path for path in QUERIES if path.stem in ("02-who-said-what", "19-observed-only"))
    assert compared(tmp_path, [answered]) == 1
    assert "no graph" in capsys.readouterr().out
    packed = build(RECORDS["tiny"], tmp_path / "packed", layout=Layout(compression="gz")).path
    assert compared(packed, [answered]) == 0
    assert compared(packed, [answered, empty]) == 1
    assert "19-observed-only: no answer" in capsys.readouterr().out
