"""Parquet: plain strings, 64-bit numbers, dates as dates."""

from collections.abc import Iterable
from types import TracebackType
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.batches import BATCH_ROWS
from onrecord.tables import Table

COMPRESSION = "snappy"
"""Read by every Parquet reader without a further library."""
GROUP_ROWS = 8 * BATCH_ROWS
"""Rows of a row group, what readers read at a time."""


class ParquetFile:
    """A Parquet file that is written batch by batch, descriptions of the columns in its schema."""

    def __init__(self, table: Table, sink: BinaryIO) -> None:
        self._writer = pq.ParquetWriter(sink, table.schema, compression=COMPRESSION)
        self._held: list[pa.RecordBatch] = []
        self._rows = 0

    def write(self, batch: pa.RecordBatch) -> None:
        """Adds the rows of a batch of at most ``BATCH_ROWS``."""
        self._held.append(batch)
        self._rows += len(batch)
        if self._rows >= GROUP_ROWS:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_batches(self._held), row_group_size=GROUP_ROWS)
        self._held, self._rows = [], 0

    def __enter__(self) -> "ParquetFile":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: Any, trace: TracebackType | None) -> None:
        if kind is None and self._held:
            self._flush()
        self._writer.close()


def write_parquet(table: Table, batches: Iterable[pa.RecordBatch], sink: BinaryIO) -> None:
    """Writes a table's rows."""
    with ParquetFile(table, sink) as file:
        for batch in batches:
            file.write(batch)
