"""The command line, as a user meets it: what it prints, its exit codes, and bad input that loses nothing."""

import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.read import CODES


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def release(records: Path, tiny_release: Path) -> Path:
    """A release of the tiny dataset, in the current folder."""
    return Path(shutil.copytree(tiny_release, "datapackage"))


def test_build_says_what_came_out(records: Path) -> None:
    result = run("build", records, "--into", "out")
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "Eight billion: a tiny sample 1.0.0, issued 2024-01-31"
    assert "2 statements, 4 figures" in result.output


def test_check_writes_nothing(records: Path) -> None:
    before = sorted(Path().rglob("*"))
    result = run("check", records)
    assert result.exit_code == 0
    assert "no errors" in result.output
    assert sorted(Path().rglob("*")) == before


def test_a_problem_is_shown_with_its_line_and_what_to_do(records: Path) -> None:
    edit(records / "agents.yaml", "    names:\n", "    naems:\n")
    result = run("check", records)
    assert result.exit_code == 1
    assert result.stderr == (
        "records/agents.yaml:7:5: error[unknown-field]: `naems` is not a field of organization\n"
        "    7|     naems:\n"
        "     |     ^^^^^\n"
        "     = help: did you mean `names`?\n"
        "\n"
        "1 error, 0 warnings\n"
    )


def test_a_caret_stands_below_wide_and_combining_characters(records: Path) -> None:
    edit(records / "agents.yaml", "{value: UN, lang: en,", "{value: 联合国 Й, lang: ZH,")
    lines = run("check", records).stderr.splitlines()
    assert lines[2].endswith("^^")
    assert lines[2].index("^") - lines[1].index("联") == lines[1].index("ZH") - lines[1].index("联") + len("联合国")


def test_what_would_steer_a_terminal_is_escaped_and_the_caret_stays_below(records: Path) -> None:
    (records / "agents.yaml").write_text("# \x1b[31m\u202e \x07\n", "utf-8")
    (records / "b\x1b[2J.txt").touch()
    lines = run("check", records).stderr.splitlines()
    assert lines[:3] == [
        "records/agents.yaml:1:3: error[control-character]: the file holds the character U+001B, which is not text",
        "    1| # \\x1b[31m\\u202e \\x07",
        "     |   ^^^^",
    ]
    assert any(line.startswith(r"records/b\x1b[2J.txt: warning[unknown-file]") for line in lines)


def test_no_title_steers_a_terminal(records: Path) -> None:
    edit(records / "dataset.yaml", "title: ", 'title: "Eight \\u202Ebillion" #')
    assert "\u202e" not in run("build", records).output


def test_an_id_of_a_row_without_one_is_never_named(records: Path) -> None:
    edit(records / "agents.yaml", "id: org-unfpa", "id: no id")
    result = run("check", records)
    assert "error[invalid-id]" in result.stderr and "unread" not in result.stderr


def test_all_problems_of_all_files_come_at_once(records: Path) -> None:
    edit(records / "agents.yaml", "kind: international\n    names", "kind: intergalactic\n    names")
    edit(records / "reports.yaml", "published: 2022-11-15", "published: 2022-11-31")
    edit(records / "reports.yaml", "unit: INDIV", "unit: PEOPLE")
    result = run("check", records)
    assert [line.split(": ")[1] for line in result.stderr.splitlines() if ": error[" in line] == [
        "error[unknown-code]",
        "error[invalid-date]",
        "error[unknown-code]",
    ]
    assert "3 errors, 0 warnings" in result.stderr


@pytest.mark.parametrize("metadata", [None, "title: [\n", "name: tiny\n"], ids=["missing", "broken", "incomplete"])
def test_without_valid_metadata_the_problems_of_records_are_told_too(records: Path, metadata: str | None) -> None:
    (records / "dataset.yaml").unlink()
    if metadata:
        (records / "dataset.yaml").write_text(metadata)
    edit(records / "agents.yaml", "kind: international\n    names", "parent_id: org-unfpa\n    names")
    edit(records / "reports.yaml", "qualifier: about", "qualifier: about\n        availability: not_reported")
    edit(records / "reports.yaml", "speaker_id: org-un", "speaker_id: org-nobody")
    lines = [line for line in run("check", records).stderr.splitlines() if ": error[" in line]
    told = [line.split(": ")[1] for line in lines if "dataset.yaml" not in line]
    assert told.count("error[reference-loop]") == 2
    assert "error[unwanted-number]" in told
    assert "error[unknown-reference]" in told
    assert len(lines) > len(told)


def test_records_that_name_a_refused_record_are_not_blamed_for_it(records: Path) -> None:
    edit(records / "agents.yaml", "kind: international\n    names", "kind: intergalactic\n    names")
    assert run("check", records).stderr.count("error[") == 1


