"""Problems in every form: what people read, and what programs do."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif
from rich.cells import cell_len

from onrecord.cli import main
from onrecord.cli.excerpt import WIDEST, pointed
from onrecord.cli.report import full
from onrecord.problems import Problem, Severity, Where


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def broken(records: Path) -> Path:
    """The tiny dataset with an error, a warning, and a problem that knows no line."""
    edit(records / "agents.yaml", "    names:\n", "    naems:\n")
    (records / "notes, old: 100%.txt").touch()
    (records / "people.csv").write_text("id\n")
    return records


def test_a_line_each(broken: Path) -> None:
    result = run("check", broken, "--format", "concise")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "records/agents.yaml:7:5: error[unknown-field]: `naems` is not a field of organization",
        "records/notes, old: 100%.txt: warning[unknown-file]: a file of the type `.txt` is not read",
        "records/people.csv: error[unknown-table]: `people` is not a table",
        "",
        "2 errors, 1 warning",
    ]


@pytest.mark.parametrize("command", ["check", "build"])
def test_json_is_all_of_standard_output(broken: Path, command: str) -> None:
    result = run(command, broken, "--format", "json")
    problems = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (1, "")
    assert [(problem["file"], problem["line"], problem["column"], problem["code"]) for problem in problems] == [
        ("records/agents.yaml", 7, 5, "unknown-field"),
        ("records/notes, old: 100%.txt", 0, 0, "unknown-file"),
        ("records/people.csv", 0, 0, "unknown-table"),
    ]
    assert problems[0]["help"] == "did you mean `names`?"


def test_without_problems_programs_get_an_empty_answer(records: Path) -> None:
    for form, nothing in (("json", []), ("github", None)):
        result = run("check", records, "--format", form)
        assert result.exit_code == 0
        assert (json.loads(result.stdout) if result.stdout else None) == nothing
        assert "no errors" in result.stderr


def test_github_marks_lines_and_the_summary_has_them_all(
    broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    result = run("check", broken, "--format", "github")
    lines = result.stdout.splitlines()
    assert lines[0] == (
        "::error file=records/agents.yaml,line=7,col=5,endColumn=10,title=unknown-field"
        "::`naems` is not a field of organization. did you mean `names`?"
    )
    assert lines[1].startswith("::warning file=records/notes%2C old%3A 100%25.txt,title=unknown-file::")
    summary = (tmp_path / "summary.md").read_text("utf-8").splitlines()
    assert len(summary) == 2 + len(lines)
    assert summary[2] == (
        "| records/agents.yaml:7:5 | `unknown-field` `naems` is not a field of organization | did you mean `names`? |"
    )


def test_a_cell_of_the_summary_cannot_end_the_cell(
    records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    edit(records / "agents.yaml", "kind: international", "kind: a|<b>\\")
    run("check", records, "--format", "github")
    assert "`a\\|&lt;b>\\\\`" in (tmp_path / "summary.md").read_text("utf-8")


def test_sarif_is_what_its_published_schema_describes(broken: Path) -> None:
    edit(broken / "agents.yaml", "kind: international", "kind: межд")
    result = run("check", broken, "--format", "sarif")
    log = json.loads(result.stdout)
    Sarif.model_validate(log)
    (found,) = log["runs"]
    assert found["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in found["tool"]["driver"]["rules"]] == [
        "unknown-code", "unknown-field", "unknown-file", "unknown-table",
    ]  # fmt: skip
    place = found["results"][0]["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "records/agents.yaml"},
        "region": {"startLine": 6, "startColumn": 11, "endColumn": 15},
    }
    other = found["results"][2]
    assert other["level"] == "warning"
    assert other["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "records/notes%2C%20old%3A%20100%25.txt"}
    }


def test_an_absolute_path_is_an_address_in_sarif(broken: Path) -> None:
    (log,) = json.loads(run("check", broken.absolute(), "--format", "sarif").stdout)["runs"]
    place = log["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == (broken.absolute() / "agents.yaml").as_uri()


@pytest.mark.parametrize("command", ["check", "build"])
def test_strict_lets_no_warning_pass(records: Path, command: str) -> None:
    (records / "notes.txt").touch()
    assert run(command, records).exit_code == 0
    result = run(command, records, "--strict", "--into", "strict") if command == "build" else run(
        command, records, "--strict"
    )  # fmt: skip
    assert result.exit_code == 1
    assert "notes.txt: error[unknown-file]" in result.stderr
    assert "1 error, 0 warnings" in result.stderr
    assert not Path("strict").exists()


def _problem(excerpt: str, column: int, width: int = 1) -> Problem:
    return Problem(Where("a.yaml", 3, column), "code", "message", excerpt=excerpt, width=width)


# Letters that take no, one and two columns, a tab, and characters that are shown as escapes.
LETTERS = st.text(st.sampled_from("aй\u0301\u0e34世界🖊\t\x1b\u202e"), min_size=1, max_size=400)


@given(text=LETTERS, data=st.data())
def test_carets_stand_below_what_they_mean_and_lines_fit(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    excerpt, carets = pointed(_problem(text, at + 1, data.draw(st.integers(1, len(text) - at))))
    columns = [cell_len(char) if char != "\t" else 1 for char in excerpt]
    shown = text[at].encode("unicode_escape").decode() if text[at] in "\x1b\u202e" else text[at]
    blanks = len(carets) - len(carets.lstrip(" \t"))
    offset = next(i for i in range(len(excerpt) + 1) if sum(columns[:i]) == blanks)
    while excerpt[offset : offset + 1] != shown[:1] and columns[offset] == 0:
        offset += 1
    assert excerpt[offset:].startswith(shown)
    assert sum(columns) <= WIDEST + 2 + len("\\u202e")  # the two marks of what was cut
    assert set(carets.lstrip(" \t")) == {"^"}
    assert len(carets) <= max(sum(columns), blanks + 1)


def test_a_long_line_is_cut_around_the_caret() -> None:
    line = '{"id": "fig-a", "name": "' + "世" * 500 + '", "kind": "oops", ' + '"x": 1, ' * 200 + "}"
    at = line.index('"oops"')
    lines = list(full(_problem(line, at + 1, len('"oops"'))))
    assert lines[1].startswith("    3| …世")
    assert lines[1].endswith("…")
    assert '"kind": "oops", "x": 1' in lines[1]
    before = lines[2].partition("^")[0]
    assert cell_len(before) == cell_len(lines[1].partition('"oops"')[0])
    assert lines[2].count("^") == len('"oops"')


def test_what_is_wrong_from_the_start_of_a_long_line_to_its_end_is_cut_too() -> None:
    excerpt, carets = pointed(_problem("й" * 1000, 1, 1000))
    assert excerpt == "й" * WIDEST + "…"
    assert carets == "^" * WIDEST


def test_warnings_and_errors_sort_by_address_alone() -> None:
    first = Problem(Where("a", 1, 1), "b", "", severity=Severity.WARNING)
    assert sorted([Problem(Where("a", 2, 1), "a", ""), first])[0] is first
