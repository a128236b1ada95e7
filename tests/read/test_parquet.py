"""Parquet holds the records of the lines of JSON that say the same, and has the same problems in the same rows."""

import datetime
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dataset import Records
from onrecord.read import parquet_file
from onrecord.read.json_text import parse_line
from onrecord.read.origins import cannot_open
from onrecord.read.page import Page
from onrecord.read.part import PartRows, content_of, parts_of, read_part, shifted

Read = Callable[..., Records]
SCHEMA = pa.schema(
    {
        "id": pa.string(),
        "measure_id": pa.string(),
        "modality": pa.dictionary(pa.int8(), pa.string()),
        "stated": pa.string(),
        "value": pa.float64(),
        "low": pa.int64(),
        "period": pa.large_string(),
        "odd": pa.bool_(),
        "citations": pa.list_(pa.struct({"source_id": pa.string(), "paragraph": pa.int32(), "locator": pa.string()})),
    }
)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_CITATION = {"source_id": st.sampled_from(["src-a", "src b", None]), "paragraph": st.sampled_from([None, 0, 3])}
RECORDS = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from(["fig-a", "fig-b", "Fig", None]), "measure_id": st.sampled_from(["var-a", "org-a"])},
        optional={
            "modality": st.sampled_from(["observed", "observed", "guessed"]),
            "stated": _TEXT,
            "value": st.integers(-9, 9) | st.sampled_from([0.1, 0.30000000000000004, 1e22, 1e-7, 12345678901234.5]),
            "low": st.integers(-(10**17), 10**17),
            "period": st.sampled_from(["2023-12", "2023-02-30", "../2023", ""]),
            "odd": st.sampled_from([None, None, True]),
            "citations": st.lists(st.fixed_dictionaries(_CITATION), max_size=2),
        },
    ),
    max_size=7,
)


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(inner) for key, inner in value.items() if inner is not None}
    return [_without_nulls(inner) for inner in value] if isinstance(value, list) else value


def _read(path: Path) -> Iterator[PartRows]:
    lines = 0
    for part in parts_of(path, path.stem, "figures"):
        found = shifted(read_part(part, content_of(part)), 0, lines)
        lines += found.lines
        yield found


def _said(path: Path) -> tuple[dict[str, list[str]], list[tuple[int, str, str]], set[str]]:
    parts = list(_read(path))
    rows: dict[str, list[str]] = {}
    for name, table in (pair for part in parts for pair in part.rows if len(pair[1])):
        rows.setdefault(name, []).extend(map(repr, table.to_pylist()))
    problems = [(each.where.line, each.code, each.message) for part in parts for each in part.problems]
    return rows, sorted(problems), {id for part in parts for id in part.refused}


@settings(max_examples=120)
@given(RECORDS, st.integers(1, 5), st.integers(1, 5))
def test_a_row_and_the_line_that_says_the_same_are_read_alike(
    records: list[dict[str, Any]], rows: int, group: int
) -> None:
    lines = [json.dumps(_without_nulls(each), ensure_ascii=False, separators=(",", ":")) for each in _ordered(records)]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet_file, "ROWS", rows)
        patch.setattr(parquet_file, "_BATCH", 2)
        text, table = Path(folder, "figures.jsonl"), Path(folder, "figures.parquet")
        text.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        pq.write_table(pa.Table.from_pylist(records, SCHEMA), table, row_group_size=group)
        assert _comparable(_said(table)) == _comparable(_said(text))


