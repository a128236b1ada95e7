"""What a release says of the one before: register, changes, changelog, drafts."""

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import onrecord
from onrecord.layout import Layout
from onrecord.load import load
from onrecord.problems import UsageError
from onrecord.publish import build
from onrecord.verify import verify

from .conftest import edit

Reasons = Callable[[str], Path]
NEW_VALUE = ("stated: 1 billion\n        value: 1000000000", "stated: 2 billion\n        value: 2000000000")
NEW_GROUP = ("groups:", "groups:\n  - {id: grp-men, name: men}")


def changes(folder: Path) -> list[tuple[str | None, ...]]:
    """The changes of a folder of records: version, record, table, column, before, after, reason."""
    dataset, problems = load(folder)
    assert dataset is not None, problems
    names = ["version", "record_id", "table_name", "column_name", "before", "after", "reason"]
    rows = dataset.tables["changes"].select(names).to_pylist()
    return sorted((tuple(row.values()) for row in rows), key=str)


def register(folder: Path) -> dict[str, tuple[str, str, str]]:
    dataset, problems = load(folder)
    assert dataset is not None, problems
    rows = dataset.tables["records"].to_pylist()
    return {row["id"]: (row["status"], row["since"], row["changed"]) for row in rows}


def withdraw(folder: Path, id: str, type: str, more: str = "") -> None:
    entry = f"records:\n  - {{id: {id}, type: {type}, status: withdrawn, reason: It was asked for{more}}}\ngroups:"
    edit(folder / "agents.yaml", ("groups:", entry))


def without_the_person(folder: Path) -> None:
    text = (folder / "agents.yaml").read_text("utf-8")
    start, end = text.index("persons:"), min(text.index(word) for word in ("records:", "groups:") if word in text)
    (folder / "agents.yaml").write_text(text[:start] + text[end:], "utf-8")
    edit(folder / "reports.yaml", ("speaker_id: per-guterres", "speaker_id: org-un"))


def test_records_that_stay_as_they_are_change_nothing(later: Path) -> None:
    assert changes(later) == []
    assert set(register(later).values()) == {("active", "1.0.0", "1.0.0")}


def test_what_is_new_needs_no_reason(later: Path) -> None:
    edit(later / "agents.yaml", NEW_GROUP, ("lang: en, kind: abbreviation}", "lang: en, kind: abbreviation}\n"
                                            "      - {value: ONU, lang: fr, kind: abbreviation}"))  # fmt: skip
    (group, name) = changes(later)
    assert group == ("1.1.0", "grp-men", "groups", None, None, "grp-men", None)
    assert name[:5] == ("1.1.0", "org-un", "names", None, None)
    assert str(name[5]).startswith("name-org-un-")
    assert register(later)["grp-men"] == ("active", "1.1.0", "1.1.0")
    assert register(later)["org-un"] == ("active", "1.0.0", "1.1.0")
    assert register(later)["grp-world"] == ("active", "1.0.0", "1.0.0")


@pytest.mark.parametrize("where", ["", "column: value, ", "table: figures, ", "version: 1.1.0, "])
def test_every_changed_cell_is_there_with_its_reason(reasons: Reasons, where: str) -> None:
    folder = reasons(f"- {{record_id: fig-growth, {where}reason: Misread.}}\n")
    edit(folder / "reports.yaml", (NEW_VALUE[0], NEW_VALUE[0].replace("value: 1", "value: 2")))
    edit(folder / "reports.yaml", ("stated: 1 billion", "stated: 2 billion")) if where != "column: value, " else None
    edit(folder / "reports.yaml", ("qualifier: more_than", "qualifier: exact")) if not where else None
    if where == "column: value, ":  # a number that nothing was printed for; `low` follows from `value`
        edit(folder / "reports.yaml", ("        stated: 1 billion\n", "        stated: two\n"))
        assert load(folder)[0] is None
        return
    found = changes(folder)
    assert ("1.1.0", "fig-growth", "figures", "stated", "1 billion", "2 billion", "Misread.") in found
    assert ("1.1.0", "fig-growth", "figures", "low", "1000000000", "2000000000", "Misread.") in found
    assert {row[-1] for row in found} == {"Misread."}


