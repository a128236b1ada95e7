"""Spellings of one name are found, and what is only alike, recorded as different or an acronym is not."""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.names import likely as matching
from onrecord.names import likely_same
from onrecord.names.spelling import forms, is_acronym

DATASET = Path(__file__).parents[1] / "tiny" / "records" / "dataset.yaml"
SPELLINGS = [
    ("Put' Domoi", "Путь домой", "Bute Domoy", "Bout Domoy", "Bot Domoy"),
    ("Idite Lesom", "Идите лесом", "Idyte Lesom", "Edit Lesum", "Edity Lessom"),
    ("Mozhem Obyasnit", "Можем объяснить", "Mozhem Oblyasnit"),
    ("Jakarta", "Джакарта"),
    ("Cordoba", "Кордоба"),
    ("Юлия", "Julia", "Yuliya"),
]


@pytest.mark.parametrize("group", SPELLINGS, ids=[group[0] for group in SPELLINGS])
def test_spellings_of_one_name_are_found(group: tuple[str, ...]) -> None:
    found = {(pair.one, pair.two) for pair in likely_same(group)}
    assert found == set(combinations(range(len(group)), 2))


@pytest.mark.parametrize(
    "pair", [("Minsk", "Pinsk"), ("Kirov", "Kursk"), ("Putin", "Poutou"), ("", "!"), ("Ann", "Ono")]
)
def test_other_names_are_not(pair: tuple[str, str]) -> None:
    assert not list(likely_same(pair))


def test_chunks_do_not_change_what_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    spellings = [spelling for group in SPELLINGS for spelling in group]
    whole = list(likely_same(spellings))
    monkeypatch.setattr(matching, "_CELLS", 50)
    assert list(likely_same(spellings)) == whole


def test_a_spelling_without_letters_has_no_forms() -> None:
    assert forms("…") == set()


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [("UN", True), ("U.N.", True), ("ООН", True), ("北京", False), ("Un", False), ("Put Domoi", False)],
)
def test_acronyms_are_told_by_their_capitals(spelling: str, expected: bool) -> None:
    assert is_acronym(spelling) is expected


def run(folder: Path, organizations: list[dict[str, Any]], *options: str, **tables: Any) -> Result:
    (folder / "dataset.yaml").write_text(DATASET.read_text())
    (folder / "records.yaml").write_text(json.dumps({"organizations": organizations, **tables}))
    return CliRunner().invoke(main, ["names", str(folder), *options])


A, B = {"id": "org-a", "name": "Idite Lesom"}, {"id": "org-b", "name": "Идите лесом"}


def test_a_suggestion_has_both_ids_places_spellings_and_the_reason(tmp_path: Path) -> None:
    result = run(tmp_path, [A, B])
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:3] == [
        "org-a and org-b: the same consonants, 100% of all letters alike",
        f"  {tmp_path}/records.yaml:1:44: org-a: Idite Lesom",
        f"  {tmp_path}/records.yaml:1:84: org-b: Идите лесом",
    ]


def test_suggestions_as_json(tmp_path: Path) -> None:
    [pair] = json.loads(run(tmp_path, [A, B], "--format", "json").stdout)["suggestions"]
    assert (pair["one"]["agent_id"], pair["other"]["value"]) == ("org-a", "Идите лесом")
    assert pair["other"]["where"]["column"] == 84


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (A, {**B, "distinctions": [{"other_id": "org-a", "reason": "Known."}]}),
        ({**A, "distinctions": [{"other_id": "org-b", "reason": "Known."}]}, B),
        ({**A, "name": "MSU"}, {**B, "name": "MSU"[::-1], "names": [{"value": "MCU", "lang": "en", "kind": "native"}]}),
        (
            {**A, "name": "One", "names": [{"value": "Same thing", "lang": "en", "kind": "abbreviation"}]},
            {**B, "name": "Two", "names": [{"value": "Same thing", "lang": "en", "kind": "abbreviation"}]},
        ),
    ],
    ids=["distinction", "the other way round", "acronyms", "abbreviations"],
)
def test_nothing_is_suggested(tmp_path: Path, one: dict[str, Any], two: dict[str, Any]) -> None:
    assert "0 suggestions" in run(tmp_path, [one, two]).stdout


def test_spellings_of_one_agent_and_labels_of_groups_are_not_compared(tmp_path: Path) -> None:
    groups = [{"id": f"grp-{name}", "name": "a soldier", "description": name} for name in "ab"]
    own = {**A, "names": [{"value": "Edity Lessom", "lang": "ru-latn", "kind": "misspelling"}]}
    result = run(tmp_path, [own], groups=groups)
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path}: 0 suggestions\n")


def test_a_shared_name_is_a_problem_and_no_suggestion(tmp_path: Path) -> None:
    result = run(tmp_path, [A, {**B, "name": "IDITE  LESOM"}])
    assert result.exit_code == 1
    assert "error[shared-name]: `org-b` is called `IDITE  LESOM`, as `org-a` is (see" in result.stderr
    assert "0 suggestions" in result.stdout
