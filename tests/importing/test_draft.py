"""A draft is a valid map, whatever the columns are called and hold."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.cli import main
from onrecord.importing import Imported, draft_map
from onrecord.importing.read_map import parse_map, read_map
from onrecord.problems import Refused
from onrecord.read.page import Page

from .cases import workbook
from .conftest import records

Names = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Zl", "Zp"), exclude_characters="\r\n"),
    min_size=1,
    max_size=10,
)
Cells = st.sampled_from(
    [
        "",
        "x\0y",
        "\u20135",
        "#REF!",
        "R1",
        "5 Mio",
        "mehr als 5",
        "*",
        "1",
        "1 234,5",
        "05.12.2023",
        "2023",
        "x",
        "n/a",
        "ca. 5",
        "$5",
        "{",
        "a: b",
        "#",
        "long " * 20,
    ]
)


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


Run = Callable[..., Imported]


def _imported(run: Run, name: str, content: str | bytes) -> tuple[str, Imported]:
    """The draft for a file, and what an import by it as it stands makes."""
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    draft = draft_map(name)
    return draft, run({}, draft, given=[name])


def test_rows_with_the_same_keys_stay_figures_of_their_own(run: Run) -> None:
    table = "Date,Region,Killed\n2023-12-05,A,4\n2023-12-05,A,4\n2023-12-05,B,5\n"
    draft, done = _imported(run, "t.csv", table)
    assert 'id: "fig-{@name}-{Date}-{Region}-{@row}"  # FILL IN' in draft
    assert (done.records, done.warnings) == ({"figures": 3}, ())
    assert "@row" not in _drafted(Path(), table.replace("05,A,4\n2023", "05,A,4\n2022"))


def test_columns_that_are_called_alike_stay_figures_of_their_own(run: Run) -> None:
    draft, done = _imported(run, "t.csv", "Day,Killed,Killed*,Killed-2\n2023-12-05,4,4,4\n2023-12-06,5,5,5\n")
    assert '"Killed*": killed-2' in draft and "Killed-2: killed-2-2" in draft
    assert (done.records, done.warnings) == ({"figures": 6}, ())


def test_a_total_below_the_dates_is_a_row_left_out(run: Run) -> None:
    rows = "2023-12-01,A,1\n2023-12-02,A,2\n2023-12-03,B,1\n"
    draft, done = _imported(run, "t.csv", f"Date,Region,Killed\n{rows}Total,,4\n")
    assert "{columns: [Date], values: [Total], whole_row: true, reason: no date}  # FILL IN" in draft
    assert [figure["period"] for figure in records("records/figures-t.jsonl")] == [
        "2023-12-01", "2023-12-02", "2023-12-03",
    ]  # fmt: skip
    assert done.account.skipped.total() == 2


def test_a_draft_without_a_period_asks_for_it(tmp_path: Path) -> None:
    assert "# period: FILL IN" in _drafted(tmp_path, "Region,Killed\nA,1\nB,2\n")
    assert "# period: FILL IN" not in _drafted(tmp_path, "Day,Killed\n2023-12-01,1\n2023-12-02,2\n")


@pytest.mark.parametrize(
    ("days", "form", "asked"),
    [
        (("03/04/2023", "05/06/2023"), "DD/MM/YYYY", "month and day"),
        (("13/04/2023", "05/06/2023"), "DD/MM/YYYY", ""),
        (("03/14/2023", "05/06/2023"), "MM/DD/YYYY", ""),
        (("13.04.23", "05.06.71"), "DD.MM.YY", "1969"),
        (("3/4/23", "5/6/23"), "D/M/YY", "month and day the other way round? is 68"),
    ],
)
def test_doubts_about_dates_are_asked_only_where_there_are_any(
    tmp_path: Path, days: tuple[str, str], form: str, asked: str
) -> None:
    draft = _drafted(tmp_path, f"Day,Killed\n{days[0]},1\n{days[1]},2\n")
    line = next(line for line in draft.splitlines() if "date:" in line)
    assert f"{{date: {form}}}" in line
    assert asked in line and ("FILL IN" in line) is bool(asked)


def test_dates_of_no_known_form_are_asked_about(tmp_path: Path) -> None:
    draft = _drafted(tmp_path, "Day,Killed\n5-XII-2023,1\n6-XII-2023,2\n")
    assert "FILL IN: dates?" in draft


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("$5", "$6"), 'beside: ["$"]'),
        (("5%", "6"), 'beside: ["%"]'),
        (("etwa 20", "mehr als 30"), "qualifiers: {etwa: about, mehr als: more_than}"),
        (("5 Mio", "3 Tsd."), 'scales: {mio: 1000000, "tsd.": 1000}'),
    ],
)
def test_words_beside_numbers_are_asked_about(run: Run, cells: tuple[str, str], words: str) -> None:
    draft, done = _imported(run, "t.csv", f"Day,Killed\n2023-12-05,{cells[0]}\n2023-12-06,{cells[1]}\n")
    assert words in draft and "FILL IN: what do the words" in draft
    assert (done.records, done.warnings) == ({"figures": 2}, ())


def test_words_that_nobody_knows_are_left_for_people(run: Run) -> None:
    Path("t.csv").write_text("Day,Killed\n2023-12-05,fuzzily 20\n2023-12-06,30 lots\n2023-12-07,4\n", "utf-8")
    draft = draft_map("t.csv")
    assert "number: {format: 1234}  #" in draft.replace('"', "")
    assert "`fuzzily`, `lots` still to be said under" in draft
    with pytest.raises(Refused) as refused:
        run({}, draft, given=["t.csv"])
    assert [problem.code for problem in refused.value.problems] == ["unread-qualifier"] * 2


@pytest.mark.parametrize(
    "cells",
    [("R1", "R2", "A3"), ("T-72", "T-80", "T-90"), ("Region 5", "Region 6", "Region 7"), ("#1", "#2", "#3")],
)
def test_codes_are_keys_and_no_quantities(run: Run, cells: tuple[str, ...]) -> None:
    rows = "".join(f"2023-12-0{day},{cell},{day}\n" for day, cell in enumerate(cells, 1))
    draft, done = _imported(run, "t.csv", f"Day,Model,Killed\n{rows}")
    assert "{dimension: Model," in draft and ": about" not in draft
    assert done.records == {"figures": 3}


def test_one_odd_cell_leaves_a_column_one_of_numbers(run: Run) -> None:
    rows = "".join(f"2023-12-{day:02d},{day}\n" for day in range(1, 29))
    draft, done = _imported(run, "t.csv", f'Day,Killed\n{rows}2023-12-29,"12 34,9"\n')
    assert '{columns: [Killed], values: ["12 34,9"], reason: no number}  # FILL IN' in draft
    assert (done.records, done.account.skipped["Killed", "no number"]) == ({"figures": 28}, 1)


@pytest.mark.parametrize("name", ["No. of deaths", "Nr. Verletzte", "id count"])
def test_a_number_of_something_is_no_key(run: Run, name: str) -> None:
    assert _imported(run, "t.csv", f"Day,{name}\n2023-12-01,4\n2023-12-02,5\n")[1].records == {"figures": 2}


@pytest.mark.parametrize("name", ["No.", "nr", "House No.", "Region code", "ID"])
def test_a_key_is_asked_about_where_nothing_else_holds_numbers(tmp_path: Path, name: str) -> None:
    draft = _drafted(tmp_path, f"{name},Town\n4,A\n5,B\n")
    assert "table: organizations" in draft and f"numbers of something? `{name}`" in draft


ERRORS = ("#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!")


def test_errors_of_a_spreadsheet_are_no_numbers(run: Run) -> None:
    rows = [("Day", "Killed"), *((f"2023-12-{day:02d}", 5) for day in range(10, 30))]
    rows += [(f"2023-11-{day:02d}", error) for day, error in enumerate(ERRORS, 1)]
    draft, done = _imported(run, "t.xlsx", workbook(*rows))
    assert f"values: [{', '.join(json.dumps(error) for error in ERRORS)}], reason: no number}}  # FILL IN" in draft
    assert (done.records, done.account.skipped["Killed", "no number"]) == ({"figures": 20}, 7)
    with pytest.raises(Refused) as refused:
        run({}, re.sub(".*reason: no number.*\n", "", draft).replace("    skip:\n", ""), given=["t.xlsx"])
    assert "`#DIV/0!` is an error of a spreadsheet" in min(refused.value.problems).message


def test_a_time_that_only_some_rows_have_is_a_dimension(run: Run) -> None:
    draft, done = _imported(run, "t.csv", "Start,End,Killed\n2023-12-05,2023-12-06,4\n2023-12-07,,5\n")
    assert '{dimension: End, value: "{End}"}  # 1 cell, such as 2023-12-06; FILL IN' in draft
    assert done.records == {"figures": 2}


def test_a_row_without_the_first_column_is_still_told_of(run: Run) -> None:
    _, done = _imported(run, "t.csv", "Town,Name,Note\nNorth,Office,a\n,Bureau,b\n")
    assert records("records/organizations-t.jsonl")[0]["name"] == "Bureau"
    assert done.records == {"organizations": 2}


KEYS = ("", " x", "a\0b", "{", "@row", "n.", "\u200b", "day")


@pytest.mark.parametrize("key", KEYS)
def test_keys_of_any_name_in_some_rows_import(run: Run, key: str) -> None:
    rows = [{"when": "2023-12-05", "dead": 1, key: "x"}, {"when": "2023-12-06", "dead": 2}]
    _, done = _imported(run, "t.json", json.dumps(rows))
    assert done.records == {"figures": 2}
    assert records("records/figures-t.jsonl")[0]["dimensions"][0]["value"] == "x"
    numbers = [{"when": "2023-12-05", key: 1}, {"when": "2023-12-06", key: 2}]
    assert _imported(run, "t.json", json.dumps(numbers))[1].records == {"figures": 2}


def test_cells_with_control_characters_leave_a_draft_valid(run: Run) -> None:
    table = "Day,Kil\0led\n2023-12-05,4\n2023-12-06,5\n2023-12-07,6\n2023-12-08,x\0y\nTo\0tal,15\n"
    _, done = _imported(run, "t.csv", table)
    assert done.records == {"figures": 3}


def test_a_sign_before_a_currency_is_not_dropped(run: Run) -> None:
    table = (
        "Day,Change\n2023-12-05,-$5\n2023-12-06,($6)\n2023-12-07,\u2212$7\n2023-12-08,\u2013$8\n2023-12-09,\u20139\n"
    )
    draft, _ = _imported(run, "t.csv", table)
    assert 'beside: ["$"], brackets: yes' in draft and "FILL IN: what do the words" in draft
    lines = Path("records/figures-t.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["value"] for line in lines] == [-5, -6, -7, -8, -9]


def test_a_table_without_numbers_imports(run: Run) -> None:
    draft, done = _imported(run, "t.csv", "Name,Town\nOffice,North\nBureau,South\n")
    assert "{columns: [Town], reason: not used}  # FILL IN" in draft
    assert done.records == {"organizations": 2}


def test_a_column_may_be_called_like_a_placeholder(run: Run) -> None:
    draft, done = _imported(run, "t.csv", "{Day},@row,{Region},Killed\n05.12.2023,x,A,4\n06.12.2023,y,B,5\n")
    assert 'column 1: {column: "{Day}", date: DD.MM.YYYY}' in draft
    first = records("records/figures-t.jsonl")[0]
    assert (first["id"], first["period"]) == ("fig-killed-2023-12-05-x-a", "2023-12-05")
    assert {"dimension": "{Region}", "value": "A"} in first["dimensions"]
    assert done.warnings == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(run: Run, encoding: str) -> None:
    draft, _ = _imported(run, "t.csv", "Tag;Süd\n2023-12-05;4\n2023-12-06;5\n".encode(encoding))
    assert f"encoding: {encoding}\n" in draft
    assert records("records/figures-t.jsonl")[0]["measure_id"] == "var-sud"


def test_the_only_list_of_a_json_document_holds_the_rows(run: Run) -> None:
    rows = '[{"day": "2023-12-05", "n": 1}, {"day": "2023-12-06", "n": 2}]'
    draft, done = _imported(run, "t.json", f'{{"meta": {{"tags": ["x"]}}, "da/ta": {{"rows": {rows}}}}}')
    assert 'rows: "/da~1ta/rows"' in draft
    assert done.records == {"figures": 2}
    Path("t.json").write_text(f'{{"a": {rows}, "b": {rows}}}', "utf-8")
    with pytest.raises(Refused, match="missing-rows"):
        draft_map("t.json")


def test_formulas_without_a_value_are_left_out_of_a_draft(run: Run) -> None:
    rows = (("day", "dead", "sum"), ("2023-12-05", 1, "=B2"), ("2023-12-06", 2, "=B3"))
    draft, done = _imported(run, "t.xlsx", workbook(*rows))
    assert "{columns: [sum], reason: formulas without a value}  # FILL IN" in draft
    assert (done.records, done.account.skipped.total()) == ({"figures": 2}, 2)
