"""A word planted in any cell of any table, or in any kind of artefact, is found, and the artefact is named."""

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.tables import TABLES

from .conftest import gate


def _told(release: Path) -> list[tuple[str, str]]:
    searched, problems = gate("zebra").search(release)
    assert searched.files == sum(path.is_file() for path in release.rglob("*"))
    return [(problem.where.file, problem.message) for problem in problems]


def test_the_release_itself_is_clean(release: Path) -> None:
    assert _told(release) == []


@pytest.mark.parametrize("table", TABLES)
def test_any_cell_of_csv(tiny_release: Path, tmp_path: Path, table: str) -> None:
    with (tiny_release / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    path = tmp_path / f"data/{table}.csv"
    path.parent.mkdir()
    rows = rows or [[""] * len(header)]
    for number, name in enumerate(header):
        planted = [[*row[:number], "a 'zébra'", *row[number + 1 :]] for row in rows]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *planted])
        assert _told(tmp_path) == [(f"data/{table}.csv", f"a withheld word stands in its column `{name}`")]


@pytest.mark.parametrize("table", TABLES)
def test_any_cell_of_parquet(tmp_path: Path, table: str) -> None:
    path = tmp_path / "parquet" / f"{table}.parquet"
    path.parent.mkdir()
    names = TABLES[table].names
    for name in names:
        pq.write_table(pa.table({each: ["a zebra" if each == name else "x"] for each in names}), path)
        assert _told(tmp_path) == [(f"parquet/{table}.parquet", f"a withheld word stands in its column `{name}`")]


PARQUET = {
    "key": pa.table({"a": ["x"]}).replace_schema_metadata({"zebra": "y"}),
    "value": pa.table({"a": ["x"]}).replace_schema_metadata({"y": "zebra"}),
    "field": pa.table({"a": ["x"]}, pa.schema([pa.field("a", pa.string(), metadata={"description": "zebra"})])),
    "column": pa.table({"zebra": ["x"]}),
    "list": pa.table({"a": [["x", "zebra"]]}),
    "struct": pa.table({"a": [{"b": "zebra"}]}),
    "bytes": pa.table({"a": [b"zebra"]}),
    "dictionary": pa.table({"a": pa.array(["zebra", "x"]).dictionary_encode()}),
}


@pytest.mark.parametrize("kind", PARQUET)
def test_any_place_of_parquet(tmp_path: Path, kind: str) -> None:
    pq.write_table(PARQUET[kind], tmp_path / "a.parquet", compression="zstd")
    assert {file for file, _ in _told(tmp_path)} == {"a.parquet"}
    assert "zebra" not in str(_told(tmp_path))


def test_statistics_of_parquet_that_no_cell_explains(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": ["zabra"]}), path)
    content = path.read_bytes()
    footer = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    assert b"zabra" in content[footer:]
    path.write_bytes(content[:footer] + content[footer:].replace(b"zabra", b"zebra"))
    assert _told(tmp_path) == [("a.parquet", "a withheld word stands in this file")]


@pytest.mark.parametrize(
    "file",
    [
        "README.md",
        "index.html",
        "datapackage.json",
        "parquet/datapackage.json",
        "rdf/tiny.ttl",
        "rdf/catalog.ttl",
        "SHA256SUMS",
    ],
)
def test_any_other_artefact(release: Path, file: str) -> None:
    path = release / file
    path.write_text(path.read_text("utf-8").replace(" ", " zebra ", 1), "utf-8")
    assert _told(release) == [(file, "a withheld word stands in this file")]
