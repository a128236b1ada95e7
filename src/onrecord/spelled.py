"""Agents' spellings, as SQL: which of them can be compared, and where they stand."""

from onrecord.tables import ORIGIN

SPELLED = f"""
spelled AS (
    SELECT n.agent_id, n.value, n.{ORIGIN}, a.type,
        lower(nfc_normalize(trim(regexp_replace(n.value, '\\s+', ' ', 'g')))) AS spelling,
        CASE WHEN n.{ORIGIN} <> a.{ORIGIN} THEN 'value' WHEN n.kind = 'native' THEN 'native_name' ELSE 'name' END
            AS field
    FROM names n JOIN agents a ON a.id = n.agent_id WHERE n.kind <> 'abbreviation'
),
distinct_agents AS (
    SELECT agent_id, other_id FROM distinctions UNION SELECT other_id, agent_id FROM distinctions
)
"""
"""Two tables for a ``WITH``: every spelling but abbreviations, as it is compared exactly, with the field that holds it;
and the pairs of agents, both ways round, that are recorded as different."""
