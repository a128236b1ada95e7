"""How a release describes itself to catalogs, judged by what others published: validators, schemas and shapes."""

import json
import warnings
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import rdflib
import yaml  # type: ignore[import-untyped, unused-ignore]
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft201909Validator
from tests.rdf.good import good
from tests.rdf.hostile import METADATA

from onrecord.models import Metadata
from onrecord.release import open_release
from onrecord.write.catalog import catalog
from onrecord.write.citation import citation_file, datacite
from onrecord.write.files import File

PUBLISHED = Path(__file__).parent / "published"
ACCESS = rdflib.URIRef("http://www.w3.org/ns/dcat#accessURL")
FILES = [File("data/figures.csv", 120, "ab" * 32), File("LICENSE", 7, "cd" * 32)]


def published(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((PUBLISHED / name).read_text("utf-8"))
    return content


def wrong_citation(text: str) -> list[str]:
    content = yaml.safe_load(text)
    assert not any(isinstance(value, date) for value in content.values())
    return [error.message for error in Draft7Validator(published("cff-1.2.0.json")).iter_errors(content)]


def wrong_datacite(content: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft201909Validator(published("datacite-v4.5.json")).iter_errors(content)]


def test_the_citation_is_valid(release: Path) -> None:
    assert wrong_citation((release / "CITATION.cff").read_text("utf-8")) == []
    assert wrong_citation("title: A\n")


def test_the_datacite_record_is_valid(release: Path) -> None:
    content = json.loads((release / "datacite.json").read_text("utf-8"))
    assert wrong_datacite(content) == []
    assert wrong_datacite({**content, "types": {}})


printable = st.characters(exclude_categories=("C", "Z"), include_characters=" ")
labels = st.text(printable, min_size=1, max_size=30).map(str.strip).filter(bool)


@given(labels, labels, st.lists(labels, max_size=4), st.sampled_from(["author", "editor", "funder", "publisher"]))
@settings(max_examples=40)
def test_whatever_the_words_both_are_valid_and_say_them(title: str, name: str, words: list[str], role: str) -> None:
    fields = METADATA.model_dump() | {"title": title, "keywords": words, "homepage": "https://example.org/ü"}
    fields |= {"contributors": [{"title": name, "role": role}], "issued": "2026-11-22", "conflict_factor": 2}
    dataset = replace(good(), metadata=Metadata.model_validate(fields))
    text = citation_file(dataset)
    assert wrong_citation(text) == [] and wrong_datacite(datacite(dataset)) == []
    content = yaml.safe_load(text)
    assert content["title"] == title and content["authors"] == [{"name": name}]


def test_the_croissant_is_valid_and_gives_the_rows(release: Path) -> None:
    croissant = pytest.importorskip("mlcroissant")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its dependencies
        described = croissant.Dataset(jsonld=str(release / "croissant.json"))
        assert not described.metadata.issues.errors and not described.metadata.issues.warnings
        rows = list(described.records(record_set="statements"))
    expected = open_release(release).statements.to_dicts()
    assert [row["statements/id"].decode() for row in rows] == [row["id"] for row in expected]
    assert [row["statements/summary"].decode() for row in rows] == [row["summary"] for row in expected]


def shapes() -> rdflib.Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return rdflib.Graph().parse(PUBLISHED / "dcat-ap-3.0.0-shapes.jsonld", format="json-ld")


def described(homepage: str | None) -> rdflib.Graph:
    metadata = METADATA.model_copy(update={"homepage": homepage, "keywords": ("a", "b")})
    return catalog(replace(good(), metadata=metadata), FILES, triples=99, previous="1.1.0")


def missing(graph: rdflib.Graph) -> set[str]:
    """The paths of what DCAT-AP finds wrong with a catalog, as it stands: nothing is inferred."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from pyshacl import validate

        _, report, _ = validate(graph, shacl_graph=shapes())
    assert isinstance(report, rdflib.Graph)
    return {str(path) for path in report.objects(None, rdflib.SH.resultPath)}


def test_a_release_conforms_to_dcat_ap(release: Path) -> None:
    assert missing(rdflib.Graph().parse(release / "rdf" / "catalog.ttl")) == set()


@pytest.mark.parametrize("homepage", ["https://example.org/home", None])
def test_the_catalog_conforms_to_dcat_ap(homepage: str | None) -> None:
    assert missing(described(homepage)) == set()


def test_dcat_ap_misses_what_is_not_there() -> None:
    graph = described(None)
    needed = (rdflib.DCTERMS.title, rdflib.DCTERMS.publisher, ACCESS)
    for path in needed:
        graph.remove((None, path, None))
    assert missing(graph) == set(map(str, needed))
