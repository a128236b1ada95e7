"""Changes: what differs from the previous release, why, and what earlier releases changed."""

import numpy as np
import pyarrow as pa

from onrecord.compare import SCHEMA, compare
from onrecord.dataset import Previous
from onrecord.store import Store
from onrecord.tables import ORIGIN, TABLES, Table

_FOLLOWS = (
    ("figures", "low", ("value", "stated", "qualifier")),
    ("figures", "high", ("value", "stated", "qualifier")),
    ("figures", "value", ("stated", "qualifier")),
    ("names", "", ("name", "native_name", "native_lang")),
)
"""What onrecord fills in where authors leave it out: table, column and the columns whose reason is its reason too."""

_REGISTER = """
SELECT n.id AS record_id, n.id AS row_id, 'records' AS table_name, 'status' AS column_name,
    CAST(NULL AS VARCHAR) AS before, n.status AS after, n.reason
FROM records n LEFT JOIN earlier_records o ON o.id = n.id
WHERE n.status <> 'active' AND n.status IS DISTINCT FROM o.status
UNION ALL
SELECT c.record_id, c.row_id, c.table_name, c.column_name, c.before, c.after, n.reason
FROM found c JOIN records n ON n.id = c.record_id JOIN earlier_records o ON o.id = n.id
WHERE c.table_name = 'records' AND c.change = 'changed' AND n.status <> 'active' AND n.status = o.status
"""

_FOUND = """
SELECT c.* EXCLUDE (change) FROM found c JOIN records n ON n.id = c.record_id
WHERE c.table_name <> 'records' AND n.status = 'active'
    AND (c.change <> 'added' OR c.row_id = c.record_id OR EXISTS
        (SELECT 1 FROM earlier_records o WHERE o.id = c.record_id AND o.status = 'active'))
"""

_REASONED = """
WITH spent AS (
    SELECT DISTINCT r._origin FROM reasons r JOIN earlier_changes e ON e.record_id = r.record_id AND e.reason = r.reason
    WHERE r.version IS NULL AND e.version <> '{version}'
),
valid AS (
    SELECT * FROM reasons ANTI JOIN spent USING (_origin) WHERE coalesce(version, '{version}') = '{version}'
),
fitting AS (
    SELECT c.row_id, c.table_name, c.column_name, r.reason, r._origin,
        CASE WHEN r.column_name = c.column_name THEN 0 WHEN r.column_name IS NOT NULL THEN 1
            WHEN r.table_name IS NOT NULL THEN 2 ELSE 3 END AS width
    FROM changed c JOIN valid r ON r.record_id = c.record_id
    WHERE (r.table_name IS NULL OR r.table_name = c.table_name) AND (r.column_name IS NULL
        OR r.column_name = c.column_name OR EXISTS (SELECT 1 FROM follows f WHERE f.table_name = c.table_name
            AND f.column_name = coalesce(c.column_name, '') AND f.cause = r.column_name))
),
best AS (
    SELECT row_id, table_name, column_name, arg_min(reason, (width, _origin)) AS reason FROM fitting GROUP BY ALL
)
SELECT c.*, b.reason FROM changed c LEFT JOIN best b ON b.row_id = c.row_id AND b.table_name = c.table_name
    AND b.column_name IS NOT DISTINCT FROM c.column_name
"""

_INHERITED = """
SELECT c.* EXCLUDE (reason), coalesce(c.reason, CASE c.column_name
    WHEN 'source_id' THEN s.source_reason WHEN 'reporter_id' THEN s.speaker_reason END) AS reason
FROM reasoned c
LEFT JOIN (SELECT DISTINCT ON (id) id, statement_id FROM figures) f ON f.id = c.row_id AND c.table_name = 'figures'
LEFT JOIN (
    SELECT row_id, max(reason) FILTER (column_name = 'source_id') AS source_reason,
        max(reason) FILTER (column_name = 'speaker_id') AS speaker_reason
    FROM reasoned WHERE table_name = 'statements' GROUP BY row_id
) s ON s.row_id = f.statement_id
"""

