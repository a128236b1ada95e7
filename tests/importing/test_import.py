"""What an import writes, and what it says of everything that it did not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.importing import Imported
from onrecord.problems import Problem, Refused, UsageError

from .cases import workbook
from .conftest import MAP, TABLE, records

Run = Callable[..., Imported]


def problems(run: Callable[[], Any]) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        run()
    return refused.value.problems


def test_every_cell_of_a_wide_table_is_a_figure(run: Run) -> None:
    done = run({"table.csv": TABLE})
    found = records()
    assert [figure["id"] for figure in found] == ["fig-dead-2023-12-05", "fig-dead-2023-12-06", "fig-hurt-2023-12-05"]
    assert [figure["qualifier"] for figure in found] == ["about", "at_least", "exact"]
    assert [figure["stated"] for figure in found] == ["about 5", ">= 7", "1 234"]
    assert [figure["value"] for figure in found] == [5, 7, 1234]
    assert found[0]["citations"] == [{"source_id": "src-demo", "locator": "table.csv#cell=2,2"}]
    assert (done.account.cells, done.account.numbers.total(), done.account.fields.total()) == (6, 3, 2)
    assert dict(done.account.skipped) == {("note", "prose of others"): 1}


def test_a_dry_run_writes_nothing(run: Run) -> None:
    done = run({"table.csv": TABLE}, into=None)
    assert done.records == {"figures": 3}
    assert [figure["id"] for figure in done.examples["figures"]] == ["fig-dead-2023-12-05", "fig-dead-2023-12-06"]
    assert not Path("records").exists()


def test_the_same_files_give_the_same_bytes_in_any_order(run: Run) -> None:
    head, *rows = TABLE.splitlines(keepends=True)
    run({"a.csv": head + rows[0], "b.csv": head + rows[1]})
    before = Path("records/figures-demo.jsonl").read_bytes()
    run({"b.csv": head + rows[1], "a.csv": head + rows[0]})
    assert Path("records/figures-demo.jsonl").read_bytes() == before


def test_a_column_without_a_rule_is_a_problem(run: Run) -> None:
    (problem,) = problems(lambda: run({"table.csv": "day,dead,hurt,note,other\n05.12.2023,1,,,2\n"}))
    assert str(problem) == (
        "map.yaml:3:5: error[unmapped-column]: no rule makes anything of 1 cell of the column `other`"
    )


def test_problems_of_a_kind_are_shown_a_few_times_and_counted(run: Run) -> None:
    found = problems(lambda: run({"table.csv": "day,dead\n" + "05.12.2023,many\n" * 100}))
    codes = [problem.code for problem in found]
    assert codes.count("unread-number") == 5
    assert [problem.message for problem in found if problem.code == "more-of-the-same"] == [
        "95 more like the last `unread-number` above"
    ]


def test_a_problem_writes_nothing_and_leaves_what_stood_there(run: Run) -> None:
    run({"table.csv": TABLE})
    before = sorted((path, path.read_bytes()) for path in Path("records").iterdir())
    problems(lambda: run({"table.csv": TABLE.replace(">= 7", "no idea")}))
    assert sorted((path, path.read_bytes()) for path in Path("records").iterdir()) == before


@pytest.mark.parametrize("change", ["edit", "foreign", "link"])
def test_files_of_others_are_never_overwritten(run: Run, change: str) -> None:
    path = Path("records/figures-demo.jsonl")
    if change == "edit":
        run({"table.csv": TABLE})
        path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    else:
        path.parent.mkdir()
        Path("own.jsonl").write_text("{}\n", "utf-8")
        path.symlink_to(Path("../own.jsonl")) if change == "link" else path.write_text("{}\n", "utf-8")
    before = path.read_bytes()
    with pytest.raises(UsageError, match="not as an import of this name wrote it"):
        run({"table.csv": TABLE})
    assert path.read_bytes() == before
    assert not list(Path("records").glob(".unfinished*"))


def test_what_an_import_wrote_it_may_write_again_or_take_away(run: Run) -> None:
    run({"table.csv": TABLE})
    place = MAP.replace(
        "    records:\n",
        "    records:\n      - table: places\n        fields: {id: place-demo, name: Demo, kind: site}\n",
    )
    run({"table.csv": TABLE}, place)
    assert {path.name for path in Path("records").iterdir()} == {
        ".import-demo.json",
        "figures-demo.jsonl",
        "places-demo.jsonl",
    }
    run({"table.csv": TABLE})
    assert not Path("records/places-demo.jsonl").exists()


def test_csv_holds_the_same_records(run: Run) -> None:
    run({"table.csv": TABLE}, form="csv")
    figures = Path("records/figures-demo.csv").read_text("utf-8").splitlines()
    assert (
        figures[0]
        == "id,source_id,measure_id,modality,availability,qualifier,stated,value,low,high,period,corrected_by_id"
    )
    assert figures[1] == "fig-dead-2023-12-05,src-demo,var-dead,observed,,about,about 5,5,,,2023-12-05,"
    cited = Path("records/citations-demo.csv").read_text("utf-8").splitlines()
    assert cited[:2] == ["record_id,source_id,locator", 'fig-dead-2023-12-05,src-demo,"table.csv#cell=2,2"']


def test_files_in_folders_go_to_the_input_whose_pattern_they_match(run: Run) -> None:
    only = MAP.replace("  - columns:", "  - files: [sub/*.csv]\n    columns:")
    done = run({"in/sub/a.csv": TABLE, "in/.hidden/b.csv": "x", "in/readme.md": "x"}, only, given=["in"])
    assert (done.files, done.others) == (1, ("in/readme.md",))
    assert records()[0]["citations"][0]["locator"] == "sub/a.csv#cell=2,2"


def test_values_defaults_and_conditions(run: Run) -> None:
    text = """\
