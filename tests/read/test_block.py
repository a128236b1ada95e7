"""Blocks accept and refuse exactly what line by line does, and say the same of it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.models.figure import Figure
from onrecord.models.statement import Statement
from onrecord.read import block
from onrecord.read.found import Found
from onrecord.read.json_lines import JSON_LINES, _slowly
from onrecord.read.part import PartRows, _rows

FIGURE = {
    "id": "fig-a",
    "measure_id": "var-a",
    "modality": "observed",
    "qualifier": "exact",
    "stated": "12.5",
    "value": 12.5,
    "period": "2023-12",
    "citations": [{"source_id": "src-a", "paragraph": 3}],
}
LINE = json.dumps(FIGURE, ensure_ascii=False, separators=(",", ":"))
_MARKS = ["\n", "\r", "\r\n", '"', ",", "{", "}", "[", "]", ":", " ", "\\", '\\"', '":', '" :', "},{", "}\n{"]
_VALUES = [
    "null",
    "true",
    "1e5",
    "0.10000000000000001",
    "12345678901234567890",
    "-0",
    "\x7f",
    "\u0085",
    "\u2028",
    "é",
    "\ufeff",
]
_FIELDS = [
    '"id":"fig-b",',
    '"record_id":"fig-a",',
    '"figure_id":"fig-z"',
    '"low":1',
    '"value":"1"',
    LINE,
    f"\n{LINE}\n",
]
PIECES = st.sampled_from([*_MARKS, *_VALUES, *_FIELDS])
EDITS = st.lists(st.tuples(st.integers(0, 600), st.integers(0, 12), PIECES), max_size=4)


def _mutated(edits: list[tuple[int, int, str]]) -> bytes:
    text = f"{LINE}\n{LINE.replace('fig-a', 'fig-b')}\n"
    for at, cut, piece in edits:
        text = text[:at] + piece + text[at + cut :]
    return text.encode()


def _said(found: Found) -> tuple[dict[str, list[object]], list[object], frozenset[str]]:
    """What was found, whichever way: rows by table, problems with all that they show, and what was refused."""
    part: PartRows = _rows(found)
    rows = {name: sorted(map(repr, table.to_pylist())) for name, table in part.rows if len(table)}
    shown = [(str(problem), problem.help, problem.excerpt, problem.width) for problem in sorted(part.problems)]
    return rows, shown, part.refused  # type: ignore[return-value]


@settings(max_examples=200)
@given(EDITS)
def test_a_block_and_its_lines_say_the_same(edits: list[tuple[int, int, str]]) -> None:
    content = _mutated(edits)
    with pytest.MonkeyPatch.context() as patch:
        quick = _said(JSON_LINES.read("figures.jsonl", content, "figures"))
        patch.setattr("onrecord.read.json_lines.records_of", lambda *_, **__: None)
        slow = _said(_slowly("figures.jsonl", content, "figures"))
    assert quick == slow


def test_ordinary_blocks_are_read_in_the_quick_way() -> None:
    lines = "".join(f"{LINE.replace('fig-a', f'fig-{number}')}\r\n" for number in range(3)).encode()
    found = block.records_of(Figure, lines, sure=True)
    assert found is not None and [record.id for record in found] == ["fig-0", "fig-1", "fig-2"]  # type: ignore[attr-defined]


def test_rows_nested_in_nested_rows_are_counted_too() -> None:
    record = {
        "id": "stmt-a",
        "speaker_id": "org-a",
        "source_id": "src-a",
        "kind": "claim",
        "attribution": "direct",
        "summary": "Says so.",
        "figures": [FIGURE],
    }
    assert block.records_of(Statement, json.dumps(record).encode(), sure=True)


def test_no_record_begins_on_one_line_and_ends_on_another() -> None:
    two = LINE.replace('[{"source_id":"src-a","paragraph":3}]', '[{"source_id":"src-a"}\n{"paragraph":3}]')
    assert block.records_of(Figure, f"{two}\n{LINE},{LINE}\n".encode(), sure=True) is None


def test_no_text_holds_a_line_break() -> None:
    broken = LINE.replace('"stated":"', '"stated":"\n')
    assert block.records_of(Figure, f"{LINE}\n{broken}\n".encode(), sure=True) is None


@pytest.mark.parametrize("number", ["0.10000000000000001", "1e5", "[1234567890123456.5"])
def test_doubtful_numbers_are_seen(number: str) -> None:
    assert block.has_doubtful_numbers(f'{{"value": {number}}}'.encode())


@pytest.mark.parametrize("text", ["Zählt, é und alle", "in 2023, else", "[e", ": E", "a 1e5, 123456789012345, b"])
def test_words_are_no_numbers(text: str) -> None:
    assert not block.has_doubtful_numbers(json.dumps({"summary": text, "value": 12.5}, ensure_ascii=False).encode())
