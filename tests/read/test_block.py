"""Blocks accept and refuse exactly what line by line does, and say the same of it."""

import json
import re
from datetime import date
from functools import cache
from math import inf, nan
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.models.base import Number, Record
from onrecord.models.figure import Figure
from onrecord.models.statement import Statement
from onrecord.read.block import rows_of
from onrecord.read.folder import read_records
from onrecord.read.found import Found
from onrecord.read.json_lines import JSON_LINES, _slowly
from onrecord.read.part import PartRows
from onrecord.read.part import _rows as part_of
from onrecord.read.record import AUTHORED
from onrecord.tables import ORIGIN, TABLES

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
    part: PartRows = part_of(found)
    rows = {name: sorted(map(repr, table.to_pylist())) for name, table in part.rows if len(table)}
    shown = [(str(problem), problem.help, problem.excerpt, problem.width) for problem in sorted(part.problems)]
    return rows, shown, part.refused  # type: ignore[return-value]


@settings(max_examples=200)
@given(EDITS)
def test_a_block_and_its_lines_say_the_same(edits: list[tuple[int, int, str]]) -> None:
    content = _mutated(edits)
    with pytest.MonkeyPatch.context() as patch:
        quick = _said(JSON_LINES.read("figures.jsonl", content, "figures"))
        patch.setattr("onrecord.read.json_lines.record_of", lambda *_: None)
        slow = _said(_slowly("figures.jsonl", content, "figures"))
    assert quick == slow


def _rows(model: type[Record], block: str) -> dict[str, list[dict[str, object]]] | None:
    """The rows of a block by table, in the quick way."""
    content = block.encode()
    rows = rows_of(model, content, range(1, 1 + content.count(b"\n") + (not content.endswith(b"\n"))))
    return None if rows is None else {name: table.to_pylist() for name, table in rows}


def test_ordinary_blocks_are_read_in_the_quick_way() -> None:
    rows = _rows(Figure, "".join(f"{LINE.replace('fig-a', f'fig-{number}')}\r\n" for number in range(3)))
    assert rows is not None and [row["id"] for row in rows["figures"]] == ["fig-0", "fig-1", "fig-2"]
    assert [(row["record_id"], row[ORIGIN]) for row in rows["citations"]] == [("fig-0", 1), ("fig-1", 2), ("fig-2", 3)]


def test_texts_of_all_scripts_are_read_in_the_quick_way() -> None:
    statement = STATEMENT | {"summary": "Сказано: «ក» и 😀"}
    for ascii in (True, False):
        rows = _rows(Statement, json.dumps(statement, ensure_ascii=ascii))
        assert rows and rows["statements"][0]["summary"] == statement["summary"]


STATEMENT = {
    "id": "stmt-a",
    "speaker_id": "org-a",
    "source_id": "src-a",
    "kind": "claim",
    "attribution": "direct",
    "summary": "Says so.",
}


def test_rows_nested_in_nested_rows_are_read_too() -> None:
    rows = _rows(Statement, json.dumps(STATEMENT | {"figures": [FIGURE]}))
    assert rows and rows["figures"][0]["statement_id"] == "stmt-a"
    assert rows["citations"][0]["record_id"] == "fig-a"


def test_no_record_begins_on_one_line_and_ends_on_another() -> None:
    two = LINE.replace('[{"source_id":"src-a","paragraph":3}]', '[{"source_id":"src-a"}\n{"paragraph":3}]')
    assert _rows(Figure, f"{two}\n{LINE},{LINE}\n") is None
    assert _rows(Figure, f"{LINE}{LINE}\n{LINE[:-1]},\n{LINE[1:]}") is None


def test_no_text_holds_a_line_break() -> None:
    broken = LINE.replace('"stated":"', '"stated":"\n')
    assert _rows(Figure, f"{LINE}\n{broken}\n") is None


