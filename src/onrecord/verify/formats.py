"""CSV against Parquet: the same text in every cell, or value by value where that differs."""

from collections.abc import Iterable, Iterator
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from onrecord import kinds
from onrecord.problems import Severity
from onrecord.tables import Column, Table
from onrecord.text import decimal_text
from onrecord.verify.cells import quoted
from onrecord.verify.database import database, load
from onrecord.verify.files import Files
from onrecord.verify.rows import Batch, CsvFile, numbered
from onrecord.verify.stored import batches, parquet_path
from onrecord.verify.tally import Tally

DISAGREE = "formats-disagree"
_TYPES = {"integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}


def compared(files: Files, file: CsvFile, rows: Iterable[Batch], same: list[bool]) -> Iterator[Batch]:
    """Passes rows on, and at their end puts into ``same`` whether every cell is as in the Parquet file."""
    held = _texts(files, file.table)
    left = nothing = pa.RecordBatch.from_pylist([], pa.schema([]))
    equal = True
    for batch in rows:
        place = 0
        while equal and place < len(batch.rows):
            left = left if len(left) else next(held, nothing)
            count = min(len(batch.rows) - place, len(left))
            equal = count > 0 and batch.rows.slice(place, count).equals(left.slice(0, count))
            left, place = left.slice(count), place + count
        yield batch
    same.append(equal and not len(left) and next(held, None) is None)


def _texts(files: Files, table: Table) -> Iterator[pa.RecordBatch]:
    """The rows of a Parquet file as a CSV file spells them."""
    schema = pa.schema([(name, pa.string()) for name in table.names])
    for batch in batches(files, table):
        cells = [_text(column, batch.column(column.name)) for column in table.columns]
        yield pa.RecordBatch.from_arrays(cells, schema=schema)


def _text(column: Column, values: pa.Array) -> pa.Array:
    return decimal_text(values) if column.kind is kinds.NUMBER else pc.cast(values, pa.string())


def check_values(files: Files, file: CsvFile, rows: Iterable[Batch], tally: Tally) -> bool:
    """Whether every value of a CSV file is that of the Parquet file's row with the same id; tells each that is not.

    Where all values are the same, the CSV file is merely spelled in another way, which is a warning.
    """
    table, name = file.table, file.name
    before = tally.errors(name)
    with database() as db:
        same_count = _load(db, files, table, rows)
        _check_ids(db, table, name, tally)
        for position, column in enumerate(table.columns, 1):
            if column.name != "id":
                _check_column(db, column, position, name, tally)
    if not tally.errors(name) and same_count:
        message = "the file holds the right values and is not spelled as onrecord spells it"
        tally.add(name, "other-spelling", message, severity=Severity.WARNING)
    return tally.errors(name) == before


def _load(db: duckdb.DuckDBPyConnection, files: Files, table: Table, rows: Iterable[Batch]) -> bool:
    """Whether both have as many rows."""
    schema = numbered(table.names)
    found = load(db, "csv", schema, (batch.numbered(schema) for batch in rows))
    stored = pa.schema([(field.name, field.type) for field in table.schema])
    return found == load(db, "parquet", stored, batches(files, table))


def _check_ids(db: duckdb.DuckDBPyConnection, table: Table, name: str, tally: Tally) -> None:
    more = 'SELECT "row number", id FROM csv ANTI JOIN parquet USING (id) ORDER BY 1'
    for row, text in _fetched(db, more):
        message = f"id: {quoted(text or '')} is in no row of {parquet_path(table)}"
        tally.add(name, DISAGREE, message, row=row, column=1)
    for (text,) in _fetched(db, "SELECT id FROM parquet ANTI JOIN csv USING (id) ORDER BY 1"):
        tally.add(name, DISAGREE, f"id: {quoted(text)} of {parquet_path(table)} is in no row")


def _check_column(db: duckdb.DuckDBPyConnection, column: Column, position: int, name: str, tally: Tally) -> None:
    type_ = _TYPES.get(column.kind.field_type, "VARCHAR")
    ours, theirs = f'csv."{column.name}"', f'parquet."{column.name}"'
    query = f"""
        SELECT "row number", csv.id, {ours}, {theirs}::VARCHAR FROM csv JOIN parquet USING (id)
        WHERE TRY_CAST({ours} AS {type_}) IS DISTINCT FROM {theirs}
        OR ({theirs} IS NULL AND {ours} IS NOT NULL) ORDER BY 1"""
    for row, key, text, other in _fetched(db, query):
        message = f"{column.name} of {key}: {quoted(text or '')} here, {quoted(other or '')} as Parquet"
        tally.add(name, DISAGREE, message, row=row, column=position)


def _fetched(db: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    answer = db.execute(query)
    while rows := answer.fetchmany(1000):
        yield from rows
