"""Derivations: they have the inputs that their formula needs, and what was printed follows from them."""

from onrecord.check.answers import EXPLAINED
from onrecord.check.rule import Rule
from onrecord.tables import ORIGIN

INPUTS = Rule(
    "derivation-inputs",
    "A change, ratio, difference or share has one current and one base figure; a sum or an extreme has members.",
    "give `inputs` with the roles `current` and `base`, or only `member`",
    f"""
    WITH roles AS (
        SELECT derivation_id, count(*) FILTER (role = 'current') AS currents, count(*) FILTER (role = 'base') AS bases,
            count(*) FILTER (role = 'member') AS members
        FROM derivation_inputs GROUP BY derivation_id
    )
    SELECT d.{ORIGIN}, 'operation' AS field, 'the ' || replace(d.operation, '_', ' ') || ' `' || d.id || '` has '
        || coalesce(r.currents, 0) || ' current, ' || coalesce(r.bases, 0) || ' base and ' || coalesce(r.members, 0)
        || ' member figures' AS message
    FROM derivations d LEFT JOIN roles r ON r.derivation_id = d.id
    WHERE CASE WHEN d.operation IN ('sum', 'maximum', 'minimum')
        THEN coalesce(r.members, 0) = 0 OR r.currents + r.bases > 0
        ELSE coalesce(r.currents, 0) <> 1 OR r.bases <> 1 OR r.members > 0 END
    """,
)
SCOPE = Rule(
    "missing-scope",
    "A maximum or minimum says over which time it is one.",
    "give `scope`",
    f"SELECT {ORIGIN}, 'id' AS field, 'the ' || operation || ' `' || id || '` has no scope' AS message "
    "FROM derivations WHERE operation IN ('maximum', 'minimum') AND scope_edtf IS NULL",
)
ITSELF = Rule(
    "derived-from-itself",
    "A figure does not follow from itself, unless it is the largest or smallest of several.",
    "take the figure out of its own inputs",
    f"""
    SELECT i.{ORIGIN}, 'figure_id' AS field, '`' || i.figure_id || '` is an input of its own derivation' AS message
    FROM derivation_inputs i JOIN derivations d ON d.id = i.derivation_id
    WHERE d.figure_id = i.figure_id AND d.operation NOT IN ('maximum', 'minimum')
    """,
)
DISAGREES = Rule(
    "derivation-disagrees",
    "A printed figure that does not follow from its inputs is flagged, or has a remark that says so.",
    "check the inputs; if the source itself is wrong, add a remark of kind `inconsistency` to the figure",
    f"""
    WITH {EXPLAINED}
    SELECT d.{ORIGIN}, 'figure_id' AS field, f.{ORIGIN} AS other,
        '`' || d.figure_id || '` is printed as ' || coalesce(f.stated, 'nothing') || ', but its inputs give '
            || coalesce(printf('%.15g', d.recomputed), 'something else') AS message
    FROM derivations d LEFT JOIN figures f ON f.id = d.figure_id
    ANTI JOIN explained e ON e.id = d.figure_id ANTI JOIN explained x ON x.id = d.id
    WHERE d.verdict = 'disagrees'
    """,
    doubt=True,
)
EXTREME = Rule(
    "extreme-contradicted",
    "No recorded figure of the same thing within the scope lies beyond an extreme.",
    "check the scope and the figure; if the source itself is wrong, add a remark of kind `inconsistency`",
    f"""
    WITH {EXPLAINED}
    SELECT DISTINCT ON (d.id) d.{ORIGIN}, 'figure_id' AS field, g.{ORIGIN} AS other, '`' || d.figure_id
        || '` is called the ' || d.operation || ' of ' || d.scope_edtf || ', but `' || g.id || '` lies beyond it'
            AS message
    FROM derivations d
    JOIN comparable f ON f.id = d.figure_id
    JOIN comparable g ON g.topic = f.topic AND g.period_precision = f.period_precision AND g.id <> f.id
        AND g.period_start >= d.scope_start AND g.period_end <= d.scope_end
    ANTI JOIN explained e ON e.id = d.figure_id ANTI JOIN explained x ON x.id = d.id
    ANTI JOIN known_wrong w ON w.id = g.id
    WHERE (d.operation = 'maximum' AND g.low > f.high) OR (d.operation = 'minimum' AND g.high < f.low)
    ORDER BY d.id, g.id
    """,
    doubt=True,
)

RULES = (INPUTS, SCOPE, ITSELF, DISAGREES, EXTREME)
