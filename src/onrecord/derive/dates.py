"""Date columns: the first day, the last day and the precision of every EDTF string."""

from collections.abc import Iterator

import pyarrow as pa

from onrecord import kinds
from onrecord.dataset import AUTHORED
from onrecord.models import edtf
from onrecord.store import Store
from onrecord.tables import TABLES, Column, Table

DATES = "dates"
"""The table with a row for each EDTF string that stands anywhere in the records: its text, days and precision."""
_SCHEMA = pa.schema([("edtf", pa.string()), ("start", pa.date32()), ("end", pa.date32()), ("precision", pa.string())])


def date_fields(table: Table) -> list[Column]:
    """The authors' fields of a table that hold dates, each as the first of its four columns."""
    return [column for column in table.columns if column.kind is kinds.EDTF]


def define_dates(store: Store) -> None:
    """Makes the table ``dates``. Each distinct string is parsed once; they are those that the model accepted."""
    strings = [text for rows in store.query(_DISTINCT).to_batches() for text in rows.column(0).to_pylist()]
    periods = [edtf.parse(text) for text in strings]
    columns = [
        strings,
        [period.start for period in periods],
        [period.end for period in periods],
        [period.precision for period in periods],
    ]
    store.put(
        DATES, pa.table([pa.array(cells, field.type) for cells, field in zip(columns, _SCHEMA, strict=True)], _SCHEMA)
    )


def _fields() -> Iterator[tuple[str, str]]:
    for table in TABLES.values():
        if table.authored:
            yield from ((table.name, column.field) for column in date_fields(table))


_DISTINCT = " UNION ".join(
    f"SELECT {field} FROM {AUTHORED}{table} WHERE {field} IS NOT NULL" for table, field in _fields()
)