def test_what_follows_from_a_column_has_its_reason(reasons: Reasons) -> None:
    folder = reasons(
        "- {record_id: fig-growth, column: stated, reason: Misread.}\n"
        "- {record_id: org-un, column: name, reason: Its full name.}\n"
        "- {record_id: stmt-eight-billion, column: speaker_id, reason: It was the fund.}\n"
    )
    edit(folder / "reports.yaml", NEW_VALUE, ("speaker_id: org-un", "speaker_id: org-unfpa"))
    edit(folder / "agents.yaml", ("name: United Nations\n", "name: The United Nations\n"))
    by_record = {(row[1], row[2], row[3], row[6]) for row in changes(folder)}
    assert ("fig-growth", "figures", "low", "Misread.") in by_record
    assert ("org-un", "names", None, "Its full name.") in by_record
    assert ("fig-people-2022", "figures", "reporter_id", "It was the fund.") in by_record


def test_the_narrowest_reason_wins_and_a_date_goes_by_its_field(reasons: Reasons) -> None:
    folder = reasons(
        "- {record_id: fig-growth, reason: Misread.}\n- {record_id: fig-growth, column: period, reason: Typo.}\n"
    )
    edit(folder / "reports.yaml", NEW_VALUE, ("period: 2010/2022", "period: 2010/2023"))
    found = {row[3]: row[6] for row in changes(folder)}
    assert found == {"stated": "Misread.", "low": "Misread.", "period_edtf": "Typo."}


def test_a_row_that_goes_needs_a_reason_and_keeps_no_content(reasons: Reasons) -> None:
    folder = reasons("- {record_id: org-un, table: names, reason: Not a name.}\n")
    edit(folder / "agents.yaml", ("      - {value: UN, lang: en, kind: abbreviation}\n", ""))
    ((_, record, table, column, before, after, reason),) = changes(folder)
    assert (record, table, column, after, reason) == ("org-un", "names", None, None, "Not a name.")
    assert str(before).startswith("name-org-un-")


def test_a_withdrawal_is_one_row_without_the_old_data(later: Path) -> None:
    withdraw(later, "per-guterres", "person")
    without_the_person(later)
    (later / "changes.yaml").write_text("- {record_id: stmt-responsibility, reason: The speaker is unknown.}\n")
    assert [row for row in changes(later) if row[1] == "per-guterres"] == [
        ("1.1.0", "per-guterres", "records", "status", None, "withdrawn", "It was asked for")
    ]
    assert register(later)["per-guterres"] == ("withdrawn", "1.0.0", "1.1.0")


def test_an_id_that_tells_too_much_gives_way_to_an_opaque_one(later: Path) -> None:
    withdraw(later, "per-x1", "person", more=", in_place_of: per-guterres")
    without_the_person(later)
    (later / "changes.yaml").write_text("- {record_id: stmt-responsibility, reason: The speaker is unknown.}\n")
    release = build(later, "new")
    assert register(later)["per-x1"] == ("withdrawn", "1.0.0", "1.1.0")
    for path in release.path.rglob("*"):
        assert path.is_dir() or b"guterres" not in path.read_bytes().lower(), path


def test_a_release_with_a_withdrawal_is_sound_and_so_is_the_next(later: Path) -> None:
    without_the_person(later)
    withdraw(later, "per-guterres", "person")
    (later / "changes.yaml").write_text("- {record_id: stmt-responsibility, reason: It was asked for.}\n")
    release = build(later, "withdrawn").path
    assert not list(verify(release)), list(verify(release))
    edit(later / "dataset.yaml", ("version: 1.1.0", "version: 1.2.0"))
    assert not list(verify(build(later, "next", previous=release).path))


