"""A record with something wrong in it is checked all the same, and what is wrong misleads no other check."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.load import load
from onrecord.problems import Problem
from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.page import Page, Span
from onrecord.read.yaml_text import parse

TINY = Path(__file__).parents[1] / "tiny" / "records"
EVERY = 12
"""One cell in so many is damaged; `EVERY = 1` tries them all."""

BROKEN = """\
sources:
  - {id: src-a, kind: websight, label: A page, sha256: abc, publisher_id: org-nobody}
measures:
  - {id: var-a, name: A, definition: A., unit: NUM, statistic: count, accumulation: stock}
statements:
  - id: stmt-a
    speaker_id: org-nobody
    source_id: src-a
    kind: anouncement
    attribution: direct
    summary: A.
    citations: [{source_id: src-a, find: a few words}]
    figures:
      - id: fig-a
        measure_id: var-b
        modality: observed
        qualifier: exact
        stated: "5"
        value: 6
        citations: [{source_id: src-a, find: a few words}, {source_id: src-b, paragraph: 1}]
      - {id: Fig, measure_id: var-c, modality: observed}
"""


def test_all_problems_of_a_record_and_of_what_is_in_it_are_told_at_once(tmp_path: Path) -> None:
    copytree(TINY, tmp_path / "records")
    (tmp_path / "records" / "broken.yaml").write_text(BROKEN)
    found = [problem for problem in load(tmp_path / "records")[1] if problem.where.file.endswith("broken.yaml")]
    assert [(problem.where.line, problem.code) for problem in found] == [
        (2, "unknown-code"), (2, "invalid-text"), (2, "unknown-reference"), (7, "unknown-reference"),
        (9, "unknown-code"), (12, "unknown-field"), (15, "unknown-reference"), (19, "stated-mismatch"),
        (20, "unknown-field"), (20, "unknown-reference"), (21, "invalid-id"), (21, "unknown-reference"),
    ]  # fmt: skip


JSON = """\
{"id": "fig-a", "measure_id": "var-b", "modality": "obsreved", "qualifier": "exact", "stated": "5", "value": 6, \
"citations": [{"source_id": "src-b", "find": "a few words"}, {"source_id": "src-c", "paragraph": "one"}]}
{"id": "fig-b", "measure_id": "var-b", "modality": "observed", "modality": "promised", "value": 1e999}
{"id": "Fig", "measure_id": "var-b"}
"""
CSV = """\
id,statement_id,measure_id,modality,qualifier,stated,value,made_up
fig-a,stmt-b,var-b,obsreved,exact,5,6,x
fig-b,,var-b,,exact,5,6,
Fig,stmt-b,,observed,,,,
"""
OF_JSON = [
    (1, '"var-b"', "unknown-reference"), (1, '"obsreved"', "unknown-code"), (1, "6", "stated-mismatch"),
    (1, '"src-b"', "unknown-reference"), (1, '"find"', "unknown-field"), (1, '"src-c"', "unknown-reference"),
    (1, '"one"', "not-a-number"),
    (2, '"var-b"', "unknown-reference"), (2, '"modality"', "duplicate-key"), (2, "1e999", "out-of-range"),
    (3, '"id"', "missing-field"), (3, '"Fig"', "invalid-id"), (3, '"var-b"', "unknown-reference"),
]  # fmt: skip
OF_CSV = [
    (1, "made_up", "unknown-field"),
    (2, "stmt-b", "unknown-reference"), (2, "var-b", "unknown-reference"), (2, "obsreved", "unknown-code"),
    (2, "6", "stated-mismatch"),
    (3, "var-b", "unknown-reference"), (3, ",", "missing-field"), (3, "6", "stated-mismatch"),
    (4, "Fig", "invalid-id"), (4, "stmt-b", "unknown-reference"), (4, ",", "missing-field"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "text", "told"), [("figures.jsonl", JSON, OF_JSON), ("figures.csv", CSV, OF_CSV)])
def test_so_are_those_of_lines_and_rows(tmp_path: Path, file: str, text: str, told: list[tuple[int, str, str]]) -> None:
    copytree(TINY, tmp_path / "records")
    (tmp_path / "records" / file).write_text(text)
    found = [problem for problem in load(tmp_path / "records")[1] if problem.where.file.endswith(file)]
    assert [(problem.where.line, _marked(problem), problem.code) for problem in found] == told


def test_of_very_many_some_are_checked_further_and_all_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.read.found.MOST", 5)
    monkeypatch.setattr("onrecord.read.folder.MOST", 5)
    monkeypatch.setattr("onrecord.read.part.PART", 1_000)
    copytree(TINY, tmp_path / "records")
    lines = [f'{{"id": "fig-{number}", "measure_id": "var-b", "modality": "no"}}\n' for number in range(40)]
    for name in ("figures-a.jsonl", "figures-b.jsonl"):
        (tmp_path / "records" / name).write_text("".join(lines))
    codes = [problem.code for problem in load(tmp_path / "records")[1]]
    assert (codes.count("unknown-code"), codes.count("unknown-reference")) == (80, 5)


def _marked(problem: Problem) -> str:
    return problem.excerpt[problem.where.column - 1 :][: problem.width]


def test_so_are_those_of_rows_of_parquet(tmp_path: Path) -> None:
    copytree(TINY, tmp_path / "records")
    row = {
        "id": "fig-a",
        "measure_id": "var-b",
        "modality": "obsreved",
        "stated": "5",
        "qualifier": "exact",
        "value": 6,
    }
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "records" / "figures.parquet")
    found = [problem.code for problem in load(tmp_path / "records")[1]]
    assert found == ["unknown-reference", "unknown-code", "stated-mismatch"]


def _leaves(node: Any) -> Iterator[tuple[str | int, Span]]:
    keyed = isinstance(node, MarkedMapping)
    for key, part in node.items() if keyed else enumerate(node):
        if isinstance(part, MarkedMapping | MarkedList):
            yield from _leaves(part)
        else:
            yield key, (node.values_at if keyed else node.items_at)[key]


CELLS = [
    pytest.param(file, key, span, id=f"{file}-{span[0]}-{key}")
    for file in ("agents.yaml", "reports.yaml")
    for key, span in _leaves(parse(Page(file, (TINY / file).read_text("utf-8"))).root)
]


@pytest.mark.parametrize(("file", "key", "span"), CELLS[::EVERY])
def test_a_gap_in_sound_records_is_the_only_problem(tmp_path: Path, file: str, key: str, span: Span) -> None:
    copytree(TINY, tmp_path / "records")
    path = tmp_path / "records" / file
    text = path.read_text("utf-8")
    path.write_text(f'{text[: span[0]]}""{text[span[1] :]}', "utf-8")
    found = load(tmp_path / "records")[1]
    others = {"unknown-reference"} if key == "id" else set()
    assert {problem.code for problem in found} - others == {"blank-value"}
    assert sum(problem.code == "blank-value" for problem in found) == 1
