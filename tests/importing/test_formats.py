"""The same table in every format makes the same records, whatever its cells hold."""

import csv
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from onrecord.importing import Imported
from onrecord.importing.formats import File, open_sheet
from onrecord.importing.formats.rows import cell, text
from onrecord.importing.map import Input, Rule

from .conftest import MAP, records

COLUMNS = ("one", "two words", "drei.4")
INPUT = Input(records=(Rule(table="figures"),))
Cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=12)
Rows = st.lists(st.tuples(*[Cells] * len(COLUMNS)), min_size=1, max_size=8)
Table = list[tuple[str, ...]]


def _csv(rows: Table, path: Path, delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([COLUMNS, *rows])


def _xlsx(rows: Table, path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate([COLUMNS, *rows], 1):
        for column, value in enumerate(row, 1):
            if value:
                place = sheet.cell(number, column)
                place.value, place.data_type = value, "s"  # what starts like a formula is text too
    book.save(path)


def _json(rows: Table, path: Path) -> None:
    path.write_text(json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in rows], indent=1), "utf-8")


def _jsonl(rows: Table, path: Path) -> None:
    lines = [json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) for row in rows]
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())


def _parquet(rows: Table, path: Path) -> None:
    columns = list(zip(*rows, strict=True))
    pq.write_table(pa.table({name: pa.array(cells) for name, cells in zip(COLUMNS, columns, strict=True)}), path)


WRITERS: dict[str, Callable[[Table, Path], None]] = {
    "csv": _csv,
    "tsv": lambda rows, path: _csv(rows, path, "\t"),
    "xlsx": _xlsx,
    "json": _json,
    "jsonl": _jsonl,
    "parquet": _parquet,
}


@pytest.mark.parametrize("end", WRITERS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=Rows)
def test_cells_come_through(tmp_path: Path, end: str, rows: Table) -> None:
    path = tmp_path / f"table.{end}"
    WRITERS[end](rows, path)
    sheet = open_sheet(File(path, path.name, path.name), INPUT)
    found = [row.cells for row in sheet.rows]
    expected = [{n: text(c) for n, c in zip(COLUMNS, row, strict=True) if text(c)} for row in rows]
    assert found == [cells for cells in expected if cells]


@pytest.mark.parametrize("end", WRITERS)
def test_formats_differ_in_locators_alone(run: Callable[..., Imported], tmp_path: Path, end: str) -> None:
    path = tmp_path / f"t.{end}"
    text = MAP.replace("{dead: dead, hurt: hurt}", "{two words: dead}").replace("day: {", "day: {column: one, ")
    text = text.replace("columns: [note]", "columns: [drei.4]")
    WRITERS[end]([("05.12.2023", "about 5", "x"), ("06.12.2023", "1 234,5", "")], path)
    run({}, text, given=[path.name])
    locators = [figure.pop("citations")[0]["locator"] for figure in records()]
    found = [(figure["id"], figure["qualifier"], figure["value"]) for figure in records()]
    assert found == [("fig-dead-2023-12-05", "about", 5), ("fig-dead-2023-12-06", "exact", 1234.5)]
    assert (
        locators
        == {
            "csv": ["t.csv#cell=2,2", "t.csv#cell=3,2"],
            "tsv": ["t.tsv#cell=2,2", "t.tsv#cell=3,2"],
            "xlsx": ["t.xlsx#Sheet!B2", "t.xlsx#Sheet!B3"],
            "json": ["t.json#/0/two words", "t.json#/1/two words"],
            "jsonl": ["t.jsonl, line 1, two words", "t.jsonl, line 2, two words"],
            "parquet": ["t.parquet, row 1, two words", "t.parquet, row 2, two words"],
        }[end]
    )


@pytest.mark.parametrize("value", [5, 5.0, Decimal("5.00"), 1234.5, 0.1, -3, 1e21, 1e-7, True, None, b"x"])
def test_values_of_typed_formats(value: Any) -> None:
    expected = {1e21: "1000000000000000000000", 1e-7: "0.0000001", 0.1: "0.1", 1234.5: "1234.5", -3: "-3"}
    if isinstance(value, bool) or value is None or isinstance(value, bytes):
        assert cell(value) == {True: "true", None: "", b"x": "x"}[value]
    else:
        assert cell(value) == expected.get(value, "5")


def test_dates_of_typed_formats() -> None:
    assert cell(date(2023, 12, 5)) == cell(datetime(2023, 12, 5)) == "2023-12-05"
    assert cell(datetime(2023, 12, 5, 17)) == "2023-12-05T17:00:00"


def test_a_native_date_is_read_whatever_the_form(run: Callable[..., Imported], tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["A title above"])
    sheet.append(["day", "dead"])
    sheet.append([datetime(2023, 12, 5), 7.5])
    book.create_sheet("Notes").append(["prose", "more prose"])
    book.save(tmp_path / "t.xlsx")
    done = run({}, MAP.replace("  - columns:", "  - header: 2\n    columns:"), given=["t.xlsx"])
    assert [(figure["id"], figure["value"]) for figure in records()] == [("fig-dead-2023-12-05", 7.5)]
    assert done.account.skipped["(row 1)", "above the header"] == 1
    assert done.account.skipped["(sheet Notes)", "on another sheet"] == 2


def test_objects_inside_objects_are_columns_with_points(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text('{"meta": {"by": "x"}, "data": {"rows": [{"a": {"b": 1.50, "c": [true, null, "z"]}}]}}', "utf-8")
    input = Input(records=(Rule(table="figures"),), rows="/data/rows")
    sheet = open_sheet(File(path, path.name, path.name), input)
    (row,) = sheet.rows
    assert row.cells == {"a.b": "1.50", "a.c.0": "true", "a.c.2": "z"}
    assert sheet.locator(row, "a.b") == "t.json#/data/rows/0/a/b"
    assert sheet.outside.total() == 1


def test_other_encodings_and_delimiters(run: Callable[..., Imported]) -> None:
    text = MAP.replace("  - columns:", "  - encoding: cp1252\n    delimiter: ';'\n    columns:")
    run({"t.csv": "day;dead;note\n05.12.2023;1.234;ü\n".replace("1.234", "1 234").encode("cp1252")}, text)
    assert records()[0]["value"] == 1234


def test_a_byte_order_mark_is_no_part_of_the_first_column(run: Callable[..., Imported]) -> None:
    run({"t.csv": b"\xef\xbb\xbfday,dead\n05.12.2023,1\n"})
    assert len(records()) == 1
