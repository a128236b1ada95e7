"""Ids: each names one record, and each reference names a record of the right sort."""

from collections.abc import Iterator

from onrecord.check.rule import Rule
from onrecord.dataset import AUTHORED
from onrecord.tables import ORIGIN, TABLES, Column, Table

_VOWELS = tuple("aeiou")
_ARTICLE = f"CASE WHEN left(r.type, 1) IN {_VOWELS} THEN 'an ' ELSE 'a ' END"

UNIQUE = Rule(
    "duplicate-id",
    "An id names one record among all tables.",
    "give one of the two another id, or merge them",
    f"""
    WITH repeated AS (SELECT id FROM records GROUP BY id HAVING count(*) > 1)
    SELECT {ORIGIN}, 'id' AS field, first AS other, 'the id `' || id || CASE WHEN status = 'active' AND gone IS NULL
        THEN '` names another record already' ELSE '` was ' || coalesce(gone, status) || ', and stands here again' END
        AS message
    FROM (SELECT id, status, {ORIGIN}, row_number() OVER (PARTITION BY id ORDER BY {ORIGIN}) AS place,
        min({ORIGIN}) OVER (PARTITION BY id) AS first,
        max(status) FILTER (status <> 'active') OVER (PARTITION BY id) AS gone
        FROM records SEMI JOIN repeated USING (id))
    WHERE place > 1
    """,
)


def _repeated_rows() -> Rule:
    nested = [table for table in TABLES.values() if table.has_row_ids]
    places = " UNION ALL ".join(
        f"SELECT '{table.singular}' AS singular, {table.parent} AS parent, {ORIGIN}, "
        f"row_number() OVER (PARTITION BY id ORDER BY {ORIGIN}) AS place FROM {table.name} "
        f"SEMI JOIN (SELECT id FROM {table.name} GROUP BY id HAVING count(*) > 1) USING (id)"
        for table in nested
    )
    return Rule(
        "duplicate-row",
        "A nested row stands once under its record.",
        "take one of the two out",
        f"SELECT {ORIGIN}, '' AS field, 'the same ' || singular || ' of `' || parent || '` stands twice' AS message "
        f"FROM ({places}) WHERE place > 1",
    )


def _references() -> Iterator[tuple[Table, Column]]:
    for table in TABLES.values():
        if table.authored:
            for column in table.columns:
                if column.reference and not column.derived:
                    yield table, column


def _sort_of(reference: str) -> str:
    if reference == "agents":
        return "an organization, a person or a group"
    singular = TABLES[reference].singular
    return f"a{'n' if singular[0] in _VOWELS else ''} {singular}"


def _given(table: Table) -> str:
    """The rows of a table with the references that authors gave: figures take others from their statement."""
    return f"{AUTHORED}figures" if table.name == "figures" else table.name


BROKEN_REFERENCES = " UNION ALL ".join(
    f"SELECT t.{ORIGIN}, '{column.field}' AS field, t.{column.name} AS id, '{_sort_of(column.reference)}' AS sort "
    f"FROM {_given(table)} t ANTI JOIN {column.reference} r ON r.id = t.{column.name} "
    f"WHERE t.{column.name} IS NOT NULL"
    for table, column in _references()
)
"""The table ``broken_references``: every reference that leads to no record of the sort that belongs there."""


def _gone_references() -> str:
    """References to any sort of record; the others are told by the table that they must lead to."""
    return " UNION ALL ".join(
        f"SELECT t.{ORIGIN}, '{column.field}' AS field, t.{column.name} AS id FROM {table.name} t"
        for table, column in _references()
        if column.reference == "records"
    )


GONE = Rule(
    "withdrawn-reference",
    "Nothing is recorded about an id that was withdrawn or replaced.",
    "take out what refers to it: nothing but its entry under `records` may be left",
    f"""
    SELECT g.{ORIGIN}, g.field, '`' || g.id || '` was ' || r.status AS message
    FROM ({_gone_references()}) g JOIN (SELECT DISTINCT ON (id) id, status FROM authored_records) r ON r.id = g.id
    """,
)
UNKNOWN = Rule(
    "unknown-reference",
    "Every reference names a record that exists.",
    "correct the id, or add the record",
    f"""
    SELECT b.{ORIGIN}, b.field, 'no record has the id `' || b.id || '`' AS message, b.id AS near
    FROM broken_references b ANTI JOIN records r ON r.id = b.id
    """,
    needs_all=True,
)
MISTAKEN = Rule(
    "wrong-reference",
    "Every reference names a record of the sort that belongs there.",
    "name a record of the right sort",
    f"""
    SELECT b.{ORIGIN}, b.field,
        CASE r.status WHEN 'active' THEN '`' || b.id || '` is ' || {_ARTICLE} || r.type
            || ', and this must be ' || b.sort
            ELSE '`' || b.id || '` was ' || r.status END AS message
    FROM broken_references b JOIN (SELECT DISTINCT ON (id) id, type, status FROM records) r ON r.id = b.id
    """,
)


_CHAINS = (
    ("organizations", "parent_id"),
    ("places", "parent_id"),
    ("measures", "denominator_id"),
    ("statements", "embedded_in_id"),
    ("statements", "refers_to_id"),
    ("figures", "corrected_by_id"),
    ("source_links", "origin_id"),
)
"""Columns that lead from a record to another of its sort."""


def _start(table: str) -> str:
    return "source_id" if table == "source_links" else "id"


STEPS = " UNION ALL ".join(
    f"SELECT '{table}.{column}' AS chain, {_start(table)} AS start, {column} AS here FROM {table} "
    f"WHERE {column} IS NOT NULL"
    for table, column in _CHAINS
)
"""The single steps of what becomes the table ``reached``: every record that another leads to, however many steps away.
"""