def _ordered(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records with their fields in the order of the columns, numbers in the type of theirs."""
    rows: list[dict[str, Any]] = pa.Table.from_pylist(records, SCHEMA).to_pylist()
    return rows


def _comparable(said: tuple[Any, list[tuple[int, str, str]], Any]) -> Any:
    """All of it; but a control character refuses all text that is read at a time, which may be more or fewer rows."""
    codes = {code for _, code, _ in said[1]}
    return "control-character" if "control-character" in codes else said


@pytest.mark.parametrize(
    ("cells", "type", "shown"),
    [
        ([Decimal("1.50"), None], pa.decimal128(5, 2), ['{"a":"1.5"}', "{}"]),
        ([Decimal("100")], pa.decimal128(5, 2), ['{"a":"100"}']),
        ([0.1, None, float("nan")], pa.float32(), ['{"a":0.1}', "{}", '{"a":"nan"}']),
        ([0.5, None], pa.float16(), ['{"a":0.5}', "{}"]),
        ([float("inf"), 12.0], pa.float64(), ['{"a":"inf"}', '{"a":12.0}']),
        ([datetime.date(2023, 12, 5)], pa.date32(), ['{"a":"2023-12-05"}']),
        ([datetime.datetime(2023, 12, 5)], pa.timestamp("us"), ['{"a":"2023-12-05"}']),
        ([datetime.datetime(2023, 12, 5, 0, 1)], pa.timestamp("ms"), ['{"a":"2023-12-05 00:01:00.000"}']),
        (["é".encode()], pa.binary(), ['{"a":"é"}']),
        (["x"], pa.string_view(), ['{"a":"x"}']),
        ([True], pa.bool_(), ['{"a":true}']),
        ([2**40], pa.int64(), ['{"a":1099511627776}']),
    ],
    ids=str,
)
def test_each_kind_of_column(tmp_path: Path, cells: list[object], type: pa.DataType, shown: list[str]) -> None:
    path = tmp_path / "figures.parquet"
    pq.write_table(pa.table({"a": pa.array(cells, type)}), path)
    [part] = parts_of(path, "x", "figures")
    assert content_of(part).decode().splitlines() == shown


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), sink)
    return sink.getvalue()


def test_a_problem_names_the_row_and_shows_it(read: Read) -> None:
    rows = [{"id": "place-a", "name": "A", "kind": "city"}, {"id": "place-b", "name": "B", "kind": "town"}]
    [problem] = read({"places.parquet": _parquet(rows)}).problems
    assert (str(problem.where), problem.code) == ("records/places.parquet:2:35", "unknown-code")
    assert problem.excerpt == '{"id":"place-b","name":"B","kind":"town"}'


def test_a_later_check_finds_the_row_again(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_file, "ROWS", 2)
    rows = [{"id": f"place-{letter}", "name": "A", "kind": "city"} for letter in "abcde"]
    records = read({"places.parquet": _parquet(rows)})
    for row in records.tables["places"].to_pylist():
        problem = records.origins.problem(row["_origin"], "id", "x", "y")
        assert problem.excerpt[problem.where.column - 1 :].startswith(f'"{row["id"]}"')
        assert problem.where.line == "abcde".index(row["id"][-1]) + 1


def test_an_empty_table_has_no_records(read: Read) -> None:
    sink = io.BytesIO()
    pq.write_table(SCHEMA.empty_table(), sink)
    assert read({"figures.parquet": sink.getvalue()}).problems == ()
    assert [problem.code for problem in read({"fgures.parquet": sink.getvalue()}).problems] == ["unknown-table"]


def test_what_is_no_parquet_is_one_problem(read: Read) -> None:
    [problem] = read({"figures.parquet": b"PAR1 no file"}).problems
    assert (str(problem.where), problem.code) == ("records/figures.parquet", "parquet-syntax")
    assert problem.help


def test_a_column_that_stands_there_twice_is_told(read: Read) -> None:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], ["id", "id"]), sink)
    [problem] = read({"places.parquet": sink.getvalue()}).problems
    assert problem.code == "parquet-syntax" and "`id` stands there twice" in problem.message


SEED = _parquet([{"id": f"fig-{number}", "modality": "observed", "value": number / 7} for number in range(9)])


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(SEED)), st.integers(0, 9), st.binary(max_size=5)), max_size=4))
def test_damaged_files_end_in_records_or_problems(edits: list[tuple[int, int, bytes]]) -> None:
    content = SEED
    for at, cut, piece in edits:
        content = content[:at] + piece + content[at + cut :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "figures.parquet")
        path.write_bytes(content)
        try:
            for part in _read(path):
                assert all(problem.excerpt for problem in part.problems)
        except OSError as error:
            assert cannot_open("x", error).code == "parquet-syntax"


def test_lines_are_valid_json() -> None:
    line = parquet_file._lines(pa.record_batch({'a"b': ['\\"\n\x01\x7f\u2028é']}))
    assert parse_line(Page("x", next(line).decode().rstrip("\n")), 1)[0] == {'a"b': '\\"\n\x01\x7f\u2028é'}
