"""The Parquet files of a release: opened, compared with their schema, and read in batches."""

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.dataset import BATCH_ROWS
from onrecord.iris import date_fields
from onrecord.tables import TABLES, Table
from onrecord.verify.files import Files
from onrecord.verify.tally import Tally


def parquet_path(table: Table) -> str:
    """Where a release has a table as Parquet."""
    return f"parquet/{table.name}.parquet"


def check_parquet(files: Files, table: Table, tally: Tally) -> bool:
    """Whether a Parquet file can be read to its end and has the table's columns; says what is wrong where it cannot.

    A file that is missing has its fault already.
    """
    name = parquet_path(table)
    path = files.path(name)
    if path is None:
        if not tally.errors(name):
            tally.add(name, "missing-file", "the file is missing")
        return False
    try:
        with pq.ParquetFile(path) as file:
            fault = _schema_fault(file.schema_arrow, table)
            if not fault:
                for batch in file.iter_batches(BATCH_ROWS):
                    batch.validate(full=True)  # text that is not UTF-8 would stop what comes after
    except (OSError, pa.ArrowException) as error:
        tally.add(name, "unreadable-file", f"the file cannot be read: {str(error).partition(chr(10))[0]}")
        return False
    if fault:
        tally.add(name, "wrong-header", fault)
    return not fault


def _schema_fault(found: pa.Schema, table: Table) -> str:
    expected = table.schema
    if found.names != expected.names:
        return f"the columns are {', '.join(found.names)}"
    for field, other in zip(found, expected, strict=True):
        if field.type != other.type or field.nullable != other.nullable:
            return f"{field.name} is {field}, and should be {other}"
    return ""


def batches(files: Files, table: Table) -> Iterator[pa.RecordBatch]:
    """The rows of a table that :func:`check_parquet` found good."""
    path = files.path(parquet_path(table))
    assert path is not None
    with pq.ParquetFile(path) as file:
        yield from file.iter_batches(BATCH_ROWS)


class Dates(Mapping[str, pa.Table]):
    """The tables with no columns but those of dates: all that the writer of graphs wants to see at once."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def __getitem__(self, name: str) -> pa.Table:
        """The dates of one table."""
        table = TABLES[name]
        path = self._files.path(parquet_path(table))
        fields = date_fields(table)
        return pq.read_table(path, columns=[each.name for each in table.columns if each.field in fields])

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)