name: demo
inputs:
  - columns:
      how: {values: {ca: about}, otherwise: exact, empty: rounded}
      kind: {column: sort}
    skip:
      - {columns: [n], values: [n/a], reason: not known}
      - {columns: [state], values: [draft], whole_row: yes, reason: drafts}
    records:
      - table: figures
        when: [{column: kind, values: [a]}, {column: state, negate: yes}]
        number: {column: n, absent: {"-": not_reported}}
        fields: {id: "fig-x-{id}", source_id: src-x, measure_id: var-x, modality: observed, qualifier: "{how}"}
        nested:
          dimensions: [{dimension: sort, value: "{kind}"}, {dimension: more, value: "{more}"}]
          remarks: [{kind: ambiguity, text: "Row {@row} of {@file}."}]
"""
    table = "id,n,how,sort,state,more\n1,5,ca,a,,m\n2,6,?,a,,\n3,7,,a,,\n4,n/a,ca,a,,\n5,9,ca,a,draft,\n6,-,,a,,\n"
    done = run({"t.csv": table}, text)
    found = records()
    assert [(figure["id"], figure.get("qualifier")) for figure in found] == [
        ("fig-x-1", "about"),
        ("fig-x-2", "exact"),
        ("fig-x-3", "rounded"),
        ("fig-x-6", None),
    ]
    assert found[3]["availability"] == "not_reported"
    assert found[0]["dimensions"] == [{"dimension": "sort", "value": "a"}, {"dimension": "more", "value": "m"}]
    assert found[1]["dimensions"] == [{"dimension": "sort", "value": "a"}]
    assert found[0]["remarks"] == [{"kind": "ambiguity", "text": "Row 2 of t."}]
    assert done.account.skipped["n", "not known"] == 1
    assert sum(count for (_, why), count in done.account.skipped.items() if why == "drafts") == 5


@pytest.mark.parametrize(
    ("again", "ids", "values"),
    [
        ("first", ["fig-x"], [1]),
        ("last", ["fig-x"], [3]),
        ("correct", ["fig-x", "fig-x-v2", "fig-x-v3"], [1, 2, 3]),
    ],
)
def test_an_id_that_comes_again(run: Run, again: str, ids: list[str], values: list[int]) -> None:
    text = f"""\
name: demo
inputs:
  - records:
      - table: figures
        again: {again}
        number: {{column: n}}
        fields: {{id: fig-x, source_id: src-x, measure_id: var-x, modality: observed}}
