"""Citing by words: what is filled in is what evidence checks, and the words are kept nowhere."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cite import CODES, cite
from onrecord.cite.search import find
from onrecord.cli import main
from onrecord.evidence import SourceText, check_evidence, sha256
from onrecord.load import load

TEXT = """\
Minutes of the council 🖊

More than 1 200 households had no water; in 2021, 35 had none.
The mains “burst” twice: 1,200 households, said the clerk.
"""
HEAD = """\
# Who said it
organizations:
  - {id: org-council, name: Town Council of Northport, kind: government} # an invented town
measures:
  - {id: var-dry, name: Households without water, definition: A day., unit: NUM, statistic: count, accumulation: flow}
sources:
  - id: src-minutes # of October
    kind: official
    label: Minutes
statements:
"""
STATEMENT = """\
  - id: stmt-mains
    speaker_id: org-council
    source_id: src-minutes
    kind: announcement
    attribution: paraphrased
    summary: The council tells of burst mains.
    citations:
      - source_id: src-minutes
        # the sentence of the clerk
        find: "1,200 households" # as printed
        locator: page 2

    figures: [{id: fig-dry, measure_id: var-dry, modality: observed, qualifier: more_than, stated: "1,200", value: 1200,
      citations: [{find: 1 200, source_id: src-minutes, paragraph: 2}]}]