def test_history_goes_on_and_forgets_what_is_withdrawn(later: Path) -> None:
    (later / "changes.yaml").write_text("- {record_id: per-guterres, reason: Spelt as he does.}\n")
    edit(later / "agents.yaml", ("António", "Antonio"), NEW_GROUP)
    build(later, "new")
    edit(later / "dataset.yaml", ("1.1.0", "1.2.0"), ("../old", "../new"))
    before = changes(later)
    assert ("1.1.0", "per-guterres", "persons", "name", "António Guterres", "Antonio Guterres",
            "Spelt as he does.") in before  # fmt: skip
    assert {row[0] for row in before} == {"1.1.0"}
    withdraw(later, "per-guterres", "person")
    without_the_person(later)
    with (later / "changes.yaml").open("a") as file:
        file.write("- {record_id: stmt-responsibility, reason: The speaker is unknown.}\n")
    about = [row for row in changes(later) if row[1] == "per-guterres"]
    assert about == [
        ("1.1.0", "per-guterres", "persons", "name", None, None, None),
        ("1.2.0", "per-guterres", "records", "status", None, "withdrawn", "It was asked for"),
    ]
    assert ("1.1.0", "grp-men", "groups", None, None, "grp-men", None) in changes(later)


def test_a_withdrawn_id_stays_in_the_register_without_its_entry(later: Path) -> None:
    withdraw(later, "grp-old", "group")
    build(later, "new")
    edit(later / "dataset.yaml", ("1.1.0", "1.2.0"), ("../old", "../new"))
    text = (later / "agents.yaml").read_text("utf-8")
    (later / "agents.yaml").write_text(text[: text.index("records:")] + text[text.index("groups:") :], "utf-8")
    assert register(later)["grp-old"] == ("withdrawn", "1.1.0", "1.1.0")


def test_a_reason_is_spent_once_a_version_has_used_it(later: Path) -> None:
    (later / "changes.yaml").write_text("- {record_id: fig-growth, reason: Misread.}\n")
    edit(later / "reports.yaml", NEW_VALUE)
    build(later, "new")
    edit(later / "dataset.yaml", ("1.1.0", "1.2.0"), ("../old", "../new"))
    assert load(later)[1] == ()
    edit(later / "reports.yaml", ("period: 2010/2022", "period: 2010/2023"))
    assert [problem.code for problem in load(later)[1]] == ["unexplained-change"]


def test_a_figure_that_its_source_corrects_later_keeps_both_values(later: Path) -> None:
    corrected = (
        "  - {id: fig-people-corrected, source_id: src-relay, about_id: grp-world, measure_id: var-population, "
        "modality: estimated, qualifier: exact, stated: 8 billion, value: 8e9, period: 2022-11-15, "
        "place_id: place-world, citations: [{source_id: src-relay, locator: page 2}]}\nderivations:"
    )
    (later / "changes.yaml").write_text(
        "- {record_id: fig-people-misprint, column: corrected_by_id, reason: Corrected by the source.}\n"
    )
    edit(later / "reports.yaml", ("corrected_by_id: fig-people-2022", "corrected_by_id: fig-people-corrected"))
    edit(later / "reports.yaml", ("\nderivations:", f"\n{corrected}"))
    figures = {row[1]: row[3] for row in changes(later) if row[2] == "figures"}
    assert figures == {"fig-people-corrected": None, "fig-people-misprint": "corrected_by_id"}
    dataset, _ = load(later)
    assert dataset is not None
    assert {80e9, 8e9} <= set(dataset.tables["figures"]["value"].to_pylist())


def test_the_release_before_may_stand_at_the_target(later: Path) -> None:
    edit(later / "agents.yaml", NEW_GROUP)
    built = build(later, "old")
    assert built.dataset.previous == "1.0.0"
    assert onrecord.open("old").changes.to_dicts()[0]["record_id"] == "grp-men"
    assert onrecord.open("old").verify()
    catalog = Path("old/rdf/catalog.ttl").read_text("utf-8")
    assert "dcat:previousVersion" in catalog


def test_a_draft_may_be_silent_says_so_and_is_no_release_before(later: Path) -> None:
    edit(later / "reports.yaml", NEW_VALUE)
    without_the_person(later)
    draft = build(later, "draft", draft=True).path
    assert json.loads((draft / "datapackage.json").read_text())["version"] == "1.1.0-draft"
    assert "This is a draft" in (draft / "README.md").read_text("utf-8")
    assert "1.1.0" in (draft / "CHANGELOG.md").read_text("utf-8")
    assert onrecord.open(draft).verify()
    with pytest.raises(UsageError, match="is a draft"):
        build(later, "new", previous=draft)