def _without_dataset(records: Path) -> None:
    (records / "dataset.yaml").unlink()


def _text(file: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda records: edit(records / file, old, new)


BAD_INPUT = {
    "broken YAML": (_text("agents.yaml", "id: org-unfpa", 'id: "org-unfpa'), "yaml-syntax"),
    "a duplicate key": (_text("agents.yaml", "native_lang: fr", "native_lang: fr\n    kind: ngo"), "duplicate-key"),
    "an unknown field": (_text("agents.yaml", "    native_lang", "    nativ_lang"), "unknown-field"),
    "a wrong type": (_text("agents.yaml", "name: everybody", "name: [every, body]"), "wrong-type"),
    "an unknown reference": (_text("agents.yaml", "parent_id: org-un", "parent_id: org-nobody"), "unknown-reference"),
    "two records with one id": (_text("agents.yaml", "id: org-unfpa", "id: org-un"), "duplicate-id"),
    "high below low": (_text("reports.yaml", "value: 7e9", "low: 8\n        high: 6"), "bounds-order"),
    "a period that ends before it starts": (_text("reports.yaml", "2010/2022", "2022/2010"), "invalid-date"),
    "an impossible date": (_text("reports.yaml", "said: 2022-11-15", "said: 2022-02-30"), "invalid-date"),
    "a citation beyond its source": (_text("reports.yaml", "end_char: 90", "end_char: 900"), "citation-outside-source"),
    "a value with 20 digits": (_text("reports.yaml", "value: 7e9", "value: 70000000000000000001"), "too-many-digits"),
    "a value that is no number": (_text("reports.yaml", "value: 7e9", "value: NaN"), "not-a-number"),
    "a control character": (_text("reports.yaml", "stated: 7 billion", 'stated: "7\\abillion"'), "invalid-text"),
    "a rounded figure without its number": (_text("reports.yaml", "stated: eight billion", ""), "missing-number"),
    "another number printed": (_text("reports.yaml", "stated: eight billion", "stated: 9"), "stated-mismatch"),
    "a bound beyond its number": (
        _text("reports.yaml", "value: 1000000000", "value: 1000000000\n        low: 2000000000"), "bounds-order"),
    "a native name in another language": (
        _text("agents.yaml", "{value: UN, lang: en, kind: abbr", "{value: Nations unies, lang: en, kind: native} #"),
        "name-mismatch"),
    "the usual spelling as another one": (
        _text("agents.yaml", "UN, lang: en, kind: abbreviation", "United Nations, lang: en, kind: alternative"),
        "name-mismatch"),
    "a preferred name in the language of the native one": (
        _text("agents.yaml", "UN, lang: en, kind: abbreviation", "United Nations, lang: fr, kind: preferred"),
        "name-mismatch"),
    "an id replaced by itself": (
        _text("agents.yaml", "persons:", "records: [{id: org-a, type: organization, status: replaced, reason: Merged., "
              "replaced_by_id: org-a}]\npersons:"), "register-entry"),
    "an id of another sort withdrawn": (
        _text("agents.yaml", "persons:", "records: [{id: org-a, type: figure, status: withdrawn, reason: Wrong.}]\n"
              "persons:"), "register-entry"),
    "no dataset.yaml": (_without_dataset, "missing-dataset"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "code"), BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_input_is_a_clear_problem_and_the_old_release_stays(
    records: Path, release: Path, spoil: Callable[[Path], None], code: str
) -> None:
    before = {path: path.read_bytes() for path in release.rglob("*") if path.is_file()}
    spoil(records)
    result = run("build", records)
    assert result.exit_code == 1
    assert f"error[{code}]" in result.stderr
    assert "= help:" in result.stderr
    assert "Traceback" not in result.stderr
    assert {path: path.read_bytes() for path in release.rglob("*") if path.is_file()} == before


def test_an_unwritable_target_is_a_clear_error(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:  # root, as in many a container, may write everywhere
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    result = run("build", records, "--into", "out")
    assert result.exit_code == 2
    assert result.stderr.startswith("onrecord: cannot write to ")
    assert result.stderr.endswith(": Permission denied\n")


def test_a_target_below_a_file_is_a_clear_error(records: Path) -> None:
    Path("file").write_text("")
    result = run("build", records, "--into", "file/out")
    assert result.exit_code == 2
    assert result.stderr.startswith("onrecord: cannot write to ")


def test_a_missing_folder_is_a_clear_error(records: Path) -> None:
    result = run("check", "nowhere")
    assert (result.exit_code, result.stderr) == (2, "onrecord: nowhere is not a folder\n")


def test_an_internal_error_says_so(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.load.load", lambda folder, **options: 1 / 0)
    result = run("check", records)
    assert result.exit_code == 2
    assert result.stderr.startswith("onrecord: internal error, please report it: ZeroDivisionError")


def test_query_answers_sql_and_sparql(release: Path) -> None:
    sql = run("query", release, "SELECT id, value FROM Figures ORDER BY id LIMIT 1", "--format", "csv")
    assert sql.output == "id,value\nfig-growth,\n"
    sparql = run("query", release, "SELECT ?s { ?s a schema:Quotation }", "--format", "json")
    assert json.loads(sparql.output) == [{"s": "https://example.org/tiny/id/stmt-eight-billion"}]
    assert "fig-growth" in run("query", release, "SELECT id FROM figures").output


@pytest.mark.parametrize("query", ["SELECT nothing FROM figures", "SELECT ?s { ?s a }", "DROP TABLE figures"])
def test_a_query_that_fails_is_a_clear_error(release: Path, query: str) -> None:
    result = run("query", release, query)
    assert result.exit_code == 2
    assert result.stderr.startswith("onrecord: the query failed")


def test_numbers_that_json_lacks_are_text(release: Path) -> None:
    query = "SELECT 'nan'::double AS a, ['inf'::double, 1.5] AS b"
    text = run("query", release, query, "--format", "json").output
    assert json.loads(text, parse_constant=pytest.fail) == [{"a": "NaN", "b": ["Infinity", 1.5]}]


@pytest.mark.parametrize("port", ["65535", "99999", "-5", "0"])
def test_serve_refuses_a_port_that_leaves_no_room_for_the_second(release: Path, port: str) -> None:
    result = run("serve", release, "--port", port)
    assert (result.exit_code, "--port" in result.stderr) == (2, True)


def test_a_query_reads_no_files(release: Path) -> None:
    result = run("query", release, "SELECT * FROM read_csv('datapackage/data/figures.csv')")
    assert result.exit_code == 2


def test_a_release_inside_the_records_is_not_read_as_records(records: Path) -> None:
    for _ in range(2):
        result = run("build", records, "--into", records / "out")
        assert (result.exit_code, result.stderr) == (0, "")
    assert run("check", records).stderr == ""


def test_verify_tells_a_changed_file(release: Path) -> None:
    assert run("verify", release).exit_code == 0
    edit(release / "README.md", "Eight", "Nine")
    result = run("verify", release)
    assert result.exit_code == 1
    assert "README.md: error[changed-file]" in result.stdout
    assert "1 error, 0 warnings" in result.stdout


def test_verify_reports_in_figures(release: Path) -> None:
    report = json.loads(run("verify", release, "--format", "json").stdout)
    assert (report["errors"], report["not_checked"]) == (0, [])
    figures = next(table for table in report["tables"] if table["name"] == "figures")
    assert (figures["rows"], figures["formats"]) == (4, ["csv", "parquet", "turtle"])


def test_verify_prints_some_faults_of_a_file_and_counts_all(release: Path) -> None:
    sums = release / "SHA256SUMS"
    sums.write_text(sums.read_text().replace("  ", " "))
    result = run("verify", release)
    assert "more faults; --all prints them" in result.stdout
    assert "more fault" not in run("verify", release, "--all").stdout


def test_verify_says_what_is_no_release(tmp_path: Path) -> None:
    result = run("verify", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert result.stderr.startswith("onrecord: ")


def test_a_schema_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("schema", "--into", tmp_path / "file")
    assert result.exit_code == 2
    assert result.stderr.startswith("onrecord: cannot write to ")


def test_schema_writes_every_schema(tmp_path: Path) -> None:
    assert run("schema", "--into", tmp_path / "schema").exit_code == 0
    assert (tmp_path / "schema/records.schema.json").is_file()


@pytest.mark.parametrize("command", [[], ["check"], ["build"], ["verify"], ["query"], ["diff"], ["schema"], ["names"]])
def test_every_command_has_help(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 5


def test_the_codes_of_the_readers_are_told_apart_from_those_of_the_rules() -> None:
    from onrecord.check import RULES

    assert not {rule.code for rule in RULES} & CODES.keys()


def test_check_of_a_file_lists_its_problems_alone(records: Path) -> None:
    edit(records / "agents.yaml", "    names:\n", "    naems:\n")
    result = run("check", records / "reports.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "records/reports.yaml: no errors; 1 error elsewhere in records\n"
    result = run("check", records / "agents.yaml", "--format", "concise")
    assert result.exit_code == 1
    assert result.stderr.startswith("records/agents.yaml:7:5: error[unknown-field]")


def test_check_takes_the_memory_that_it_is_given(records: Path) -> None:
    assert run("check", records, "--memory", "64MB").exit_code == 0
    assert "`--memory` takes a size such as 1GB" in run("check", records, "--memory", "lots").stderr
