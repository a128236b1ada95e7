"""A record with something wrong in it is checked all the same, and what is wrong misleads no other check."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from onrecord.publish import load
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
        (20, "unknown-field"), (20, "unknown-reference"), (21, "invalid-id"),
    ]  # fmt: skip


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
