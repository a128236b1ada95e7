"""A draft is a valid map, whatever the columns are called and hold."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.cli import main
from onrecord.importing import Imported, draft_map
from onrecord.importing.read_map import parse_map, read_map
from onrecord.read.page import Page

from .conftest import records

Names = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=10)
Cells = st.sampled_from(["", "1", "1 234,5", "05.12.2023", "2023", "x", "n/a", "ca. 5", "{", "a: b", "#", "long " * 20])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(Names, min_size=1, max_size=5, unique_by=str.strip), data=st.data())
def test_any_draft_is_a_valid_map(tmp_path: Path, names: list[str], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.tuples(*[Cells] * len(names)), min_size=1, max_size=5))
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[name.strip() or "x" for name in names], *rows, ["1"] * len(names)])
    try:
        draft = draft_map(path)
    except Exception as error:
        assert type(error).__name__ in ("Refused", "UsageError"), error
        return
    parse_map(Page("map.yaml", draft))


def test_names_that_yaml_takes_for_nothing_are_names(tmp_path: Path) -> None:
    path = tmp_path / "null.csv"
    path.write_text("NULL,true\n1,2\n", "utf-8")
    assert parse_map(Page("map.yaml", draft_map(path))).map.name == "null"


def test_a_draft_imports_the_file_that_it_was_made_of(run: Callable[..., Imported], tmp_path: Path) -> None:
    table = "Tag;Region;Tote;Bemerkung\n05.12.2023;Süd;1 234,5;ein Satz, der lang genug ist, dass er Prosa sein muss\n"
    table += "06.12.2023;Nord;;\n07.12.2023;Nord;k.A.;\n"
    (tmp_path / "t.csv").write_bytes(table.encode("cp1252"))
    draft = draft_map("t.csv")
    assert "encoding: cp1252" in draft
    assert 'delimiter: ";"' in draft
    assert "Tag: {date: DD.MM.YYYY}" in draft
    done = run({}, draft, given=["t.csv"], into="records")
    figure, absent = records("records/figures-t.jsonl")
    assert absent["availability"] == "not_reported"
    assert (figure["id"], figure["value"], figure["period"]) == ("fig-tote-2023-12-05-sud", 1234.5, "2023-12-05")
    alone = {(column, "the row has no number that it belongs to"): 1 for column in ("Tag", "Region")}
    assert done.account.skipped == {("Bemerkung", "prose of others"): 1} | alone


def test_the_command_writes_no_file_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text("day,n\n2023-12-05,1\n", "utf-8")
    printed = CliRunner().invoke(main, ["map", "t.csv"])
    assert printed.exit_code == 0
    assert CliRunner().invoke(main, ["map", "t.csv", "--into", "map.yaml"]).exit_code == 0
    assert Path("map.yaml").read_text("utf-8") == printed.output
    again = CliRunner().invoke(main, ["map", "t.csv", "--into", "map.yaml"])
    assert (again.exit_code, again.stderr) == (2, "onrecord: map.yaml is there already; nothing was written\n")
    assert read_map(Path("map.yaml")).map.name == "t"


def _drafted(folder: Path, text: str) -> str:
    table = folder / "table.csv"
    table.write_text(text, "utf-8")
    draft = draft_map(table)
    parse_map(Page("map.yaml", draft))
    return draft


def test_titles_above_the_header_are_passed_over(tmp_path: Path) -> None:
    draft = _drafted(
        tmp_path, "Office of numbers;;;\nDeaths, by district;;;\n;;;\nDistrict;2021;2022\nNorth;12;1.200\n"
    )
    assert 'delimiter: ";"' in draft and "header: 4" in draft
    assert '{format: "1.234"}' in draft and "FILL IN: is 1.200 more than a thousand?" in draft


def test_years_as_columns_are_periods(tmp_path: Path) -> None:
    draft = _drafted(tmp_path, "country,2019,2020,2021\nFrance,1.5,16,7\nSpain,2.5,n/a,2.7\n")
    assert '"2020": "2020"' in draft and 'period: "{@name}"' in draft and "measure_id: var-fill-in" in draft


def test_cells_that_say_that_there_is_no_number_are_figures_that_were_not_reported(tmp_path: Path) -> None:
    draft = _drafted(tmp_path, "day,beds\n2023-01-01,120\n2023-01-02,n/a\n2023-01-03,..\n2023-01-04,closed\n")
    assert 'absent: {n/a: not_reported, "..": not_reported}' in draft
    assert "{columns: [beds], values: [closed], reason: no number}" in draft


def test_short_remarks_are_prose_of_others(tmp_path: Path) -> None:
    draft = _drafted(tmp_path, "day,beds,Comment\n2023-01-01,120,full\n2023-01-02,90,ok again\n")
    assert "{columns: [Comment], reason: prose of others}" in draft