"""


@pytest.fixture
def project(records: Path) -> Path:
    (records / "agents.yaml").unlink()
    (records / "reports.yaml").write_text(HEAD + STATEMENT, "utf-8")
    Path("sources").mkdir()
    Path("sources/src-minutes.txt").write_text(TEXT, "utf-8")
    return records


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["cite", *arguments])


def test_words_give_way_to_their_place_and_nothing_else_changes(project: Path) -> None:
    result = run("records", "--sources", "sources")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "src-minutes: sha256, length and paragraphs filled in",
        "2 citations filled in, in 1 file",
    ]
    at, other = TEXT.index("1,200 households"), TEXT.index("1 200")
    expected = (HEAD + STATEMENT).replace(
        '        find: "1,200 households" # as printed\n',
        f"        paragraph: 3\n        start_char: {at}\n        end_char: {at + 16}\n"
        f"        passage_sha256: {sha256('1,200 households')} # as printed\n",
    ).replace(
        "find: 1 200,",
        f"start_char: {other}, end_char: {other + 5}, passage_sha256: {sha256('1 200')},",
    ).replace(
        "  - id: src-minutes # of October\n",
        f"  - id: src-minutes # of October\n    sha256: {sha256(TEXT)}\n    length: {len(TEXT)}\n    paragraphs: 3\n",
    )  # fmt: skip
    assert (project / "reports.yaml").read_text("utf-8") == expected
    assert load(project)[1] == ()
    evidence = check_evidence(project, "sources")
    assert (evidence.checked, evidence.problems) == (2, ())


def test_a_second_run_changes_nothing(project: Path) -> None:
    cite(project, "sources")
    before = (project / "reports.yaml").read_bytes()
    assert cite(project, "sources").files == ()
    assert (project / "reports.yaml").read_bytes() == before


def test_check_refuses_words_that_were_forgotten(project: Path) -> None:
    problems = load(project)[1]
    assert {(problem.code, problem.help) for problem in problems} == {
        ("unknown-field", "`onrecord cite` puts the span and the hash of the passage in its place")
    }


CASES = [
    ('find: "1,200 households"', 'find: "households"', "words-ambiguous", "stand at 2 places of sources/src-",
     "give more words or the paragraph: paragraph 2 at "),
    ('find: "1,200 households"', 'find: "20"', "words-not-found", "do not stand in sources/src-minutes.txt",
     "copy them from the text"),
    ('find: "1,200 households"', 'find: the "BURST"', "words-not-found", "do not stand in", "copy them"),
    ('find: "1,200 households"', "find: 'mains \"Burst\"'", "words-not-found", "do not stand in",
     "paragraph 3 has them with other capitals"),
    ("find: 1 200,", "find: clerk,", "words-not-found", "paragraph 2", "they stand elsewhere: paragraph 3 at "),
    ("find: 1 200,", "find: 1 200, start_char: 4,", "words-and-span", "gives `start_char`", "keep one"),
    ("find: 1 200,", "find: [],", "words-not-found", "do not stand", "copy them"),
    ("find: 1 200,", "find: ,", "words-not-found", "do not stand", "copy them"),
    ("find: 1 200, source_id: src-minutes", "find: 1 200, source_id: src-lost", "unknown-source",
     "no source has the id `src-lost`", "add the source"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "message", "help"), CASES)
def test_what_cannot_be_filled_in_stays_and_says_why(
    project: Path, old: str, new: str, code: str, message: str, help: str
) -> None:
    path = project / "reports.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    result = run("records", "--sources", "sources")
    assert result.exit_code == 1
    (problem,) = cite(project, "sources").problems
    assert problem.code == code
    assert message in problem.message
    assert help in problem.help
    assert problem.excerpt[problem.where.column - 1 :].startswith(("find", "src-lost"))
    assert new in path.read_text("utf-8")
    assert "1 citation filled in, in 1 file; 1 citation left as they are" in result.stdout


def test_every_code_has_a_case() -> None:
    assert {case[2] for case in CASES} | {"no-text"} == set(CODES)  # below, the text is another one


def test_a_passage_is_found_by_its_first_and_last_words() -> None:
    text = SourceText(TEXT)
    (place,) = find("More than … without", SourceText(TEXT.replace("had no", "were without")), None)
    assert text.content[place.start :].startswith("More than")
    (place,) = find("The mains ... the clerk", text, 3)
    assert text.passage(place) == "The mains “burst” twice: 1,200 households, said the clerk"


def test_a_source_with_another_hash_is_not_taken_by_its_name(project: Path) -> None:
    path = project / "reports.yaml"
    path.write_text(
        path.read_text("utf-8").replace("label: Minutes", f"label: Minutes\n    sha256: {'0' * 64}"), "utf-8"
    )
    (problem, _) = cite(project, "sources").problems
    assert str(problem).endswith(
        "error[no-text]: `sources/src-minutes.txt` is not the text that was hashed: it was changed since"
    )
    assert "take `sha256`, `length` and `paragraphs` out" in problem.help


def test_a_text_that_is_not_utf_8_is_told(project: Path) -> None:
    Path("sources/src-minutes.txt").write_bytes(TEXT.encode("utf-16"))
    (problem, _) = cite(project, "sources").problems
    assert str(problem).endswith("error[no-text]: `sources/src-minutes.txt` is not UTF-8")
    assert "save it as UTF-8" in problem.help


def test_missing_folders_are_clear_errors(project: Path) -> None:
    assert run("records", "--sources", "nowhere").stderr == "onrecord: nowhere is not a folder\n"
    assert run("nowhere", "--sources", "sources").stderr == "onrecord: nowhere is not a folder\n"


@given(text=st.text(st.sampled_from("ab1,. \n\t🖊é\u0301"), max_size=40), words=st.text("ab1 ,", max_size=4))
def test_what_is_found_is_the_words(text: str, words: str) -> None:
    for place in find(words, SourceText(text), None) if words.strip() else []:
        assert SourceText(text).passage(place).split() == words.split()


def test_a_source_that_nobody_recorded_is_told_as_such(project: Path) -> None:
    text = (project / "reports.yaml").read_text("utf-8")
    (project / "reports.yaml").write_text(
        text.replace("find: 1 200, source_id: src-minutes", "find: 1 200, source_id: src-minuts")
    )
    result = run("records", "--sources", "sources")
    assert "error[unknown-source]: no source has the id `src-minuts`" in result.stderr
    assert "did you mean `src-minutes`?" in result.stderr


def test_a_paragraph_alone_gets_its_whole_span_when_asked(project: Path) -> None:
    text = (project / "reports.yaml").read_text("utf-8")
    (project / "reports.yaml").write_text(text.replace("find: 1 200, ", ""), "utf-8")
    result = run("records", "--sources", "sources")
    assert "1 citation of a paragraph alone; `--paragraphs` cites the whole paragraph" in result.stdout
    assert run("records", "--sources", "sources", "--paragraphs").stdout.startswith("1 citation filled in, in 1 file")
    assert check_evidence("records", "sources").problems == ()
    assert load(project)[1] == ()
