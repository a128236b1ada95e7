"""A release never changes silently: each rule of time has a case that breaks it."""

from pathlib import Path

import pytest

from onrecord.check.history import RULES
from onrecord.layout import Layout, read_bytes
from onrecord.load import load
from onrecord.problems import Severity
from onrecord.publish import build

from .conftest import edit

GROWTH = "stated: 1 billion\n        value: 1000000000"
NO_PERSON = [
    ("persons:\n  - id: per-guterres\n    name: António Guterres\n    exposure: public_office\n    affiliations:\n"
     "      - {organization_id: org-un, role: Secretary-General, held: 2017-01-01/..}\n\n", ""),
]  # fmt: skip

# code, the edits file by file, where the problem is, what it says
BROKEN = [
    ("other-dataset", {"dataset": [("name: tiny", "name: small")], "agents": [("id: grp-world", "id: grp-all")]},
     "records/dataset.yaml:2:7", "this is `small` at https://example.org/tiny/, but version 1.0.0 is of `tiny` at "
     "https://example.org/tiny/"),
    ("vanished-id", {"agents": NO_PERSON, "reports": [("speaker_id: per-guterres", "speaker_id: org-un")]},
     "old/data/records.csv:11:1", "the person `per-guterres` of version 1.0.0 is gone"),
    ("changed-type", {"agents": [*NO_PERSON, ("groups:", "records:\n  - {id: per-guterres, type: group, "
                                              "status: withdrawn, reason: Out of scope.}\ngroups:")],
                      "reports": [("speaker_id: per-guterres", "speaker_id: org-un")]},
     "records/agents.yaml:19:30", "`per-guterres` is a group, but was a person in version 1.0.0"),
    ("unexplained-change", {"reports": [("stated: 1 billion\n        value: 1000000000",
                                         "stated: 2 billion\n        value: 2000000000")]},
     "records/reports.yaml:96:17",
     "`fig-growth` changed without a reason: `stated` was `1 billion` and is `2 billion`, and 1 more"),
    ("same-version", {"dataset": [("1.1.0", "1.0.0")], "agents": [("name: everybody", "name: All")]},
     "records/dataset.yaml:5:10", "the version is 1.0.0, not greater than 1.0.0, but 1 records differ "
     "and the dataset has another `issued`"),
    ("issued-earlier", {"dataset": [("2024-02-29", "2024-01-30")]},
     "records/dataset.yaml:6:9", "the day of issue is 2024-01-30, but version 1.0.0 was issued on 2024-01-31"),
    ("unused-reason", {"changes": [("", "- {record_id: org-un, reason: Why not.}")]},
     "records/changes.yaml:1:15", "nothing changed for the reason given for `org-un`"),
    ("unknown-record", {"changes": [("", "- {record_id: org-una, reason: Why not.}")]},
     "records/changes.yaml:1:15", "no record has the id `org-una`"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "edits", "where", "message"), BROKEN, ids=[case[0] for case in BROKEN])
def test_a_broken_rule_is_told_at_its_place(
    later: Path, code: str, edits: dict[str, list[tuple[str, str]]], where: str, message: str
) -> None:
    for name, changes in edits.items():
        edit(later / f"{name}.yaml", *changes)
    _, problems = load(later)
    found = [problem for problem in problems if problem.code == code]
    assert [(str(problem.where), problem.message) for problem in found] == [(where, message)], problems
    assert found[0].help


@pytest.mark.parametrize(
    ("layout", "where"),
    [
        (Layout(compression="gz"), "old/data/records.csv.gz:11:1"),
        (Layout(part_rows=4), "old/data/records/records-0003.csv:3:1"),
    ],
    ids=["compressed", "in parts"],
)
def test_a_vanished_id_is_told_where_the_previous_release_has_it(later: Path, layout: Layout, where: str) -> None:
    settings = (later / "dataset.yaml").read_text("utf-8")
    edit(later / "dataset.yaml", ("previous: ../old\n", ""), ("1.1.0", "1.0.0"), ("2024-02-29", "2024-01-31"))
    build(later, "old", layout=layout)
    (later / "dataset.yaml").write_text(settings, "utf-8")
    edit(later / "agents.yaml", *NO_PERSON)
    edit(later / "reports.yaml", ("speaker_id: per-guterres", "speaker_id: org-un"))
    [found] = [problem for problem in load(later)[1] if problem.code == "vanished-id"]
    assert str(found.where) == where
    path, line, _ = where.split(":")
    assert b"per-guterres" in read_bytes(Path(path)).splitlines()[int(line) - 1]