"""
    done = run({"t.csv": "n\n1\n2\n2\n3\n"}, text)
    found = records()
    assert [figure["id"] for figure in found] == ids
    assert [figure["value"] for figure in found] == values
    assert [figure.get("corrected_by_id") for figure in found] == [*ids[1:], None]
    assert done.repeated == 1
    dropped = {"first": 2, "last": 2, "correct": 0}[again]
    assert done.account.skipped.total() == dropped
    assert done.account.numbers.total() == 4 - dropped
    if again == "correct":
        locators = [citation["locator"] for citation in found[1]["citations"]]
        assert locators == ["t.csv#cell=3,1", "t.csv#cell=4,1"]


def test_the_same_said_in_two_files_is_no_warning(run: Run) -> None:
    done = run({"a.csv": TABLE, "b.csv": TABLE})
    assert (done.warnings, done.account.joined.total()) == ((), 3)


def test_columns_of_one_name_may_be_told_apart_by_the_column(run: Run) -> None:
    apart = MAP.replace("hurt: hurt", "hurt: dead").replace("fig-{@name}", "fig-{@column}")
    assert run({"t.csv": TABLE}, apart).records == {"figures": 3}


def test_a_correction_that_comes_later_leaves_ids_as_they_were(run: Run) -> None:
    text = MAP.replace("        each:", "        again: correct\n        each:")
    run({"table.csv": "day,dead\n05.12.2023,1\n"}, text)
    first = [figure["id"] for figure in records()]
    run({"table.csv": "day,dead\n05.12.2023,1\n05.12.2023,2\n"}, text)
    assert [figure["id"] for figure in records() if figure["value"] == 1] == first


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("2023-01,North,1\n2023-02,North,1\n", "t.csv:3: error[differing-record]: `fig-north` comes again"),
        ("2023-01,North East,1\n2023-01,North-East,2\n2023-01,North East,3\n", "t.csv:3: error[differing-record]"),
    ],
)
def test_figures_of_other_things_do_not_correct_each_other(run: Run, rows: str, told: str) -> None:
    text = """\
name: demo
inputs:
  - records:
      - table: figures
        again: correct
        number: {column: n}
        fields: {id: "fig-{r}", source_id: src-x, measure_id: var-x, modality: observed, period: "{m}"}
        nested: {dimensions: [{dimension: r, value: "{r}"}]}
"""
    (problem,) = problems(lambda: run({"t.csv": f"m,r,n\n{rows}"}, text))
    assert str(problem).startswith(told)
    assert "one thing, time and reporter" in problem.help


@pytest.mark.parametrize("cell", ["\u2013", "*"])
def test_a_cell_that_gives_an_id_nothing_is_named(run: Run, cell: str) -> None:
    text = MAP.replace('period: "{day}"', 'place_id: "place-{note}"').replace("-{day}", "-{day}-{note}")
    text = text.replace("    skip:\n      - {columns: [note], reason: prose of others}\n", "")
    found = problems(lambda: run({"t.csv": f"day,dead,note\n05.12.2023,5,{cell}\n"}, text))
    assert {(str(problem.where), problem.code) for problem in found if "hurt" not in problem.message} == {
        ("t.csv:2:14", "invalid-id")
    }
    assert f"nothing of `{cell}` can stand in an id" in found[-1].message and "`values`" in found[-1].help


def test_an_error_of_a_spreadsheet_is_no_field(run: Run) -> None:
    text = MAP.replace(
        "      - {columns: [note], reason: prose of others}\n", "      - {columns: [x], reason: not used}\n"
    )
    text += '        nested:\n          dimensions: [{dimension: note, value: "{note}"}]\n'
    table = "day,dead,hurt,note,x\n05.12.2023,5,1,#REF!,#N/A\n"
    found = problems(lambda: run({"t.csv": table}, text))
    assert {(str(problem.where), problem.code) for problem in found} == {("t.csv:2:16", "unmapped-value")}
    skipped = text.replace(
        "    records:", "      - {columns: [note], values: ['#REF!'], reason: damaged}\n    records:"
    )
    assert run({"t.csv": table}, skipped).records == {"figures": 2}
    named = text.replace("    skip:", "      note: {values: {'#REF!': lost}}\n    skip:")
    assert run({"t.csv": table}, named).records == {"figures": 2}


def test_an_input_without_files_is_not_said_to_lack_columns(run: Run) -> None:
    found = problems(lambda: run({"t.csv": TABLE}, MAP.replace("- columns:", "- files: [x.csv]\n    columns:")))
    assert {problem.code for problem in found} == {"unmatched-file"}


def test_places_that_every_row_repeats_are_made_once(run: Run) -> None:
    text = """\
name: demo
inputs:
  - records:
      - table: places
        again: last
        fields: {id: "place-{code}", name: "{name}", kind: city}
