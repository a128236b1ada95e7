from collections.abc import Callable

import pytest

from onrecord.dataset import Records
from onrecord.read import part

Read = Callable[..., Records]


def test_a_cell_may_span_lines_and_rows_after_it_keep_their_places(read: Read) -> None:
    content = 'id,name,kind\r\nplace-a,"A\r\nB, ""C""",city\r\nplace-b,B,town\r\n'
    problems = read({"places.csv": content}).problems
    assert [(str(problem.where), problem.code) for problem in problems] == [
        ("records/places.csv:2:9", "invalid-text"),
        ("records/places.csv:4:11", "unknown-code"),
    ]


def test_a_cell_of_a_row_that_spans_lines_is_found_on_its_own_line(read: Read) -> None:
    content = 'locator,record_id,source_id,paragraph\n"a\nb",org-a,src-a,x\n'
    problems = read({"citations.csv": content}).problems
    assert [(str(problem.where), problem.code) for problem in problems] == [
        ("records/citations.csv:2:1", "invalid-text"),
        ("records/citations.csv:3:16", "not-a-number"),
    ]


def test_empty_cells_and_empty_rows_are_absent(read: Read) -> None:
    records = read({"places.csv": "\ufeffid,name,kind,country\nplace-a,A,city,\n\n,,,\nplace-b,B,city,UKR\n"})
    assert records.problems == ()
    assert records.tables["places"].select(["country", "_origin"]).to_pylist() == [
        {"country": None, "_origin": 2},
        {"country": "UKR", "_origin": 5},
    ]


def test_rows_under_a_header_with_a_mistake_are_still_checked(read: Read) -> None:
    problems = read({"places.csv": "id,name,knd,kind,kind\nplace-a,A,x,town,y\n"}).problems
    assert [(str(problem.where), problem.code) for problem in problems] == [
        ("records/places.csv:1:9", "unknown-field"),
        ("records/places.csv:1:18", "duplicate-key"),
        ("records/places.csv:2:13", "unknown-code"),
    ]


def test_a_ragged_row_leaves_the_others_readable(read: Read) -> None:
    records = read({"places.csv": "id,name,kind\nplace-a,A\nplace-b,B,city\n"})
    assert [problem.code for problem in records.problems] == ["csv-syntax"]
    assert records.tables["places"]["id"].to_pylist() == ["place-b"]


def test_a_column_that_is_missing_is_told_once(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "PART", 40)
    rows = "".join(f"place-{number},A,town\n" for number in range(20))
    problems = read({"places.csv": f"id,nme,kind\n{rows}"}).problems
    at_header = [(str(problem.where), problem.code) for problem in problems if problem.where.line < 2]
    assert at_header == [("records/places.csv:1:1", "missing-field"), ("records/places.csv:1:4", "unknown-field")]
    assert [(problem.where.line, problem.code) for problem in problems[2:]] == [
        (line, "unknown-code") for line in range(2, 22)
    ]


def test_a_parent_that_no_row_names_is_told_once(read: Read) -> None:
    (problem,) = read({"citations.csv": "source_id,paragraph\nsrc-a,1\nsrc-b,2\n"}).problems
    assert problem.message == "the header has no column `record_id`, which every citation needs"
