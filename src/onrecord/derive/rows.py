"""Rows that follow from their parents: the names that a record's own columns hold, and the ids of nested rows."""

from collections.abc import Mapping

import pyarrow as pa

from onrecord.dataset import query
from onrecord.tables import ORIGIN, TABLES, Table

_ID_DIGITS = 8
"""Hexadecimal digits of a row id's hash: it only has to tell the rows of one parent apart."""

_NAMES = f"""
WITH own AS (
    SELECT id, name AS value, $language AS lang, 'preferred' AS kind, {ORIGIN} FROM organizations
    UNION ALL SELECT id, name, $language, 'preferred', {ORIGIN} FROM persons
    UNION ALL SELECT id, name, $language, 'preferred', {ORIGIN} FROM groups
    UNION ALL SELECT id, native_name, native_lang, 'native', {ORIGIN} FROM organizations WHERE native_name IS NOT NULL
    UNION ALL SELECT id, native_name, native_lang, 'native', {ORIGIN} FROM persons WHERE native_name IS NOT NULL
)
SELECT * FROM names
UNION ALL BY NAME
SELECT own.id AS agent_id, own.* EXCLUDE (id) FROM own
ANTI JOIN names ON names.agent_id = own.id AND names.kind = own.kind AND names.value = own.value
"""


def with_own_names(tables: Mapping[str, pa.Table], language: str) -> pa.Table:
    """The names table with a row for each agent's preferred and native name that authors did not list themselves."""
    names = query(tables, _NAMES.replace("$language", f"'{language}'"))
    return names.select(tables["names"].column_names).cast(tables["names"].schema)


def with_row_ids(table: Table, rows: pa.Table) -> pa.Table:
    """The rows of a nested table with their ids: the table's prefix, the parent's id, and a hash of what they say.

    The hash covers every authored cell that is not empty, by its column's name, but the parent: so an id does not
    change when other rows come, go or move, nor when tables get another column.
    """
    said = [column.name for column in table.columns if not column.derived and column.name != table.parent]
    cells = ", ".join(f"'{name}=' || CAST({name} AS VARCHAR)" for name in sorted(said))
    digest = f"left(sha256(concat_ws(chr(31), {cells})), {_ID_DIGITS})"
    sql = f"SELECT * REPLACE (concat_ws('-', '{table.prefix}', {table.parent}, {digest}) AS id) FROM rows"
    return query({"rows": rows}, sql).cast(rows.schema)


def nested_tables() -> list[Table]:
    """Every table whose row ids are made here."""
    return [table for table in TABLES.values() if table.has_row_ids]