"""
    done = run({"t.csv": "code,name\nA,Old\nB,Be\nA,New\nA,New\n"}, text)
    assert records("records/places-demo.jsonl") == [
        {"id": "place-a", "name": "New", "kind": "city"},
        {"id": "place-b", "name": "Be", "kind": "city"},
    ]
    assert done.account.fields.total() == 8
    assert done.replaced == 1


def test_a_person_without_an_exposure_is_refused(run: Run) -> None:
    text = "name: demo\ninputs:\n  - records:\n      - {table: persons, fields: {id: 'per-{n}', name: '{n}'}}\n"
    (problem,) = problems(lambda: run({"t.csv": "n\nA\n"}, text))
    assert str(problem) == "map.yaml:4:34: error[missing-field]: `exposure` is missing from this person"


def test_a_row_without_a_number_is_a_skip_and_not_a_field(run: Run) -> None:
    done = run({"table.csv": "day,dead,hurt,note\n05.12.2023,1,,\n06.12.2023,,,\n"})
    assert (done.account.numbers.total(), done.account.fields.total()) == (1, 1)
    assert dict(done.account.skipped) == {("day", "the row has no number that it belongs to"): 1}


def _told(run: Callable[[], Any]) -> list[str]:
    return [f"{problem.where.file}:{problem.where.line} {problem.code}" for problem in problems(run)]


def test_everything_that_is_wrong_in_a_map_is_told_at_once(run: Run) -> None:
    map = (
        MAP.replace("name: demo", "name: demo\nnmae: x")
        .replace("DD.MM.YYYY", "DD.MM")
        .replace(", reason: prose of others", "")
    )
    map = map.replace("modality: observed", "modalty: observed").replace("{@name}-{day}", "{@nme}-{day}")
    assert _told(lambda: run({"t.csv": TABLE}, map)) == [
        "map.yaml:2 unknown-field", "map.yaml:5 bad-format", "map.yaml:7 missing-field",
        "map.yaml:13 missing-field", "map.yaml:13 bad-template", "map.yaml:16 unknown-field",
    ]  # fmt: skip


def test_texts_and_numbers_are_checked_whatever_the_table_is(run: Run) -> None:
    map = MAP.replace("figures", "figurs").replace('"1 234,5"', '"1 2"').replace("{@name}-{day}", "{@nme}-{day}")
    map = map.replace("name: demo", "name: demo\nnmae: x")
    assert _told(lambda: run({"t.csv": TABLE}, map)) == [
        "map.yaml:2 unknown-field", "map.yaml:9 unknown-table", "map.yaml:11 bad-format", "map.yaml:13 bad-template",
    ]  # fmt: skip


def test_constant_codes_are_told_with_the_rest_of_the_map(run: Run) -> None:
    map = MAP.replace("DD.MM.YYYY", "DD.MM").replace("modality: observed", "modality: obsrved")
    map += "        nested:\n          remarks: [{kind: ambigity, text: x}]\n"
    assert _told(lambda: run({"t.csv": TABLE}, map)) == [
        "map.yaml:4 bad-format", "map.yaml:15 unknown-code", "map.yaml:18 unknown-code",
    ]  # fmt: skip


def test_what_the_map_states_is_told_at_the_map_and_once(run: Run) -> None:
    map = MAP.replace("fig-{@name}", "figure-{@name}").replace("modality: observed", 'modality: "{kind}"')
    map = map.replace("columns:\n", "columns:\n      kind: {values: {o: obsrved}, empty: none}\n", 1)
    table = "day,kind,dead,hurt,note\n" + "".join(f"0{day}.12.2023,{'o' * (day % 2)},1,2,\n" for day in range(1, 9))
    told = _told(lambda: run({"t.csv": table}, map))
    assert told == ["map.yaml:4 unknown-code", "map.yaml:4 unknown-code", "map.yaml:13 invalid-id"]


def test_files_that_no_input_takes_do_not_hide_what_is_wrong_in_the_others(run: Run) -> None:
    map = MAP.replace("  - columns:", "  - files: [t.csv]\n    columns:")
    told = _told(lambda: run({"t.csv": TABLE.replace("about 5", "five hens"), "u.csv": TABLE}, map))
    assert told == ["t.csv:2 unread-number", "u.csv:0 unmatched-file"]


def test_a_formula_without_a_value_stops_nothing_where_its_column_is_left_out(run: Run) -> None:
    rows = workbook(("day", "note", "dead"), ("05.12.2023", None, 7), formula="=1+1")
    done = run({"t.xlsx": rows})
    assert (done.account.numbers["dead"], done.account.skipped["note", "prose of others"]) == (1, 1)


@pytest.mark.parametrize("merged", ["A1:A1", "B2:C2", "D2:D3"])
def test_cells_merged_side_by_side_or_in_columns_that_are_left_out_are_no_warning(run: Run, merged: str) -> None:
    rows = ("day", "dead", "hurt", "note"), ("05.12.2023", 1, None, "x"), ("06.12.2023", 1, 3, None)
    assert run({"t.xlsx": workbook(*rows, merged=merged)}).warnings == ()
