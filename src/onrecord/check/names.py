"""Names: two agents of one name are one agent, unless somebody wrote down that they are not."""

from onrecord.check.rule import Rule
from onrecord.spelled import SPELLED
from onrecord.tables import ORIGIN

SHARED = Rule(
    "shared-name",
    "Two agents that share a name are recorded as different. Abbreviations and the labels of groups may be shared.",
    "merge the two records, or give one of them `distinctions` with the other's id and how it is known",
    f"""
    WITH {SPELLED}
    SELECT DISTINCT ON (g.agent_id, f.agent_id) g.{ORIGIN}, g.field, f.{ORIGIN} AS other, f.field AS other_field,
        '`' || g.agent_id || '` is called `' || g.value || '`, as `' || f.agent_id || '` is' AS message
    FROM spelled f JOIN spelled g ON g.spelling = f.spelling AND g.agent_id > f.agent_id
    ANTI JOIN distinct_agents d ON d.agent_id = f.agent_id AND d.other_id = g.agent_id
    WHERE f.type <> 'group' OR g.type <> 'group'
    ORDER BY g.agent_id, f.agent_id, g.{ORIGIN}, f.{ORIGIN}
    """,
)

RULES = (SHARED,)
