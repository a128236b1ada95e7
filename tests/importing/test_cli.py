"""The commands as a user meets them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main

from .conftest import MAP, TABLE


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text(TABLE, "utf-8")
    Path("map.yaml").write_text(MAP, "utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments])


def test_the_report_counts_every_cell() -> None:
    result = run("t.csv", "--map", "map.yaml")
    assert result.exit_code == 0
    assert result.output == (
        "1 file, 2 rows, 6 cells:\n"
        "           3  as records of their own\n"
        "           2  in fields of records\n"
        "           1  skipped\n"
        "           1    note: prose of others\n"
        "3 figures\n"
        "records/figures-demo.jsonl: written\n"
    )


def test_cells_that_become_one_figure_are_counted_and_told() -> None:
    Path("t.csv").write_text(TABLE + TABLE.partition("\n")[2] * 7, "utf-8")
    result = run("t.csv", "--map", "map.yaml")
    assert (
        "          24  as records of their own\n          21    joined with an equal one of the same id\n"
        in result.output
    )
    assert result.stderr.count("warning[repeated-record]") == 10
    assert "2 more like the last `repeated-record` above" in result.stderr and "0 errors, 12 warnings" in result.stderr


def test_a_dry_run_shows_records() -> None:
    result = run("t.csv", "--map", "map.yaml", "--dry-run")
    assert result.output.startswith('figures: {"id": "fig-dead-2023-12-05"')
    assert "written" not in result.output
    assert not Path("records").exists()


def test_problems_are_shown_as_those_of_records() -> None:
    Path("t.csv").write_text("day,dead,hurt,note\n05.12.2023,viele,,\n", "utf-8")
    result = run("t.csv", "--map", "map.yaml")
    assert result.exit_code == 1
    assert result.stderr == (
        "t.csv:2:12: error[unread-number]: `viele` is not a number of the form `1 234,5`\n"
        "    2| 05.12.2023,viele,,\n"
        "     |            ^^^^^\n"
        "     = help: correct the form, name it under `absent`, or skip it by its `values`\n"
        "\n"
        "1 error, 0 warnings\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["t.csv"], "onrecord: an import needs `--map`; `onrecord map FILE` drafts one\n"),
        (["no.csv", "--map", "map.yaml"], "onrecord: there is no file or folder no.csv\n"),
        (["t.csv", "--map", "map.yaml", "--into", "t.csv"], "onrecord: cannot write to t.csv: File exists\n"),
    ],
)
def test_wrong_use(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (2, message)


def test_a_missing_map_is_said_to_be_missing() -> None:
    result = run("t.csv", "--map", "no.yaml")
    assert result.exit_code == 2
    assert result.stderr == "onrecord: there is no map no.yaml; `onrecord map FILE --into no.yaml` drafts one\n"


def test_nothing_moves_where_there_is_no_terminal() -> None:
    assert run("t.csv", "--map", "map.yaml").stderr == ""
