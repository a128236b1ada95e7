"""Parquet: one file a table, plain strings, 64-bit numbers, dates as dates."""

from collections.abc import Iterable
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.tables import Table

COMPRESSION = "snappy"
"""Read by every Parquet reader without a further library."""


def write_parquet(table: Table, batches: Iterable[pa.RecordBatch], sink: BinaryIO) -> None:
    """Writes a table's rows, descriptions of the columns in the schema; one row group a record batch or more."""
    with pq.ParquetWriter(sink, table.schema, compression=COMPRESSION) as writer:
        for batch in batches:
            writer.write_batch(batch)
