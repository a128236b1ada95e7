import json
from collections.abc import Callable

import pytest

from onrecord.dataset import Records
from onrecord.problems import Severity
from onrecord.read import CODES

from .cases import CASES, ORG, Case


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}-{case.problem.partition('[')[2][:40]}")
def test_each_failing_example_has_its_one_problem(read: Callable[..., Records], case: Case) -> None:
    problems = read({case.file: case.content}).problems
    assert [str(problem).removeprefix("records/") for problem in problems] == [case.problem]
    assert problems[0].help
    assert problems[0].width >= 1


@pytest.mark.parametrize("rest", ["a>b?c={d}|e", "a b", '\\"^`', "%zz", "[x]", "ä", "a/../b"])
def test_an_address_is_taken_as_a_source_prints_it(read: Callable[..., Records], rest: str) -> None:
    url = json.dumps(f"https://www.example.org/{rest}")
    assert not read({"a.yaml": ORG + f"kind: ngo, url: {url}}}\n"}).problems


@pytest.mark.parametrize("rest", ["", " ", "a ", "\u0007", "a\tb", "a\nb", "a\u2028b", "a\u0085b"])
def test_an_address_is_one_line_without_control_characters(read: Callable[..., Records], rest: str) -> None:
    (problem,) = read({"a.yaml": ORG + f"kind: ngo, url: {json.dumps('https://' + rest)}}}\n"}).problems
    assert problem.code in ("invalid-url", "invalid-text")


@pytest.mark.parametrize(("given", "meant"), [("3,500,000", "3500000"), ("1 200.50", "1200.50"), ("-1'000", "-1000")])
def test_a_number_with_thousands_apart_is_told_with_what_is_meant(
    read: Callable[..., Records], given: str, meant: str
) -> None:
    (problem,) = read({"figures.csv": f'id,measure_id,modality,value\nfig-a,var-a,observed,"{given}"\n'}).problems
    assert problem.help.startswith(f"did you mean `{meant}`? ")


def test_every_code_has_a_failing_example_and_every_example_a_known_code() -> None:
    shown = {case.problem.partition("[")[2].partition("]")[0] for case in CASES}
    assert shown | {"missing-dataset", "placeholder", "unreadable-file", "parquet-syntax"} == set(CODES)


def test_all_problems_of_all_files_come_at_once_in_order_and_what_is_valid_is_kept(
    read: Callable[..., Records],
) -> None:
    records = read(
        {
            "b.yaml": "places:\n- {id: place-b, name: B, kind: town}\n- {id: place-c, name: C, kind: city}\n",
            "a/places.csv": "id,name,kind\nplace-a,,city\nplace-d,D,city\n",
            "places.jsonl": '{"id":"place-e"}\n{"id":"place-f","name":"F","kind":"city"}\n',
            "notes.docx": "",
        }
    )
    assert [(str(problem.where), problem.code) for problem in records.problems] == [
        ("records/a/places.csv:2:9", "missing-field"),
        ("records/b.yaml:2:32", "unknown-code"),
        ("records/notes.docx", "unknown-file"),
        ("records/places.jsonl:1:2", "missing-field"),
        ("records/places.jsonl:1:2", "missing-field"),
    ]
    assert records.problems[2].severity is Severity.WARNING
    assert records.tables["places"]["id"].to_pylist() == [f"place-{letter}" for letter in "adbcef"]
    assert records.tables["places"]["kind"].to_pylist() == ["city", "city", None, "city", None, "city"]


def test_an_excerpt_shows_the_line_and_the_width_covers_the_text(read: Callable[..., Records]) -> None:
    content = 'organizations:\n- id: org-a\n  name: A\n  aliasses: ["Idite Lesom"]\n'
    (problem,) = read({"a.yaml": content}).problems
    assert (problem.excerpt, problem.where.column, problem.width) == ('  aliasses: ["Idite Lesom"]', 3, 8)