def _loop(table: str, column: str) -> str:
    message = f"leads back to itself through `{column}`" if _start(table) == "id" else "rests on itself"
    return f"""
    SELECT DISTINCT t.{ORIGIN}, '{column}' AS field, '`' || t.{_start(table)} || '` {message}' AS message
    FROM reached r JOIN {table} t ON t.{_start(table)} = r.start
    WHERE r.chain = '{table}.{column}' AND r.start = r.here
    """


LOOPS = Rule(
    "reference-loop",
    "No record is its own part, source or correction, however many steps away.",
    "break the loop at one of its records",
    " UNION ALL ".join(_loop(table, column) for table, column in _CHAINS),
)
SAME_AGENT = Rule(
    "same-agent",
    "A distinction names two different agents.",
    "name the agent that it differs from",
    f"SELECT {ORIGIN}, 'other_id' AS field, '`' || agent_id || '` cannot differ from itself' AS message "
    "FROM distinctions WHERE agent_id = other_id",
)
_PREFIXES = ", ".join(
    f"('{table.singular}', '{table.prefix}-')" for table in TABLES.values() if table.authored and not table.has_row_ids
)
"""What the ids of each sort of record start with, as rows of SQL."""

REPLACED = Rule(
    "register-entry",
    "An id that is withdrawn or replaced gives its sort and the reason, and a replaced one what replaces it.",
    "an entry under `records` is for withdrawn and replaced ids only: give `reason`, and `replaced_by_id` if replaced",
    f"""
    SELECT {ORIGIN}, 'id' AS field, '`' || id || '` is ' || status || CASE
        WHEN status = 'active' THEN ', and active ids are not listed by hand'
        WHEN reason IS NULL THEN ' without a reason'
        WHEN replaced_by_id = id THEN ' by itself'
        WHEN NOT starts_with(id, p.prefix) THEN ', but no id of a ' || type || ' starts like this'
        WHEN NOT starts_with(replaced_by_id, p.prefix) THEN ' by a record of another sort'
        ELSE ' without a `replaced_by_id`, or has one and is not replaced' END AS message
    FROM records JOIN (VALUES {_PREFIXES}) p(sort, prefix) ON p.sort = records.type
    WHERE {ORIGIN} IN (SELECT {ORIGIN} FROM authored_records)
        AND (status = 'active' OR reason IS NULL OR replaced_by_id = id OR NOT starts_with(id, p.prefix)
            OR NOT starts_with(replaced_by_id, p.prefix) OR (status = 'replaced') <> (replaced_by_id IS NOT NULL))
    """,
)
NATIVE_LANGUAGE = Rule(
    "native-language",
    "A native name comes with its language.",
    "give `native_name` and `native_lang` together",
    " UNION ALL ".join(
        f"SELECT {ORIGIN}, 'native_name' AS field, "
        "'`' || id || '` has a native name without a language, or a language without a name' AS message "
        f"FROM {table} WHERE (native_name IS NULL) <> (native_lang IS NULL)"
        for table in ("organizations", "persons")
    ),
)
_OWN = """
    SELECT id, 'preferred' AS kind, name AS value, (SELECT language FROM metadata) AS lang FROM agents
    UNION ALL SELECT id, 'native', native_name, native_lang FROM organizations
    UNION ALL SELECT id, 'native', native_name, native_lang FROM persons
    UNION ALL SELECT id, 'native', NULL, NULL FROM groups
"""
"""The preferred and the native name of every agent, each with its language."""

OWN_NAMES = Rule(
    "name-mismatch",
    "A listed preferred or native name is the one of its record, no other is, and a language has one of them at most.",
    "correct one of the two, or give the listed spelling the kind that it has",
    f"""
    SELECT n.{ORIGIN}, 'value' AS field,
        '`' || n.value || '` is listed as the ' || n.kind || ' name, but `' || n.agent_id || '` has `'
            || coalesce(a.value || CASE WHEN n.kind = 'native' THEN '` in `' || a.lang ELSE '' END, 'none') || '`'
            AS message
    FROM names n JOIN ({_OWN}) a ON a.id = n.agent_id AND a.kind = n.kind
    WHERE n.value IS DISTINCT FROM a.value OR (n.kind = 'native' AND n.lang <> a.lang)
    UNION ALL
    SELECT n.{ORIGIN}, 'kind',
        '`' || n.value || '` is listed as ' || n.kind || ', but it is the ' || a.kind
            || ' name of `' || n.agent_id || '`'
    FROM names n JOIN ({_OWN}) a ON a.id = n.agent_id AND a.value = n.value AND a.lang = n.lang
    WHERE n.kind NOT IN ('preferred', 'native')
    UNION ALL
    SELECT n.{ORIGIN}, 'lang',
        '`' || n.value || '` is listed as the preferred name in `' || n.lang || '`, but there `' || n.agent_id
            || '` has the native name `' || a.value || '`'
    FROM names n JOIN ({_OWN}) a ON a.id = n.agent_id AND a.kind = 'native' AND a.lang = n.lang
    WHERE n.kind = 'preferred' AND a.value <> n.value
    """,
)
"""One preferred label a language, none of which is an alternative one too (SKOS, integrity conditions S13 and S14)."""

RULES = (
    UNIQUE,
    _repeated_rows(),
    UNKNOWN,
    MISTAKEN,
    GONE,
    LOOPS,
    SAME_AGENT,
    REPLACED,
    NATIVE_LANGUAGE,
    OWN_NAMES,
)
