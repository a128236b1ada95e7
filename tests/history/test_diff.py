"""Any two releases can be compared."""

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import onrecord
from onrecord.cli import main
from onrecord.publish import build

from .conftest import continued, edit

TINY = Path(__file__).parents[1] / "tiny" / "records"


def diff(*arguments: str | Path, color: bool = False) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)], color=color)


@pytest.fixture(scope="session")
def two_releases(tiny_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with version 1.0.0 as `old`, and as `new` version 1.1.0, built once for all tests.

    One number is another there, one group is new, one person is withdrawn.
    """
    folder = tmp_path_factory.mktemp("two")
    records = continued(Path(shutil.copytree(TINY, folder / "records")), tiny_release)
    edit(
        records / "reports.yaml", ("value: 1000000000", "value: 2000000000"), ("stated: 1 billion", "stated: 2 billion")
    )
    edit(records / "agents.yaml", ("groups:", "groups:\n  - {id: grp-men, name: men}"))
    edit(records / "reports.yaml", ("speaker_id: per-guterres", "speaker_id: org-un"))
    text = (records / "agents.yaml").read_text("utf-8")
    taken = "records:\n  - {id: per-guterres, type: person, status: withdrawn, reason: By request.}\n\n"
    (records / "agents.yaml").write_text(
        text[: text.index("persons:")] + taken + text[text.index("groups:") :], "utf-8"
    )
    reasons = [f"- {{record_id: {id}, reason: Misread.}}\n" for id in ("fig-growth", "stmt-responsibility")]
    (records / "changes.yaml").write_text("".join(reasons))
    build(records, folder / "new")
    return folder


@pytest.fixture
def new(two_releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Version 1.1.0, beside version 1.0.0 as `old` in the current folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(two_releases, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("records"))
    return Path("new")


def test_equal_releases(new: Path) -> None:
    result = diff(new, new)
    assert (result.exit_code, result.output) == (0, "the releases say the same\n")
    assert len(onrecord.diff(new, new)) == 0


def test_text_is_grouped_by_record(new: Path) -> None:
    result = diff("old", new)
    assert result.exit_code == 1
    text = result.output
    assert (
        "fig-growth\n  ~ figures\n      stated: 1 billion -> 2 billion\n      low: 1000000000 -> 2000000000\n" in text
    )
    assert "grp-men\n  + groups\n      name: men\n" in text
    assert "per-guterres\n  - persons\n      name: António Guterres\n" in text
    assert "  + records\n      status: withdrawn\n      reason: By request.\n" in text
    assert "changes" not in text
    assert "figures_wide" not in text


def test_json_has_every_cell(new: Path) -> None:
    rows = json.loads(diff("old", new, "--format", "json").output)
    (growth,) = [row for row in rows if row["row_id"] == "fig-growth"]
    assert growth == {
        "record_id": "fig-growth", "row_id": "fig-growth", "table_name": "figures", "change": "changed",
        "cells": {"stated": {"before": "1 billion", "after": "2 billion"},
                  "low": {"before": "1000000000", "after": "2000000000"}},
    }  # fmt: skip


def test_back_and_forth_are_mirrored(new: Path) -> None:
    forth, back = onrecord.diff("old", new).to_dicts(), onrecord.diff(new, "old").to_dicts()
    turned = [{**row, "before": row["after"], "after": row["before"]} for row in back]
    names = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted(map(str, forth)) == sorted(str({**row, "change": names[row["change"]]}) for row in turned)


def test_what_a_release_says_of_its_dataset_is_compared(later: Path) -> None:
    edit(later / "dataset.yaml", ("id: CC0-1.0", "id: CC-BY-4.0"), ('title: "Eight', 'title: "More than eight'))
    title = onrecord.open("old").descriptor["title"]
    text = diff("old", build(later, "new").path).output
    assert f"dataset\n  ~ dataset\n      title: {title} -> More than e{title[1:]}\n      licence: " in text
    assert text.endswith("0 rows added, 0 rows removed, 1 row changed\n")


@pytest.mark.parametrize("turn", [list, reversed], ids=["forth", "back"])
def test_of_a_dataset_only_what_both_releases_can_tell_is_compared(
    new: Path, turn: Callable[[list[Path]], Iterable[Path]]
) -> None:
    for path in Path("old").rglob("datapackage.json"):
        package = json.loads(path.read_text("utf-8"))
        earlier = {name: package[name] for name in package if name not in ("language", "contact", "conflictFactor")}
        assert len(earlier) < len(package)
        path.write_text(json.dumps(earlier), "utf-8")
    result = diff(*turn([Path("old"), new]))
    assert (result.exit_code, result.output.count("~ dataset")) == (1, 0)


@pytest.mark.parametrize("gone", ["parquet", "parquet/figures.parquet"])
@pytest.mark.parametrize("turn", [list, reversed], ids=["forth", "back"])
def test_half_a_copy_is_not_taken_for_deletion(
    new: Path, gone: str, turn: Callable[[list[Path]], Iterable[Path]]
) -> None:
    half = Path(shutil.copytree(new, "half"))
    shutil.rmtree(half / gone) if (half / gone).is_dir() else (half / gone).unlink()
    result = diff(*turn([new, half]))
    assert result.exit_code == 2
    assert "half/parquet/" in result.output and "cannot be read" in result.output
    assert isinstance(result.exception, SystemExit)


def test_colour_only_where_it_is_wanted(new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in diff("old", new).output
    assert "\x1b[" in diff("old", new, color=True).output
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in diff("old", new, color=True).output


def test_wrong_use(new: Path) -> None:
    assert diff("old", "nowhere").exit_code == 2
