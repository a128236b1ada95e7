"""Entities of the followthemoney model come and go; no person comes without a reason to be named."""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.ftm import export_entities, import_entities
from onrecord.problems import Refused
from onrecord.publish import build

from .conftest import records

model = pytest.importorskip("followthemoney", reason="needs the library followthemoney").model

BODY = {
    "id": "NK-b1",
    "schema": "PublicBody",
    "caption": "Ministry of Water",
    "properties": {"name": ["Ministry of Water", "MoW"], "country": ["ru"], "alias": ["Water"], "notes": ["a note"]},
}
PERSON = {"id": "NK-p1", "schema": "Person", "properties": {"name": ["A B"], "topics": ["role.pep"]}}
SHIP = {"id": "NK-s1", "schema": "Vessel", "properties": {"name": ["Ship"]}}


def write(path: Path, *entities: Any) -> Path:
    path.write_text("".join(f"{json.dumps(entity)}\n" for entity in entities), "utf-8")
    return path


def test_entities_become_organizations(tmp_path: Path) -> None:
    done = import_entities([write(tmp_path / "e.json", BODY, PERSON, SHIP)], tmp_path / "records")
    (found,) = records(tmp_path / "records" / "organizations-ftm.jsonl")
    assert found == {
        "id": "org-nk-b1",
        "name": "Ministry of Water",
        "kind": "government",
        "country": "RUS",
        "names": [
            {"value": "MoW", "lang": "und", "kind": "alternative"},
            {"value": "Water", "lang": "und", "kind": "alternative"},
        ],
    }
    assert done.records == {"organizations": 1}
    assert dict(done.account.skipped) == {
        ("PublicBody.notes", "records have no place for it"): 1,
        ("Person.name", "nothing says why the person may be named"): 1,
        ("Person.topics", "nothing says why the person may be named"): 1,
        ("Vessel.name", "neither an organization nor a person"): 1,
    }


def test_a_person_comes_with_a_stated_exposure_alone(tmp_path: Path) -> None:
    (tmp_path / "exposures.yaml").write_text("NK-p1: public_office\n", "utf-8")
    files = [write(tmp_path / "e.json", PERSON)]
    assert import_entities(files, None).records == {}
    import_entities(files, tmp_path / "records", exposures=tmp_path / "exposures.yaml")
    (found,) = records(tmp_path / "records" / "persons-ftm.jsonl")
    assert found == {"id": "per-nk-p1", "name": "A B", "exposure": "public_office"}


@pytest.mark.parametrize("content", ["NK-p1: pubic_office\n", "- x\n", "x: [", ""])
def test_exposures_that_are_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "exposures.yaml").write_text(content, "utf-8")
    with pytest.raises(Refused):
        import_entities([write(tmp_path / "e.json", PERSON)], None, exposures=tmp_path / "exposures.yaml")


@pytest.mark.parametrize(
    "entity",
    [
        {"id": "x"},
        {"id": "x", "schema": "Nonsense"},
        {"schema": "Person"},
        {"id": 1, "schema": "Company", "properties": 5},
    ],
)
def test_what_is_no_entity(tmp_path: Path, entity: Any) -> None:
    with pytest.raises(Refused) as refused:
        import_entities([write(tmp_path / "e.json", BODY, entity)], None)
    assert [(problem.where.line, problem.code) for problem in refused.value.problems] == [(2, "not-an-entity")]


def test_what_goes_out_comes_back(tmp_path: Path, records: Path) -> None:
    release = tmp_path / "release"
    built = build(records, release)
    export_entities(release, tmp_path / "out.json")
    for line in (tmp_path / "out.json").read_text("utf-8").splitlines():
        proxy = model.get_proxy(json.loads(line))
        assert proxy.schema.is_a("LegalEntity")
        assert proxy.names
    done = import_entities([tmp_path / "out.json"], tmp_path / "back")
    tables = built.dataset.tables
    assert done.records.get("organizations", 0) == len(tables["organizations"])
    assert done.records.get("persons", 0) == len(tables["persons"])
    for name in ("organizations", "persons"):
        path = tmp_path / "back" / f"{name}-ftm.jsonl"
        found = (
            {row["id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines())} if path.exists() else {}
        )
        for row in tables[name].to_pylist():
            back = found[row["id"]]
            assert back["name"] == row["name"]
            assert {back.get(key) for key in ("country", "exposure", "wikidata")} == {
                row.get(key) for key in ("country", "exposure", "wikidata")
            }
    assert not done.account.skipped
