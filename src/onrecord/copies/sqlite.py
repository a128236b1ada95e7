"""A release as an SQLite database with its keys, and full-text search that Datasette finds by itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from onrecord import kinds
from onrecord.release import Release
from onrecord.tables import TABLES, Column, Table

_TYPES = {"integer": "INTEGER", "number": "REAL"}


def to_sqlite(release: Release, into: Path) -> None:
    """Writes the database. Days are texts such as ``2023-12-05``; an absent value is NULL."""
    with closing(sqlite3.connect(into)) as database, database:
        database.execute("PRAGMA foreign_keys = OFF")
        for table in TABLES.values():
            database.execute(_schema(table))
            _fill(database, release, table)
        for table in TABLES.values():
            _index(database, table)
            _search(database, table)
    with closing(sqlite3.connect(into, isolation_level=None)) as database:
        database.execute("ANALYZE")
        database.execute("VACUUM")


def _schema(table: Table) -> str:
    columns = [_column(column) for column in table.columns]
    keys = [f'FOREIGN KEY ("{column.name}") REFERENCES "{column.reference}" ("id")' for column in _references(table)]
    return f'CREATE TABLE "{table.name}" ({", ".join([*columns, *keys])})'


def _column(column: Column) -> str:
    rule = " PRIMARY KEY NOT NULL" if column.name == "id" else " NOT NULL" if column.required else ""
    return f'"{column.name}" {_TYPES.get(column.kind.field_type, "TEXT")}{rule}'


def _references(table: Table) -> Iterator[Column]:
    return (column for column in table.columns if column.reference)


def _fill(database: sqlite3.Connection, release: Release, table: Table) -> None:
    marks = ", ".join("?" * len(table.columns))
    for batch in release.batches(table.name):
        rows = zip(*(batch.column(name).to_pylist() for name in table.names), strict=True)
        plain = ([cell.isoformat() if hasattr(cell, "isoformat") else cell for cell in row] for row in rows)
        database.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', plain)


def _index(database: sqlite3.Connection, table: Table) -> None:
    for column in _references(table):
        if column.name != "id":
            name = f"{table.name}_{column.name}"
            database.execute(f'CREATE INDEX "{name}" ON "{table.name}" ("{column.name}")')


def _search(database: sqlite3.Connection, table: Table) -> None:
    """An index of the words of a table's texts (https://www.sqlite.org/fts5.html, section 4.4.3)."""
    texts = [column.name for column in table.columns if column.kind is kinds.LABEL]
    if not texts:
        return
    name, columns = f"{table.name}_fts", ", ".join(f'"{column}"' for column in texts)
    tokens = "unicode61 remove_diacritics 2"
    database.execute(
        f"""CREATE VIRTUAL TABLE "{name}" USING fts5({columns}, content="{table.name}", tokenize="{tokens}")"""
    )
    database.execute(f'INSERT INTO "{name}" ("{name}") VALUES (?)', ["rebuild"])
