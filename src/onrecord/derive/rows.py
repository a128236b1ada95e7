"""Rows as a release has them: dates spread over four columns, ids for nested rows, names that records' columns hold."""

from collections.abc import Mapping

from onrecord import kinds
from onrecord.dataset import AUTHORED
from onrecord.derive.dates import DATES, date_fields
from onrecord.store import Store, literal
from onrecord.tables import ORIGIN, TABLES, Column, Table

_ID_DIGITS = 8
"""Hexadecimal digits of a row id's hash: it only has to tell the rows of one parent apart."""

_TYPES = {"integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}

_NAMES = f"""
WITH own AS (
    SELECT id, name AS value, $language AS lang, 'preferred' AS kind, {ORIGIN} FROM organizations
    UNION ALL SELECT id, name, $language, 'preferred', {ORIGIN} FROM persons
    UNION ALL SELECT id, name, $language, 'preferred', {ORIGIN} FROM groups
    UNION ALL SELECT id, native_name, native_lang, 'native', {ORIGIN} FROM organizations WHERE native_name IS NOT NULL
    UNION ALL SELECT id, native_name, native_lang, 'native', {ORIGIN} FROM persons WHERE native_name IS NOT NULL
)
SELECT agent_id, value, lang, kind, source_id, {ORIGIN} FROM {AUTHORED}names
UNION ALL SELECT own.id, own.value, own.lang, own.kind, NULL, own.{ORIGIN} FROM own
ANTI JOIN {AUTHORED}names n ON n.agent_id = own.id AND n.kind = own.kind AND n.value = own.value
"""
"""The names that authors list, and each agent's preferred and native name that they did not list themselves."""


AS_AUTHORED = tuple(
    name for name, table in TABLES.items() if table.authored and name not in ("figures", "names", "records")
)
"""The tables that have at first, but for dates and ids, what authors wrote."""


def define_rows(store: Store, name: str) -> None:
    """Makes an authored table in the columns of a release, in canonical order.

    What onrecord computes beyond dates and ids is still empty in it. Its rows as authors wrote them are forgotten:
    nobody asks for them again.
    """
    define_in_order(store, TABLES[name], columns_sql(TABLES[name], f"{AUTHORED}{name}"))
    store.drop(f"{AUTHORED}{name}")


def define_names(store: Store, language: str) -> None:
    """Makes the names of all agents, those of the dataset's language among them. Needs the agents."""
    table, names = TABLES["names"], f"({_NAMES.replace('$language', literal(language))})"
    store.define("names", columns_sql(table, names), [*table.order, ORIGIN])


def define_in_order(store: Store, table: Table, sql: str) -> None:
    """Makes a table in canonical order, rows with equal ids by origin; authors mostly have theirs in order already."""
    store.define(table.name, sql, [*table.order, ORIGIN], mostly=True)


def columns_sql(table: Table, source: str, computed: Mapping[str, str] | None = None, joins: str = "") -> str:
    """A query for the columns of a release and the origin, from rows as authors wrote them, called ``a``.

    ``computed`` gives expressions of SQL for columns by name, and ``joins`` the tables besides that they use.
    """
    given = {**(computed or {}), **({"id": _row_id(table)} if table.has_row_ids else {})}
    cells = ", ".join(
        f"CAST({_cell(column, given)} AS {sql_type(column)}) AS {column.name}" for column in table.columns
    )
    dates = " ".join(
        f"LEFT JOIN {DATES} {column.field}_days ON {column.field}_days.edtf = a.{column.field}"
        for column in date_fields(table)
    )
    return f"SELECT {cells}, a.{ORIGIN} FROM {source} a {joins} {dates}"


def _cell(column: Column, given: Mapping[str, str]) -> str:
    if column.name in given:
        return given[column.name]
    if column.name != column.field and column.kind is not kinds.EDTF:
        return f'{column.field}_days."{column.name.removeprefix(f"{column.field}_")}"'
    return "NULL" if column.derived else f"a.{column.field}"


def _row_id(table: Table) -> str:
    """The id of a nested row: the table's prefix, the parent's id, and a hash of what the row says.

    The hash covers every authored cell that is not empty, by its column's name, but the parent: so an id does not
    change when other rows come, go or move, nor when tables get another column.
    """
    said = [column for column in table.columns if not column.derived and column.name != table.parent]
    cells = ", ".join(
        f"'{column.name}=' || CAST(a.{column.field} AS VARCHAR)" for column in sorted(said, key=lambda each: each.name)
    )
    digest = f"left(sha256(concat_ws(chr(31), {cells})), {_ID_DIGITS})"
    return f"concat_ws('-', '{table.prefix}', a.{table.parent}, {digest})"


def sql_type(column: Column) -> str:
    """The type of a column in DuckDB."""
    return _TYPES.get(column.kind.field_type, "VARCHAR")
