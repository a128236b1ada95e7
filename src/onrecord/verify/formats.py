"""CSV against Parquet: byte by byte what the writer makes of the rows, and value by value where that differs."""

from collections.abc import Iterable, Iterator
from typing import Any

import duckdb
import pyarrow as pa

from onrecord.problems import Severity
from onrecord.tables import Column, Table
from onrecord.verify.cells import quoted
from onrecord.verify.database import database, load
from onrecord.verify.files import Files
from onrecord.verify.rows import Batch, CsvFile, numbered
from onrecord.verify.same import Comparison, Differs
from onrecord.verify.stored import batches, parquet_path
from onrecord.verify.tally import Tally
from onrecord.write.csv import write_csv

DISAGREE = "formats-disagree"
_TYPES = {"integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}


def is_written_from(files: Files, file: CsvFile) -> bool:
    """Whether a CSV file is, byte by byte, what the writer makes of the table's Parquet file."""
    try:
        with Comparison(file.path) as sink:
            write_csv(file.table, batches(files, file.table), sink)  # type: ignore[arg-type]
    except Differs:
        return False
    return True


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
