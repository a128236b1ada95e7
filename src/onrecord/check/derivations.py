"""Derivations: they have the inputs that their formula needs, and what was printed follows from them."""

from onrecord.check.rule import Rule
from onrecord.problems import Severity
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
    SELECT d.{ORIGIN}, 'figure_id' AS field, '`' || d.figure_id || '` is printed as ' || coalesce(f.stated, 'nothing')
        || ', but its inputs give ' || coalesce(printf('%.15g', d.recomputed), 'something else') AS message
    FROM derivations d LEFT JOIN figures f ON f.id = d.figure_id
    WHERE d.verdict = 'disagrees'
        AND NOT EXISTS (SELECT 1 FROM remarks r WHERE r.record_id IN (d.figure_id, d.id) AND r.kind = 'inconsistency')
        AND NOT EXISTS (SELECT 1 FROM figure_flags g WHERE g.figure_id = d.figure_id)
    """,
    Severity.WARNING,
)
EXTREME = Rule(
    "extreme-contradicted",
    "No recorded figure of the same thing within the scope lies beyond an extreme.",
    "check the scope and the figure; if the source itself is wrong, add a remark of kind `inconsistency`",
    f"""
    SELECT d.{ORIGIN}, 'figure_id' AS field, '`' || d.figure_id || '` is called the ' || d.operation || ' of '
        || d.scope_edtf || ', but `' || min(g.id) || '` lies beyond it' AS message
    FROM derivations d
    JOIN figures f ON f.id = d.figure_id
    JOIN figures g ON g.measure_id = f.measure_id AND g.about_id IS NOT DISTINCT FROM f.about_id
        AND g.place_id IS NOT DISTINCT FROM f.place_id AND g.period_precision = f.period_precision
        AND g.modality = f.modality AND g.id <> f.id
    WHERE g.period_start >= d.scope_start AND g.period_end <= d.scope_end
        AND ((d.operation = 'maximum' AND g.low > f.high) OR (d.operation = 'minimum' AND g.high < f.low))
        AND NOT EXISTS (SELECT 1 FROM figure_dimensions x WHERE x.figure_id IN (f.id, g.id))
        AND NOT EXISTS (SELECT 1 FROM remarks r WHERE r.record_id IN (d.figure_id, d.id) AND r.kind = 'inconsistency')
    GROUP BY d.{ORIGIN}, d.figure_id, d.operation, d.scope_edtf
    """,
    Severity.WARNING,
)

RULES = (INPUTS, SCOPE, ITSELF, DISAGREES, EXTREME)
