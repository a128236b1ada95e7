"""A release as a DuckDB database: every table with its key and its descriptions."""

from pathlib import Path

import duckdb

from onrecord.release import Release
from onrecord.store import literal
from onrecord.tables import TABLES, Table

_TYPES = {"integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}
_BLOCK = 16_384
"""The size of a block in bytes, the smallest there is: many tables are short, and each column takes a block."""


def to_duckdb(release: Release, into: Path) -> None:
    """Writes the database; DuckDB reads the tables in batches, so that none need fit into memory."""
    with duckdb.connect() as database:
        database.execute(f"ATTACH {literal(str(into))} AS release (BLOCK_SIZE {_BLOCK})")
        database.execute("USE release")
        for table in TABLES.values():
            columns = ", ".join(
                f'"{column.name}" {_TYPES.get(column.kind.field_type, "VARCHAR")}'
                f"{' PRIMARY KEY' if column.name == 'id' else ' NOT NULL' if column.required else ''}"
                for column in table.columns
            )
            database.execute(f'CREATE TABLE "{table.name}" ({columns})')
            database.register("arriving", release.reader(table.name))
            database.execute(f'INSERT INTO "{table.name}" SELECT * FROM arriving')
            database.unregister("arriving")
            _describe(database, table)


def _describe(database: duckdb.DuckDBPyConnection, table: Table) -> None:
    database.execute(f'COMMENT ON TABLE "{table.name}" IS {literal(table.description)}')
    for column in table.columns:
        database.execute(f'COMMENT ON COLUMN "{table.name}"."{column.name}" IS {literal(column.description)}')
