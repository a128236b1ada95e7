"""Every failure of evidence has a dataset that shows it, at the right place; what is right shows none."""

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.conftest import PROJECT

from onrecord import Problem, UsageError, check_evidence
from onrecord.check import RULES
from onrecord.cli import main
from onrecord.evidence import FAILURES
from onrecord.read import CODES

SOURCES = PROJECT.parent / "shared" / "sources"
TEXT = Path("sources/minutes.txt")
HALF = "paragraph: 4, start_char: 208, end_char: 257"
SHA256 = "c0c743bd761c568e9719b642ecf7cea71221c668c758d335d853bc51ecbdd105"

# code, what stands in the records, what to write instead, the message, the start of the text that it points at
BROKEN = [
    ("text-not-utf8", SHA256, hashlib.sha256(b"Caf\xe9").hexdigest(),
     "sources/latin-1.txt is not UTF-8", hashlib.sha256(b"Caf\xe9").hexdigest()),
    ("wrong-length", "length: 300", "length: 306",
     "`length` is 306, but the text has 300 code points", "306"),
    ("wrong-paragraph-count", "paragraphs: 5", "paragraphs: 6",
     "`paragraphs` is 6, but the text has 5", "6"),
    ("unknown-paragraph", "paragraph: 2", "paragraph: 9",
     "paragraph 9 is cited, but the text has paragraphs 1 to 5", "9"),
    ("span-outside-text", "start_char: 258, end_char: 290", "start_char: 258, end_char: 301",
     "the span 258 to 301 is no part of a text of 300 code points", "301"),
    ("span-outside-paragraph", HALF, HALF.replace("4", "3", 1),
     "the span 208 to 257 leaves paragraph 3, 131 to 206, and lies in 4", "3"),
    ("passage-mismatch", HALF, HALF.replace("257", "256"),
     "the text from 208 to 256 has another SHA-256",
     "b8facdf3b67cdcf9df96b65fba5b640f174ccad5d7080e8bf311c83858a2dfd3"),
    ("number-not-in-passage", 'stated: "35"\n        value: 35', 'stated: "36"\n        value: 36',
     "`36` of `fig-households-2021` does not stand in this passage", "190"),
    ("name-not-in-source", "value: Wasserwerk Nord", "value: Wasserwerk Nor",
     "`Wasserwerk Nor` does not stand in the text of `src-minutes`", "Wasserwerk Nor"),
]  # fmt: skip