_NUMBERED = """
WITH hidden AS (SELECT in_place_of AS id FROM authored_records WHERE in_place_of IS NOT NULL),
now AS (
    SELECT concat_ws('-', 'change', replace('{version}', '.', '-'), record_id,
            left(sha256(concat_ws(chr(31), table_name, row_id, coalesce(column_name, ''))), 8)) AS id,
        '{version}' AS version, record_id, row_id, table_name, column_name,
        CASE WHEN before NOT IN (SELECT id FROM hidden) THEN before END AS before, after, reason
    FROM (
        SELECT record_id, row_id, table_name, column_name, before, after, reason FROM inherited
        UNION ALL SELECT record_id, row_id, table_name, column_name, before, after, reason FROM register
    )
),
before AS (
    SELECT e.id, e.version, e.record_id, e.row_id, e.table_name, e.column_name,
        CASE WHEN n.status <> 'withdrawn' AND e.before NOT IN (SELECT id FROM hidden) THEN e.before END AS before,
        CASE WHEN n.status <> 'withdrawn' AND e.after NOT IN (SELECT id FROM hidden)
            OR e.table_name = 'records' THEN e.after END AS after,
        CASE WHEN n.status <> 'withdrawn' OR e.table_name = 'records' THEN e.reason END AS reason
    FROM earlier_changes e JOIN records n ON n.id = e.record_id ANTI JOIN now ON now.id = e.id
    WHERE n.status <> 'withdrawn' OR e.row_id = e.record_id
)
SELECT * FROM now UNION ALL SELECT * FROM before
"""


EARLIER = "earlier_"
"""What the names of tables in a store begin with where they are those of the previous release."""


def put_previous(store: Store, previous: Previous | None) -> None:
    """Puts the tables of the previous release into a store, empty ones where there is none."""
    for name, table in TABLES.items():
        if name == "records" or (previous and (table.authored or name == "changes")):
            store.put(f"{EARLIER}{name}", _lined(table.schema.empty_table(), 2))
            line = 2
            for rows in previous.rows(name) if previous else ():
                store.append(f"{EARLIER}{name}", _lined(rows, line))
                line += len(rows)


def _lined(rows: pa.Table, first: int) -> pa.Table:
    """Rows with the line of a CSV file, or of several after one another, in which each would stand."""
    return rows.append_column("line", pa.array(np.arange(first, first + len(rows))))


def define_differences(store: Store, previous: Previous | None) -> None:
    """Makes ``found``: what differs from the previous release in the columns that authors fill in, but the register.

    Ids of nested rows are made of what they say: such a row never changes, one goes and another comes.
    """
    store.put("found", SCHEMA.empty_table())
    for name, table in TABLES.items():
        if previous and table.authored and name != "records":
            store.append("found", _compared(store, table))


def _compared(store: Store, table: Table) -> pa.Table:
    skipped = ("id", "since", "changed", "type") if table.name == "records" else ("id",)
    kept = [column for column in table.columns if not column.derived and column.name not in skipped]
    return compare(store, table, f"{EARLIER}{table.name}", table.name, kept, whole=False)


def define_changes(store: Store, reasons: pa.Table, version: str, previous: Previous | None) -> None:
    """Makes the table ``changes``: those of this version, each with its reason if any, and those of earlier ones.

    The register is complete. A reason without a version that an earlier release has used explains nothing more. Of
    records that were withdrawn, earlier changes keep no value and no reason, and those of rows nested in them leave,
    since the ids of such rows are made of what they said.
    """
    store.put("reasons", reasons)
    if previous is None:
        store.put("changes", _SCHEMA.empty_table())
        return
    store.append("found", _compared(store, TABLES["records"]))
    store.put("follows", _follows())
    store.define("register", _REGISTER)
    store.define("changed", _FOUND)
    store.define("reasoned", _REASONED.format(version=version))
    store.define("inherited", _INHERITED)
    columns = ", ".join(TABLES["changes"].names)
    numbered = f"SELECT {columns}, NULL::BIGINT AS {ORIGIN} FROM ({_NUMBERED.format(version=version)})"
    store.define("changes", numbered, TABLES["changes"].order)


_SCHEMA = TABLES["changes"].schema.append(pa.field(ORIGIN, pa.int64()))


def _follows() -> pa.Table:
    rows = [(table, column, cause) for table, column, causes in _FOLLOWS for cause in causes]
    return pa.table(list(zip(*rows, strict=True)), names=["table_name", "column_name", "cause"])
