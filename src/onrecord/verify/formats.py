"""CSV against Parquet: the same text in every cell, or value by value in the rows where that differs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import reduce
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.layout import parquet_path
from onrecord.problems import Severity
from onrecord.tables import Column
from onrecord.verify.cells import quoted
from onrecord.verify.database import create, insert
from onrecord.verify.files import Files
from onrecord.verify.held import Held, texts
from onrecord.verify.keys import Keys
from onrecord.verify.rows import ROW, Batch, CsvFile, numbered
from onrecord.verify.stored import batches
from onrecord.verify.tally import Tally

DISAGREE = "formats-disagree"
_TYPES = {"integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}


def compared(files: Files, file: CsvFile, rows: Iterable[Batch], same: Callable[[bool], Any]) -> Iterator[Batch]:
    """Passes the rows of a file on, and at their end says whether every cell is as in the Parquet file.

    The Parquet file is read to its end in any case; raises Damaged where that cannot be.
    """
    held, equal, other = Held(files, file), True, None
    for batch in rows:
        stored = held.take(len(batch.rows)) if equal else None
        if equal and not pa.Table.from_batches([batch.rows]).equals(texts(file.table, stored)):
            equal, other, stored = False, stored, None
        yield replace(batch, stored=stored)
    left = held.finish(other)
    same(equal and not left)


def check_values(files: Files, file: CsvFile, rows: Iterable[Batch], keys: Keys, tally: Tally) -> bool:
    """Whether every value of a CSV file is that of the Parquet file's row with the same id; tells each that is not.

    Keeps the keys of the rows on the way. Where all values are the same, the CSV file is merely spelled in another way,
    which is a warning. Only rows that are not the text of the row at their place in the Parquet file are looked at
    value by value.
    """
    before = tally.errors(file.name)
    with keys.cursor() as db:
        schema = numbered(file.table.names)
        create(db, "csv", schema, "TEMP TABLE")
        kept = keys.keep(file, _others(files, file, rows, lambda batch: insert(db, "csv", batch.numbered(schema))))
        same_count = _open(db, files, file, kept)
        _check_ids(db, file, kept, tally)
        for position, column in enumerate(file.table.columns, 1):
            if column.name != "id":
                _check_column(db, column, position, file, tally)
    if not tally.errors(file.name) and same_count:
        message = "the file holds the right values and is not spelled as onrecord spells it"
        tally.add(file.name, "other-spelling", message, severity=Severity.WARNING)
    return tally.errors(file.name) == before


def _others(files: Files, file: CsvFile, rows: Iterable[Batch], keep: Callable[[Batch], None]) -> Iterator[Batch]:
    """Passes the rows of a file on, and keeps those that are not as the Parquet file has them at their place."""
    held = Held(files, file)
    for batch in rows:
        found = pa.Table.from_batches([batch.rows])
        other = texts(file.table, held.take(len(found)))
        if not found.equals(other):
            missing = pa.repeat(True, len(found) - len(other))
            differs = pa.chunked_array([*_differs(found.slice(0, len(other)), other).chunks, missing], pa.bool_())
            places = pc.indices_nonzero(differs)
            keep(Batch(file, batch.rows.take(places), [batch.numbers[place] for place in places.to_pylist()]))
        yield batch


def _differs(rows: pa.Table, other: pa.Table) -> pa.ChunkedArray:
    """Which rows differ in any column from those at their place."""
    return reduce(pc.or_, (unlike(rows[name], other[name]) for name in rows.column_names))


def unlike(one: pa.ChunkedArray, other: pa.ChunkedArray) -> pa.ChunkedArray:
    """Which cells are not the same; an empty one is like an empty one alone."""
    return pc.or_(pc.fill_null(pc.not_equal(one, other), False), pc.xor(pc.is_null(one), pc.is_null(other)))


def _open(db: duckdb.DuckDBPyConnection, files: Files, file: CsvFile, kept: str) -> bool:
    """Makes ``parquet``, all ids, and ``stored``, the rows to compare; returns whether both files have as many rows.

    The rows come from the reader that has read the file to its end before: another may mind damage that it did not.
    """
    schema = file.table.schema
    for name, columns, other in (("parquet", ["id"], ""), ("stored", schema.names, "SEMI JOIN csv USING (id)")):
        fields = pa.schema([schema.field(column) for column in columns])
        rows = pa.RecordBatchReader.from_batches(fields, batches(files, file.stem, columns=columns))
        db.register("rows", rows)
        db.execute(f"CREATE TEMP TABLE {name} AS FROM rows {other}")
        db.unregister("rows")
    [[same_count]] = db.execute(f"SELECT (SELECT count(*) FROM {kept}) = (SELECT count(*) FROM parquet)").fetchall()
    return bool(same_count)


def _check_ids(db: duckdb.DuckDBPyConnection, file: CsvFile, kept: str, tally: Tally) -> None:
    path = parquet_path(file.stem)
    for row, text in _fetched(db, f'SELECT "{ROW}", id FROM csv ANTI JOIN stored USING (id) ORDER BY 1'):
        message = f"id: {quoted(text or '')} is in no row of {path}"
        tally.add(file.name, DISAGREE, message, row=row, column=1)
    more = f"""
        SELECT stored.id, stored.rows, coalesce(here.rows, 0)
        FROM (SELECT id, count(*) AS rows FROM parquet GROUP BY id) stored
        LEFT JOIN (SELECT id, count(*) AS rows FROM {kept} GROUP BY id) here ON here.id IS NOT DISTINCT FROM stored.id
        WHERE stored.rows > coalesce(here.rows, 0) ORDER BY 1"""
    for text, stored, here in _fetched(db, more):
        often = f"stands in {here} of the rows here, and in {stored} of {path}" if here else f"of {path} is in no row"
        tally.add(file.name, DISAGREE, f"id: {quoted(text or '')} {often}")


def _check_column(db: duckdb.DuckDBPyConnection, column: Column, position: int, file: CsvFile, tally: Tally) -> None:
    type_ = _TYPES.get(column.kind.field_type, "VARCHAR")
    ours, theirs = f'csv."{column.name}"', f'stored."{column.name}"'
    query = f"""
        SELECT "{ROW}", csv.id, {ours}, {theirs}::VARCHAR FROM csv JOIN stored USING (id)
        WHERE TRY_CAST({ours} AS {type_}) IS DISTINCT FROM {theirs}
        OR ({theirs} IS NULL AND {ours} IS NOT NULL) ORDER BY 1"""
    for row, key, text, other in _fetched(db, query):
        message = f"{column.name} of {key}: {quoted(text or '')} here, {quoted(other or '')} as Parquet"
        tally.add(file.name, DISAGREE, message, row=row, column=position)


def _fetched(db: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    answer = db.execute(query)
    while rows := answer.fetchmany(1000):
        yield from rows