@pytest.mark.parametrize("name", ["nowhere", "records"])
def test_a_release_before_that_is_none_is_wrong_use(later: Path, name: str) -> None:
    with pytest.raises(UsageError, match="is no release"):
        build(later, "new", previous=name)


FIGURES = Path("old/parquet/figures.parquet")
SUMS = Path("old/SHA256SUMS")


def edit_a_cell() -> None:
    figures = pq.read_table(FIGURES)
    place = figures.schema.get_field_index("stated")
    pq.write_table(figures.set_column(place, figures.schema.field(place), pa.array(["1"] * len(figures))), FIGURES)


def forget_the_figures() -> None:
    FIGURES.unlink()
    SUMS.write_text("".join(line for line in SUMS.read_text().splitlines(True) if "figures.parquet" not in line))


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda: FIGURES.write_bytes(b"PAR1"), "parquet/figures.parquet has another SHA-256"),
        (edit_a_cell, "parquet/figures.parquet has another SHA-256"),
        (FIGURES.unlink, "the table `figures`"),
        (forget_the_figures, "the table `figures`"),
        (lambda: SUMS.write_text(""), "datapackage.json is not in its SHA256SUMS"),
        (SUMS.unlink, "its SHA256SUMS cannot be read"),
        (lambda: edit(Path("old/datapackage.json"), ("CC0-1.0", "CC0-2.0")), "datapackage.json has another SHA-256"),
        (lambda: edit(Path("old/datapackage.json"), ('"created": "2', '"created": "')), "damaged datapackage.json"),
    ],
)
def test_a_release_before_that_is_not_as_published_is_wrong_use(
    later: Path, damage: Callable[[], object], message: str
) -> None:
    damage()
    with pytest.raises(UsageError, match=re.escape(message)):
        build(later, "new")


def test_a_part_that_is_gone_is_missed(later: Path) -> None:
    build(later, "parts", layout=Layout(part_rows=2))
    edit(later / "dataset.yaml", ("../old", "../parts"), ("1.1.0", "1.2.0"))
    assert load(later)[1] == ()
    Path("parts/parquet/figures/figures-0002.parquet").unlink()
    with pytest.raises(UsageError, match=r"figures-0002\.parquet is missing"):
        load(later)


def test_a_table_that_an_older_release_never_had_is_empty(later: Path) -> None:
    path = Path("old/datapackage.json")
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["resources"] = [each for each in descriptor["resources"] if each["name"] != "derivation_inputs"]
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_text(json.dumps(descriptor), "utf-8")
    Path("old/parquet/derivation_inputs.parquet").unlink()
    kept = [line for line in SUMS.read_text().splitlines() if "/derivation_inputs.parquet" not in line]
    SUMS.write_text("\n".join(kept).replace(before, hashlib.sha256(path.read_bytes()).hexdigest()))
    assert {row[2] for row in changes(later)} == {"derivation_inputs"}


def test_the_changelog_tells_people(later: Path) -> None:
    first = Path("old/CHANGELOG.md").read_text("utf-8")
    assert first.endswith("## 1.0.0\n\nThe first release.\n")
    edit(later / "agents.yaml", NEW_GROUP)
    edit(later / "reports.yaml", NEW_VALUE)
    withdraw(later, "per-guterres", "person")
    without_the_person(later)
    (later / "changes.yaml").write_text(
        "- {record_id: stmt-responsibility, reason: The speaker is unknown.}\n"
        "- {record_id: fig-growth, reason: Misread.}\n"
    )
    assert (build(later, "new").path / "CHANGELOG.md").read_text("utf-8").partition("every id.\n\n")[2] == (
        "## 1.1.0\n\n"
        "### Added\n\n- 1 group: men `grp-men`\n\n"
        "### Changed\n\n"
        "- 1 figure: Misread. - `fig-growth` (low, stated)\n"
        "- 1 statement: The speaker is unknown. - `stmt-responsibility` (speaker_id)\n\n"
        "### Withdrawn\n\n- 1 person: It was asked for - `per-guterres`\n\n"
        "## 1.0.0\n\nThe first release.\n"
    )
