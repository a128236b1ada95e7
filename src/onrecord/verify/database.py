"""A database for one question, which spills to disk instead of filling the memory."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

_MEMORY = "1GB"


@contextmanager
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database; it and whatever it spilled are gone after the block."""
    with TemporaryDirectory(prefix="onrecord-") as folder:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMORY,
            "temp_directory": folder,
            "autoload_known_extensions": "false",
        }
        with duckdb.connect(":memory:", config=config) as connection:
            yield connection


def load(connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> int:
    """Makes a table of batches, in place of any of that name; returns the number of rows.

    Batch by batch, so that an error of whoever makes them arrives as it was raised.
    """
    connection.register("batch", schema.empty_table())
    connection.execute(f'CREATE OR REPLACE TABLE "{name}" AS FROM batch')
    count = 0
    for batch in batches:
        connection.register("batch", pa.Table.from_batches([batch.cast(schema)]))
        connection.execute(f'INSERT INTO "{name}" FROM batch')
        count += len(batch)
    connection.unregister("batch")
    return count
