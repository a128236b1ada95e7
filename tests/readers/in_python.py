"""Every table of a release, read by programs for Python, each column of the type that it is published as."""

import csv
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

import onrecord

Rows = list[dict[str, Any]]
Read = Callable[[str, Path, dict[str, str]], Rows]
"""Reads one table: its name, its file, and the types of its columns as datapackage.json names them."""


def every_table(release: Path, read: Read, kind: str = "csv") -> dict[str, Rows]:
    """Every table that a descriptor lists, by name."""
    descriptor = release / {"csv": "datapackage.json", "parquet": "parquet/datapackage.json"}[kind]
    return {
        resource["name"]: plain(read(resource["name"], descriptor.parent / resource["path"], _types(resource)))
        for resource in json.loads(descriptor.read_text("utf-8"))["resources"]
    }


def _types(resource: dict[str, Any]) -> dict[str, str]:
    return {field["name"]: field["type"] for field in resource["schema"]["fields"]}


def plain(rows: Rows) -> Rows:
    """Days as text, as JSON has them, and one sort of nothing."""
    return [{name: None if pd.isna(cell) else _plain(cell) for name, cell in row.items()} for row in rows]


def _plain(cell: Any) -> Any:
    return cell.isoformat()[:10] if isinstance(cell, date) else cell


def _pandas_csv(name: str, path: Path, types: dict[str, str]) -> Rows:
    kinds = {"string": "string", "date": "string", "number": "float64", "integer": "Int64"}
    chosen: Any = {column: kinds[kind] for column, kind in types.items()}
    frame = pd.read_csv(path, dtype=chosen, keep_default_na=False, na_values=[""])
    return list(frame.astype(object).to_dict("records"))  # type: ignore[arg-type]


def _pandas_parquet(name: str, path: Path, types: dict[str, str]) -> Rows:
    frame = pd.read_parquet(path, dtype_backend="pyarrow")
    kinds = {"string": pa.string(), "date": pa.date32(), "number": pa.float64(), "integer": pa.int64()}
    assert {column: kind.pyarrow_dtype for column, kind in frame.dtypes.items()} == {
        column: kinds[kind] for column, kind in types.items()
    }
    return list(frame.astype(object).to_dict("records"))  # type: ignore[arg-type]


_POLARS = {"string": pl.String(), "date": pl.Date(), "number": pl.Float64(), "integer": pl.Int64()}


def _polars_csv(name: str, path: Path, types: dict[str, str]) -> Rows:
    return pl.read_csv(path, schema={column: _POLARS[kind] for column, kind in types.items()}).to_dicts()


def _polars_parquet(name: str, path: Path, types: dict[str, str]) -> Rows:
    frame = pl.read_parquet(path)
    assert frame.schema == {column: _POLARS[kind] for column, kind in types.items()}
    return frame.to_dicts()


_DUCKDB = {"string": "VARCHAR", "date": "DATE", "number": "DOUBLE", "integer": "BIGINT"}


def _duckdb_csv(name: str, path: Path, types: dict[str, str]) -> Rows:
    columns = {column: _DUCKDB[kind] for column, kind in types.items()}
    sql = f"FROM read_csv('{path}', header = true, quote = '\"', escape = '\"', delim = ',', columns = {columns})"
    return list(_relation(sql).to_arrow_table().to_pylist())


def _duckdb_parquet(name: str, path: Path, types: dict[str, str]) -> Rows:
    found = _relation(f"FROM '{path}'")
    assert list(map(str, found.types)) == [_DUCKDB[kind] for kind in types.values()]
    return list(found.to_arrow_table().to_pylist())


def _relation(sql: str) -> duckdb.DuckDBPyRelation:
    found = duckdb.sql(sql)
    assert found is not None
    return found


def _pyarrow_csv(name: str, path: Path, types: dict[str, str]) -> Rows:
    kinds = {"string": pa.string(), "date": pa.date32(), "number": pa.float64(), "integer": pa.int64()}
    convert = pyarrow.csv.ConvertOptions(
        column_types={column: kinds[kind] for column, kind in types.items()}, null_values=[""], strings_can_be_null=True
    )
    return list(pyarrow.csv.read_csv(path, convert_options=convert).to_pylist())


def _pyarrow_parquet(name: str, path: Path, types: dict[str, str]) -> Rows:
    return list(pq.read_table(path).to_pylist())


def _python_csv(name: str, path: Path, types: dict[str, str]) -> Rows:
    cast: dict[str, Callable[[str], Any]] = {"string": str, "date": str, "number": float, "integer": int}
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {column: cast[types[column]](cell) if cell else None for column, cell in row.items()}
            for row in csv.DictReader(file, strict=True)
        ]


FILES: dict[str, tuple[Read, str]] = {
    "pandas, CSV": (_pandas_csv, "csv"),
    "pandas, Parquet": (_pandas_parquet, "parquet"),
    "polars, CSV": (_polars_csv, "csv"),
    "polars, Parquet": (_polars_parquet, "parquet"),
    "DuckDB, CSV": (_duckdb_csv, "csv"),
    "DuckDB, Parquet": (_duckdb_parquet, "parquet"),
    "pyarrow, CSV": (_pyarrow_csv, "csv"),
    "pyarrow, Parquet": (_pyarrow_parquet, "parquet"),
    "Python's own reader, CSV": (_python_csv, "csv"),
}
"""Readers of the files of a release."""


def sqlite_copy(release: Path, copy: Path) -> dict[str, Rows]:
    """Every table of an SQLite copy."""
    with closing(sqlite3.connect(onrecord.convert(release, copy))) as database:
        database.row_factory = sqlite3.Row
        return {name: [dict(row) for row in database.execute(f"SELECT * FROM {name}")] for name in _names(release)}


def duckdb_copy(release: Path, copy: Path) -> dict[str, Rows]:
    """Every table of a DuckDB copy."""
    with duckdb.connect(str(onrecord.convert(release, copy)), read_only=True) as database:
        return {name: plain(database.sql(f"FROM {name}").to_arrow_table().to_pylist()) for name in _names(release)}


def workbook(release: Path, copy: Path) -> dict[str, Rows]:
    """Every table of a workbook, read by openpyxl."""
    book: Any = openpyxl.load_workbook(onrecord.convert(release, copy))
    sheets = {name: list(book[name].iter_rows(values_only=True)) for name in _names(release)}
    return {name: [dict(zip(head, row, strict=True)) for row in rows] for name, (head, *rows) in sheets.items()}


def _names(release: Path) -> list[str]:
    return [resource["name"] for resource in json.loads((release / "datapackage.json").read_text("utf-8"))["resources"]]


COPIES: dict[str, tuple[Callable[[Path, Path], dict[str, Rows]], str]] = {
    "SQLite": (sqlite_copy, "sqlite"),
    "DuckDB's own file": (duckdb_copy, "duckdb"),
    "openpyxl, workbook": (workbook, "xlsx"),
}
"""Readers of copies, and what their files end in."""