def test_an_id_that_was_withdrawn_is_not_used_again(later: Path) -> None:

    text = (later / "agents.yaml").read_text("utf-8")
    edit(later / "agents.yaml", ("groups:", "records:\n  - {id: grp-old, type: group, status: withdrawn, reason: "
                                 "Nobody.}\ngroups:"))  # fmt: skip
    build(later, "new")
    (later / "agents.yaml").write_text(f"{text}\n  - {{id: grp-old, name: again}}\n", "utf-8")
    edit(later / "dataset.yaml", ("1.1.0", "1.2.0"), ("../old", "../new"))
    (problem,) = load(later)[1]
    assert (problem.code, problem.message) == ("reused-id", "`grp-old` was withdrawn in version 1.1.0")
    assert str(problem.where) == "records/agents.yaml:30:10"


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("language", "language: fr"),
        ("contact", "contact: {name: Somebody else, url: https://example.org/write}"),
        ("conflict_factor", "conflict_factor: 3"),
    ],
)
def test_a_setting_does_not_change_under_one_version(later: Path, field: str, line: str) -> None:
    path = later / "dataset.yaml"
    edit(path, ("1.1.0", "1.0.0"), ("2024-02-29", "2024-01-31"))
    kept = [each for each in path.read_text("utf-8").splitlines() if not each.startswith(f"{field}:")]
    path.write_text("\n".join([*kept, line, ""]), "utf-8")
    found = [problem.message for problem in load(later)[1] if problem.code == "same-version"]
    assert [message for message in found if message.endswith(f"the dataset has another `{field}`")], found


def test_another_dataset_before_is_one_error_and_no_more(later: Path) -> None:
    edit(later / "dataset.yaml", ("base_iri: https://example.org/tiny/", "base_iri: https://example.org/other/"))
    edit(later / "agents.yaml", *NO_PERSON)
    edit(later / "reports.yaml", ("speaker_id: per-guterres", "speaker_id: org-un"))
    assert [(problem.code, problem.where.line) for problem in load(later)[1]] == [("other-dataset", 7)]


def test_metadata_that_cannot_be_read_are_of_no_other_dataset(later: Path) -> None:
    edit(later / "dataset.yaml", ("contact: {name", "contact: {nam"))
    assert "other-dataset" not in {problem.code for problem in load(later, previous=Path("old"))[1]}


@pytest.mark.parametrize(
    ("old", "new", "differing"),
    [
        ("id: CC0-1.0", "id: CC-BY-4.0", "`licence`"),
        ('title: "Eight', 'title: "More than eight', "`title`"),
        ("description: ", "description: More of ", "`description`"),
        ("keywords: [", "keywords: [more, ", "`keywords`"),
        ("issued: 2024-01-31", "issued: 2024-02-01", "`issued`"),
        ("version: 1.0.0", "version: 1.1.0\nhomepage: https://example.org/", ""),
        ("version: 1.0.0", "version: 1.0.0", ""),
    ],
)
def test_what_a_dataset_says_of_itself_changes_with_the_version(
    later: Path, old: str, new: str, differing: str
) -> None:
    edit(later / "dataset.yaml", ("1.1.0\nissued: 2024-02-29", "1.0.0\nissued: 2024-01-31"), (old, new))
    found = [(problem.code, problem.message.partition("another ")[2]) for problem in load(later)[1]]
    assert found == ([("same-version", differing)] if differing else [])


def test_every_rule_has_a_case() -> None:
    assert {case[0] for case in BROKEN} | {"reused-id"} == {rule.code for rule in RULES}


def test_only_a_reason_without_a_change_is_no_error() -> None:
    assert [rule.code for rule in RULES if rule.severity is Severity.WARNING] == ["unused-reason"]


def test_a_record_that_cannot_be_read_has_not_vanished(later: Path) -> None:
    edit(later / "agents.yaml", ("exposure: public_office", "exposure: public"))
    assert {problem.code for problem in load(later)[1]} == {"unknown-code"}


def test_nothing_vanishes_while_a_file_cannot_be_read(later: Path) -> None:
    (later / "agents.yaml").write_text("organizations: [", "utf-8")
    assert "vanished-id" not in {problem.code for problem in load(later)[1]}


def test_every_code_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "releases.md").read_text("utf-8")
    assert all(f"| `{rule.code}` |" in page for rule in RULES)
