"""Tables that gather the others: the register of ids, the agents, and the figures with everything beside them."""

from onrecord.store import Store
from onrecord.tables import ORIGIN, TABLES, Table

AGENTS = f"""
SELECT id, 'organization' AS type, name, {ORIGIN} FROM organizations
UNION ALL SELECT id, 'person', name, {ORIGIN} FROM persons
UNION ALL SELECT id, 'group', name, {ORIGIN} FROM groups
"""
"""The agents, from the tables of those who are ones."""

WIDE = """
WITH flags AS (SELECT figure_id, string_agg(flag, ', ' ORDER BY flag) AS flags FROM figure_flags GROUP BY figure_id),
passages AS (
    SELECT c.record_id, arg_min(concat_ws(', ', s.label, 'paragraph ' || c.paragraph,
        'characters ' || c.start_char || ' to ' || c.end_char, c.locator),
        (c.source_id <> f.source_id, coalesce(c.start_char, 0), c.id)) AS evidence
    FROM citations c JOIN figures f ON f.id = c.record_id JOIN sources s ON s.id = c.source_id GROUP BY c.record_id
)
SELECT f.*, m.name AS measure, m.statistic, about.name AS about, reporter.name AS reporter,
    p.name AS place, flags.flags, s.speaker_id, speaker.name AS speaker, s.summary, src.label AS source,
    src.url AS source_url, passages.evidence
FROM figures f
LEFT JOIN measures m ON m.id = f.measure_id
LEFT JOIN agents about ON about.id = f.about_id
LEFT JOIN agents reporter ON reporter.id = f.reporter_id
LEFT JOIN places p ON p.id = f.place_id
LEFT JOIN statements s ON s.id = f.statement_id
LEFT JOIN agents speaker ON speaker.id = s.speaker_id
LEFT JOIN sources src ON src.id = f.source_id
LEFT JOIN flags ON flags.figure_id = f.id
LEFT JOIN passages ON passages.record_id = f.id
"""
"""The columns of the wide figures, among others."""


def record_tables() -> list[Table]:
    """The tables whose ids authors give and the register holds."""
    return [table for table in TABLES.values() if table.authored and table.prefix and not table.has_row_ids]


_ACTIVE = " UNION ALL ".join(
    f"SELECT id, '{table.singular}' AS type, {ORIGIN} FROM {table.name}" for table in record_tables()
)

_REGISTER = f"""
WITH active AS ({_ACTIVE}),
told AS (
    SELECT id, type, status, since, changed, replaced_by_id, reason, in_place_of, {ORIGIN} FROM authored_records
    UNION ALL SELECT id, type, 'active', NULL, NULL, NULL, NULL, NULL, {ORIGIN} FROM active
),
entries AS (
    SELECT * FROM told
    UNION ALL SELECT id, type, status, since, changed, replaced_by_id, reason, NULL, NULL FROM earlier_records e
    ANTI JOIN told ON told.id = e.id WHERE e.status <> 'active'
)
SELECT n.id, n.type, n.status, coalesce(n.since, e.since, '$version') AS since,
    coalesce(n.changed, CASE WHEN n.status IS NOT DISTINCT FROM e.status AND n.reason IS NOT DISTINCT FROM e.reason
        AND n.replaced_by_id IS NOT DISTINCT FROM e.replaced_by_id AND n.id NOT IN (SELECT record_id FROM found)
        THEN e.changed END, '$version') AS changed, n.replaced_by_id, n.reason, n.{ORIGIN}
FROM entries n LEFT JOIN earlier_records e ON e.id = coalesce(n.in_place_of, n.id)
"""


def define_register(store: Store, version: str) -> None:
    """Makes the register: an active entry for every record, and what authors say of ids taken back or replaced.

    It goes on from the previous release, whose register is ``earlier_records``: an id stands since the version in which
    it first stood, what was taken back stays so, and a record changed in this version only if ``found`` has a
    difference in it.
    """
    store.define("records", _REGISTER.replace("$version", version), [*TABLES["records"].order, ORIGIN])


def define_agents(store: Store) -> None:
    """Makes the index of agents: every organization, person and group with id, type and name."""
    store.define("agents", AGENTS, [*TABLES["agents"].order, ORIGIN])


def define_wide_figures(store: Store) -> None:
    """Makes every figure with the names, the statement, the source and the evidence beside it."""
    wide = TABLES["figures_wide"]
    columns = ", ".join(wide.names)
    store.show("figures_wide", f"SELECT {columns}, {ORIGIN} FROM ({WIDE})", [*wide.order, ORIGIN], along="figures")