@pytest.mark.parametrize("number", ["0.10000000000000001", "1e5", "1234567890123456.5", "NaN", "-Infinity", "Inf"])
def test_doubtful_numbers_are_seen(number: str) -> None:
    assert _rows(Figure, LINE) and _rows(Figure, LINE.replace(":12.5", f": {number}")) is None


def test_there_is_no_negative_nought() -> None:
    rows = _rows(Figure, LINE.replace(":12.5", ":-0.0"))
    assert rows and str(rows["figures"][0]["value"]) == "0.0"


@pytest.mark.parametrize("null", ['"availability":null', '"citations" : null', r'"avail\u0061bility": null'])
def test_nothing_is_not_the_same_as_not_given(null: str) -> None:
    line = re.sub(r'"citations":.*]', lambda _: null, LINE)
    assert _rows(Figure, line) is None and _rows(Figure, line.replace(null, '"place_id": null'))


@pytest.mark.parametrize("text", ["Zählt, é und alle", "in 2023, else", "[e", ": E", "a 1e5, 123456789012345, b"])
def test_words_are_no_numbers(text: str) -> None:
    assert _rows(Figure, json.dumps(FIGURE | {"stated": text}, ensure_ascii=False))


_TEXTS = [
    "",
    " ",
    "x",
    "x ",
    "a\u00a0b",
    "2023",
    "2023-02-30",
    "2023-12-31",
    "en",
    "zz-",
    "org-a",
    "-1",
    "given",
    "yes",
]
_SCALARS = st.one_of(
    st.none(),
    st.sampled_from(_TEXTS),
    st.integers(-3, 10**16),
    st.sampled_from([0.5, -0.0, 1e-7, 1e22, inf, nan, True]),
)
_GROUPS = st.lists(st.one_of(st.none(), st.dictionaries(st.sampled_from(["source_id", "id", "value"]), _SCALARS)))


@cache
def _own(name: str) -> list[dict[str, object]]:
    """A few records of a table as this project's own records give them."""
    rows = read_records(Path(__file__).parents[2] / "records").tables[name].drop_columns(ORIGIN).slice(0, 5).to_pylist()
    return [{field: _spelt(value) for field, value in row.items() if value is not None} for row in rows]


def _spelt(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("name", AUTHORED)
@settings(max_examples=25)
@given(data=st.data())
def test_columns_take_what_models_take(name: str, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(sorted(AUTHORED[name].model_fields)))
    edit = {field: data.draw(_GROUPS if field in TABLES[name].nested else _SCALARS)}
    own = _own(name)
    at = data.draw(st.integers(0, len(own)))
    records = [*own[:at], {**(own[at] if at < len(own) else {}), **edit}, *own[at + 1 :]]
    content = "".join(f"{json.dumps(record)}\n" for record in records).encode()
    assert _said(JSON_LINES.read("x.jsonl", content, name)) == _said(_slowly("x.jsonl", content, name))


@pytest.mark.parametrize("number", ["9007199254740992", "1234567890123456"])
def test_whole_numbers_of_many_digits_are_left_to_the_reader_of_lines(number: str) -> None:
    source = '{"id":"src-a","label":"A","kind":"report","language":"en","length":123456789012345}'
    source_model = AUTHORED["sources"]
    assert _rows(source_model, source) and _rows(source_model, source.replace("123456789012345", number)) is None


def test_every_number_that_survives_is_right() -> None:
    """Columns of numbers are judged by nothing but that."""
    for name, model in AUTHORED.items():
        types = {field.name: field.type for field in TABLES[name].authored_schema if field.name in model.model_fields}
        numbers = [model.model_fields[field] for field, type in types.items() if pa.types.is_floating(type)]
        assert all(field.annotation in (Number, Number | None) for field in numbers)


def test_records_of_this_project_are_read_in_the_quick_way() -> None:
    for name, model in AUTHORED.items():
        content = "".join(f"{json.dumps(record)}\n" for record in _own(name)).encode()
        assert not content or rows_of(model, content, range(1, 1 + content.count(b"\n"))) is not None, name