def edit(old: str, new: str) -> None:
    path = Path("records/minutes.yaml")
    text = path.read_text("utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), "utf-8")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["evidence", *map(str, arguments)])


def failures(records: Path) -> tuple[Problem, ...]:
    return check_evidence(records, "sources").problems


@pytest.mark.parametrize(("code", "old", "new", "message", "pointed"), BROKEN, ids=[case[0] for case in BROKEN])
def test_a_failure_is_told_at_its_place(
    sample: Path, code: str, old: str, new: str, message: str, pointed: str
) -> None:
    Path("sources/latin-1.txt").write_bytes(b"Caf\xe9")
    edit(old, new)
    (problem,) = failures(sample)
    assert (problem.code, problem.message) == (code, message)
    assert problem.excerpt[problem.where.column - 1 :].startswith(pointed)
    assert problem.where.file == "records/minutes.yaml"
    assert problem.help


def test_every_failure_has_a_case_and_a_code_of_its_own() -> None:
    codes = [failure.code for failure in FAILURES]
    assert [case[0] for case in BROKEN] == codes
    assert not {*codes} & {*CODES, *(rule.code for rule in RULES)}


def test_what_is_right_shows_no_failure(sample: Path) -> None:
    found = check_evidence(sample, "sources")
    assert found.problems == ()
    assert (found.checked, found.not_at_hand, found.unhashed) == (5, 1, 1)


@pytest.mark.parametrize(
    ("span", "counted"), [("start_char: 214, end_char: 263", "bytes"), ("start_char: 209, end_char: 258", "UTF-16")]
)
def test_a_span_that_counts_other_units_is_told_so(sample: Path, span: str, counted: str) -> None:
    edit("start_char: 208, end_char: 257", span)
    assert [counted in problem.help for problem in failures(sample) if problem.code == "passage-mismatch"] == [True]


def test_a_citation_of_a_paragraph_alone_is_of_all_its_text(sample: Path) -> None:
    edit(f"{HALF}, passage_sha256: b8facdf3b67cdcf9df96b65fba5b640f174ccad5d7080e8bf311c83858a2dfd3", "paragraph: 5")
    (problem,) = failures(sample)
    assert problem.code == "number-not-in-passage"


@pytest.mark.parametrize("half", ["start_char: 208", "end_char: 257", "start_char: 257, end_char: 208"])
def test_half_a_span_and_a_crossed_one_break_nothing(sample: Path, half: str) -> None:
    edit("start_char: 208, end_char: 257", half)
    assert {problem.code for problem in failures(sample)} <= {"span-outside-text"}


def test_nothing_is_normalised_before_counting(sample: Path) -> None:
    for changed in (b"\xef\xbb\xbf" + TEXT.read_bytes(), TEXT.read_bytes().replace(b"\n", b"\r\n")):
        Path("sources/other.txt").write_bytes(changed)
        edit("sha256: ", f"sha256: {hashlib.sha256(changed).hexdigest()} # ")
        codes = {problem.code for problem in failures(sample)}
        assert {"wrong-length", "passage-mismatch"} <= codes
        assert "wrong-paragraph-count" not in codes


def test_a_text_is_found_by_its_hash_under_any_name(sample: Path) -> None:
    Path("sources/2025/october").mkdir(parents=True)
    TEXT.rename("sources/2025/october/.a-copy")
    assert check_evidence(sample, "sources").checked == 5


def test_without_any_text_nothing_fails_and_everything_is_counted(sample: Path) -> None:
    TEXT.unlink()
    found = check_evidence(sample, "sources")
    assert (found.problems, found.checked, found.not_at_hand) == ((), 0, 6)


def test_unreadable_records_are_told_beside_the_failures(sample: Path) -> None:
    edit("label: Poster", "lable: Poster")
    edit("length: 300", "length: 306")
    assert [problem.code for problem in failures(sample)] == ["wrong-length", "missing-field", "unknown-field"]


def test_a_missing_folder_is_wrong_use(sample: Path) -> None:
    with pytest.raises(UsageError, match="nowhere is not a folder"):
        check_evidence(sample, "nowhere")
    assert run(sample, "--sources", "nowhere").exit_code == 2
    assert run(sample).exit_code == 2


def test_the_report_counts_citations_and_paragraphs(sample: Path) -> None:
    result = run(sample, "--sources", "sources")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "src-lost: no text at hand; 1 citation, 0 names; 0 failures",
        "src-minutes: sources/minutes.txt; 5 citations, 1 name; 0 failures",
        "  paragraphs cited: 2-5",
        "  paragraphs not cited: 1",
        "5 citations checked, 1 with no text at hand, 1 of sources without a hash; 0 failures",
    ]


def test_a_failure_is_an_exit_code_of_one_and_a_problem_like_others(sample: Path) -> None:
    edit("length: 300", "length: 306")
    result = run(sample, "--sources", "sources")
    assert result.exit_code == 1
    assert "records/minutes.yaml:18:13: error[wrong-length]:" in result.stderr
    assert result.stdout.endswith("; 1 failure\n")


def test_the_report_as_json(sample: Path) -> None:
    edit("length: 300", "length: 306")
    result = run(sample, "--sources", "sources", "--format", "json")
    assert result.exit_code == 1
    assert result.stderr == ""
    answer = json.loads(result.stdout)
    assert answer["citations"] == {"checked": 5, "not_at_hand": 1, "unhashed": 1}
    assert answer["sources"][1] == {
        "source_id": "src-minutes",
        "file": "sources/minutes.txt",
        "citations": 5,
        "names": 1,
        "cited": [2, 3, 4, 5],
        "uncited": [1],
        "failures": 1,
    }
    (problem,) = answer["problems"]
    assert (problem["line"], problem["column"], problem["code"]) == (18, 13, "wrong-length")


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the texts of the flagship's sources are not at hand")
def test_the_flagship_is_borne_out_by_its_source() -> None:
    found = check_evidence(PROJECT / "records", SOURCES)
    assert found.problems == ()
    assert found.checked > 0
    assert found.not_at_hand == 0
