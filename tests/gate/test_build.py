"""The gate in a build: what it finds refuses the release, nothing shows the word, and the old release stays."""

import hashlib
import shutil
import traceback
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import onrecord
from onrecord.cli import main
from onrecord.disclosure import withhold

from .conftest import gate


def run(*arguments: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=typed)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def spoilt(records: Path) -> Path:
    """Records that withhold a word, and a release of them from before the word came in."""
    assert run("withhold", "--records", records, typed="Zebra\nstriped horse\n").exit_code == 0
    assert run("build", records).exit_code == 0
    edit(records / "agents.yaml", "All people who are alive.", "All who know a zébra.")
    return records


def test_words_are_kept_as_hashes_only(records: Path) -> None:
    result = run("withhold", "--records", records, typed="Zebra\nstriped horse\n")
    assert "2 added, 2 in all" in result.output
    assert run("withhold", "--records", records, "ZEBRA", "quagga").output.endswith("1 added, 3 in all\n")
    text = (records / "withheld.yaml").read_text()
    assert "zebra" not in text.casefold()
    salt = text.partition("salt: ")[2].partition("\n")[0]
    assert hashlib.sha256(f"{salt} striped horse".encode()).hexdigest() in text
    assert run("check", records).exit_code == 0


def test_a_hit_refuses_the_release_and_shows_no_word(spoilt: Path) -> None:
    before = everything(Path("datapackage"))
    result = run("build", spoilt)
    assert result.exit_code == 1
    assert "data/groups.csv: error[withheld-word]: a withheld word stands in its column `description`" in result.stderr
    for file in ("parquet/groups.parquet", "rdf/tiny.ttl"):
        assert f"{file}: error[withheld-word]" in result.stderr
    assert "zebra" not in result.output.casefold() and "zébra" not in result.output
    assert everything(Path("datapackage")) == before
    assert sorted(path.name for path in Path().iterdir()) == ["datapackage", "records"]


def test_the_error_and_its_chain_show_no_word(spoilt: Path) -> None:
    with pytest.raises(onrecord.Refused) as refused:
        onrecord.build(spoilt, "datapackage")
    text = "".join(traceback.format_exception(refused.value))
    assert "zébra" not in text and "zebra" not in text.casefold()


def test_other_problems_do_not_show_the_word_either(spoilt: Path) -> None:
    edit(spoilt / "agents.yaml", "name: everybody", "name: zebra everybody, nmae: x")
    edit(spoilt / "agents.yaml", "  - id: org-unfpa\n", "  - {id: org-zebra, knid: zebra}\n  - id: org-unfpa\n")
    result = run("check", spoilt)
    assert result.exit_code == 1
    assert "error[unknown-field]" in result.stderr
    assert "zebra" not in result.output


def test_plain_words_in_a_file(records: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("quagga\n\nPopulation Fund\n")
    result = run("build", records, "--withheld", words)
    assert result.exit_code == 1
    assert "data/organizations.csv: error[withheld-word]" in result.stderr
    words.write_text("quagga\n")
    assert "withheld words and phrases: 1;" in run("build", records, "--withheld", words).output
    assert gate("quagga").search(Path("datapackage"))[1] == []


@pytest.mark.parametrize("content", [None, b"", b"...\n", b"\xff\xfe\xfd"])
def test_plain_words_that_cannot_be_read_are_a_wrong_use(records: Path, content: bytes | None) -> None:
    if content is not None:
        Path("words.txt").write_bytes(content)
    assert run("build", records, "--withheld", "words.txt").exit_code == 2
    assert not Path("datapackage").exists()


@pytest.mark.parametrize("content", ["withheld: [zebra]\n", "salt: zebra\n", "zebra", "salt: '", "zebra: 1\n", "\xff"])
def test_a_damaged_list_of_hashes_refuses_and_is_not_shown(records: Path, content: str) -> None:
    (records / "withheld.yaml").write_bytes(content.encode("latin-1"))
    result = run("build", records)
    assert result.exit_code == 1
    assert "records/withheld.yaml:1:" in result.stderr
    assert "zebra" not in result.output
    with pytest.raises(onrecord.Refused):
        withhold(["x"], records)


def test_wording_of_a_source_refuses_the_release(records: Path, tmp_path: Path) -> None:
    text = tmp_path / "sources" / "page.txt"
    text.parent.mkdir()
    text.write_text("On that day world population reached eight billion, twelve years after seven billion.")
    edit(records / "reports.yaml", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
         hashlib.sha256(text.read_bytes()).hexdigest())  # fmt: skip
    assert run("build", records).exit_code == 0
    result = run("build", records, "--sources", text.parent)
    assert result.exit_code == 1
    assert "data/statements.csv: error[source-words]" in result.stderr
    text.write_text("something else")
    built = onrecord.build(records, "datapackage", sources=text.parent)
    assert built.searched.texts == 0


def test_the_flagship_withholds_and_holds_nothing_of_it(tmp_path: Path) -> None:
    built = onrecord.build(Path(__file__).parents[2] / "records", tmp_path / "datapackage")
    assert built.searched.words == 1
    assert built.searched.files == sum(path.is_file() for path in built.path.rglob("*"))


def test_a_withdrawn_record_leaves_its_tombstone_alone(records: Path) -> None:
    words = ["Guterres", "António", "Secretary General", "reason to care for the planet", "stmt responsibility"]
    assert run("build", records).exit_code == 0
    assert {problem.code for problem in gate(*words).search(Path("datapackage"))[1]} == {"withheld-word"}
    text = (records / "agents.yaml").read_text("utf-8")
    start, stop = text.index("persons:"), text.index("groups:")
    gone = "records:\n  - {id: per-x7kq, type: person, status: withdrawn, since: 0.9.0, changed: 1.0.0, "
    gone += "reason: Asked for.}\n"
    (records / "agents.yaml").write_text(text[:start] + gone + text[stop:], "utf-8")
    text = (records / "reports.yaml").read_text("utf-8")
    start, stop = text.index("  - id: stmt-responsibility"), text.index("figures:\n  - id: fig-people-misprint")
    (records / "reports.yaml").write_text(text[:start] + text[stop:], "utf-8")
    shutil.rmtree("datapackage")
    assert run("build", records).exit_code == 0
    assert gate(*words).search(Path("datapackage"))[1] == []
    release = onrecord.open("datapackage")
    (row,) = [row for row in release.records.to_dicts() if row["id"] == "per-x7kq"]
    assert row == {"id": "per-x7kq", "type": "person", "status": "withdrawn", "since": "0.9.0", "changed": "1.0.0",
                   "replaced_by_id": None, "reason": "Asked for."}  # fmt: skip
    found = {problem.where.file for problem in gate("per x7kq").search(Path("datapackage"))[1]}
    assert found == {"data/records.csv", "index.html", "parquet/records.parquet", "rdf/tiny.ttl"}
    assert release.verify()
