"""The Parquet files of a release: opened, compared with their schema, and read in batches."""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.iris import date_fields
from onrecord.layout import parquet_path
from onrecord.tables import TABLES, Table
from onrecord.verify.files import Files
from onrecord.verify.rows import first_line
from onrecord.verify.tally import Tally

_ROWS = 8192
"""Rows in a batch: few, for several tables are looked at at once."""


class Damaged(Exception):
    """A Parquet file cannot be read to its end."""

    def __init__(self, name: str, error: Exception) -> None:
        super().__init__(name)
        self.name = name
        self.message = f"the file cannot be read: {first_line(error)}"


DAMAGE = (OSError, pa.ArrowException, UnicodeDecodeError)
"""What pyarrow raises where a Parquet file is damaged: the last, where the names of its columns are no text."""


def check_schema(files: Files, table: Table, stem: str, tally: Tally) -> bool:
    """Whether a Parquet file is there and has the table's columns; says what is wrong where it has not.

    A file that is missing may have its fault already. Its rows are not looked at.
    """
    name = parquet_path(stem)
    path = files.path(name)
    if path is None:
        if not tally.errors(name):
            tally.add(name, "missing-file", "the file is missing")
        return False
    try:
        fault = _schema_fault(pq.read_schema(path), table)
    except DAMAGE as error:
        tally.add(name, "unreadable-file", Damaged(name, error).message)
        return False
    if fault:
        tally.add(name, "wrong-header", fault)
    return not fault


def check_readable(files: Files, stem: str, tally: Tally) -> bool:
    """Whether a Parquet file, whose columns are right, can be read to its end; says so where it cannot."""
    try:
        for batch in batches(files, stem):
            check_text(stem, batch)
    except Damaged as error:
        tally.add(error.name, "unreadable-file", error.message)
        return False
    return True


def _schema_fault(found: pa.Schema, table: Table) -> str:
    expected = table.schema
    if found.names != expected.names:
        return f"the columns are {', '.join(found.names)}"
    for field, other in zip(found, expected, strict=True):
        if field.type != other.type or field.nullable != other.nullable:
            return f"{field.name} is {field}, and should be {other}"
    return ""


def batches(
    files: Files, stem: str, repeated: Sequence[str] = (), columns: Sequence[str] | None = None
) -> Iterator[pa.RecordBatch]:
    """The rows of a file that :func:`check_schema` found good; columns whose texts repeat as dictionaries.

    Whether its texts are UTF-8 is for :func:`check_text` to say. Raises Damaged where the rows end too soon.
    """
    name = parquet_path(stem)
    try:
        with pq.ParquetFile(files.root / name, read_dictionary=repeated) as file:
            yield from file.iter_batches(_ROWS, columns=columns)
    except DAMAGE as error:
        raise Damaged(name, error) from error


def check_text(stem: str, rows: pa.RecordBatch | pa.Table) -> None:
    """Raises Damaged where a text of some rows of a file is not UTF-8, which would stop what comes after."""
    try:
        rows.validate(full=True)
    except DAMAGE as error:
        raise Damaged(parquet_path(stem), error) from error


class Dates(Mapping[str, pa.Table]):
    """The tables with no columns but those of dates, each distinct row once: all that the writer of graphs needs."""

    def __init__(self, files: Files, stems: Mapping[str, Sequence[str]]) -> None:
        self._files = files
        self._stems = stems

    def __getitem__(self, name: str) -> pa.Table:
        """The dates of one table."""
        table = TABLES[name]
        fields = date_fields(table)
        columns = [each.name for each in table.columns if each.field in fields]
        parts = [self._distinct(stem, columns) for stem in self._stems[name]]
        return pa.concat_tables(parts)

    def _distinct(self, stem: str, columns: list[str]) -> pa.Table:
        name = parquet_path(stem)
        try:
            with pq.ParquetFile(self._files.root / name) as file:
                rows = file.read(columns=columns)
        except DAMAGE as error:
            raise Damaged(name, error) from error
        return rows.group_by(columns).aggregate([]) if columns else rows

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)
