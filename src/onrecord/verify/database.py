"""A database for one question, which spills to disk instead of filling the memory."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from onrecord.duck_store import stay_simple
from onrecord.store import literal
from onrecord.verify.rows import first_line
from onrecord.verify.tally import Tally

_MEMORY = "1GB"


@contextmanager
def database(expected: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database for so many bytes of files; it and whatever it spilled are gone after the block."""
    with TemporaryDirectory(prefix="onrecord-") as folder:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMORY,
            "temp_directory": folder,
            "autoload_known_extensions": "false",
        }
        with duckdb.connect(":memory:", config=config) as connection:
            stay_simple(connection, expected)
            yield connection


@contextmanager
def comparing(tally: Tally) -> Iterator[None]:
    """Tells where a query over Parquet files fails, as one may over damage that the reader before did not mind."""
    try:
        yield
    except duckdb.Error as error:
        tally.add("parquet", "unreadable-file", f"the tables cannot be compared: {first_line(error)}")


def file_literal(path: Path) -> str:
    """A path as it stands in a query: none of its marks is a pattern, and none ends the text."""
    return literal(escape(str(path)))


def create(connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, kind: str = "TABLE") -> None:
    """Makes an empty table, in place of any of that name; a TEMP TABLE is this connection's alone."""
    connection.register("batch", schema.empty_table())
    connection.execute(f"CREATE OR REPLACE {kind} {name} AS FROM batch")
    connection.unregister("batch")


def insert(connection: duckdb.DuckDBPyConnection, name: str, batch: pa.RecordBatch) -> None:
    """Adds rows to a table of the same columns."""
    connection.register("batch", pa.Table.from_batches([batch]))
    connection.execute(f"INSERT INTO {name} FROM batch")
    connection.unregister("batch")


def load(
    connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]
) -> None:
    """Makes a table of batches, in place of any of that name.

    Batch by batch, so that an error of whoever makes them arrives as it was raised.
    """
    create(connection, name, schema)
    for batch in batches:
        insert(connection, name, batch.cast(schema))
