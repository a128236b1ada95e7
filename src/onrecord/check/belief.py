"""Belief: figures that hold one by one, and are hard to believe beside each other."""

from onrecord.check.answers import EXPLAINED, KNOWN_WRONG
from onrecord.check.rule import Rule
from onrecord.subject import REPORTED
from onrecord.tables import ORIGIN

_NUMBER = "printf('%.15g', coalesce({0}.value, {0}.low, {0}.high))"
_DAYS = "(date_diff('day', {0}.period_start, {0}.period_end) + 1)"
_PLACED = f"""
{{{{'{ORIGIN}': {{0}}.{ORIGIN}, 'id': {{0}}.id, 'value': {{0}}.value, 'low': {{0}}.low, 'high': {{0}}.high}}}}
"""
"""What is told of each of a pair, first where it stands: so that the least of two is the one read first."""
_LONGEST = 10
"""How many times longer one period may be than the other where numbers grow with time."""

FACTOR_1000 = Rule(
    "factor-of-1000",
    "No two figures of the same thing, for periods that overlap, lie about a factor of 1,000 apart.",
    "look for a lost or added `thousand`; flag the wrong one `implausible` or `mistranslated`, or name its correction",
    f"""
    WITH {KNOWN_WRONG},
    believed AS (
        SELECT c.*, abs(coalesce(value, low, high)) AS size, m.accumulation IN ('flow', 'cumulative') AS grows
        FROM comparable c ANTI JOIN known_wrong w ON w.id = c.id JOIN measures m ON m.id = c.measure_id
        WHERE coalesce(value, low, high) <> 0
    ),
    wide AS (SELECT topic FROM believed GROUP BY topic HAVING max(size) >= 500 * min(size)),
    sized AS (SELECT *, CAST(floor(log2(size)) AS INTEGER) AS magnitude FROM believed SEMI JOIN wide USING (topic)),
    pairs AS (
        SELECT least(s, l) AS f, greatest(s, l) AS g FROM (
            SELECT {_PLACED.format("s")} AS s, {_PLACED.format("l")} AS l
            FROM (SELECT *, unnest(range(magnitude + 7, magnitude + 13)) AS far FROM sized) s
            JOIN sized l ON l.topic = s.topic AND l.magnitude = s.far AND l.size BETWEEN 500 * s.size AND 2000 * s.size
            WHERE s.{ORIGIN} <> l.{ORIGIN} AND (s.subject = l.subject OR (
                s.period_edtf IS NOT NULL AND l.period_edtf IS NOT NULL
                AND coalesce(s.period_start <= l.period_end, true) AND coalesce(l.period_start <= s.period_end, true)
                AND (NOT s.grows OR greatest({_DAYS.format("s")}, {_DAYS.format("l")})
                    <= {_LONGEST} * least({_DAYS.format("s")}, {_DAYS.format("l")}))))
        )
    )
    SELECT DISTINCT ON (g.id) g.{ORIGIN}, 'value' AS field, f.{ORIGIN} AS other,
        '`' || g.id || '` gives ' || {_NUMBER.format("g")} || ', about a factor of 1,000 from the '
            || {_NUMBER.format("f")} || ' of `' || f.id || '`' AS message
    FROM pairs
    ORDER BY g.id, f.{ORIGIN}, f.id
    """,
    doubt=True,
)
FALLS = Rule(
    "cumulative-falls",
    "What counts everything since a beginning does not become less.",
    "check both figures; if the source itself is wrong, flag the figure or add a remark of kind `correction`",
    f"""
    WITH {EXPLAINED},
    counted AS (
        SELECT c.* FROM comparable c ANTI JOIN explained e ON e.id = c.id JOIN measures m ON m.id = c.measure_id
        WHERE m.accumulation = 'cumulative' AND c.modality IN {REPORTED} AND c.period_end IS NOT NULL
    ),
    series AS (
        SELECT *, 'from ' || coalesce(CAST(period_start AS VARCHAR), '..') AS line FROM counted
        UNION ALL SELECT *, 'up to' FROM counted WHERE period_precision <> 'range'
    ),
    fallen AS (
        SELECT *, max(low) OVER (PARTITION BY topic, line ORDER BY period_end
            RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING) AS peak
        FROM series QUALIFY high < peak
    )
    SELECT DISTINCT ON (g.id) g.{ORIGIN}, 'period' AS field, f.{ORIGIN} AS other,
        '`' || g.id || '` gives ' || {_NUMBER.format("g")} || ' up to ' || g.period_end || ', less than the '
            || {_NUMBER.format("f")} || ' up to ' || f.period_end || ' of `' || f.id || '`' AS message
    FROM series f JOIN fallen g ON g.topic = f.topic AND g.line = f.line AND g.peak = f.low
        AND f.period_end < g.period_end
    ORDER BY g.id, f.low DESC, f.{ORIGIN}, f.id
    """,
    doubt=True,
)
TWICE = Rule(
    "figure-twice",
    "What one reporter gave of one thing is one figure, however often it was printed.",
    "make them one figure with several citations, or give the earlier one `corrected_by_id`",
    f"""
    WITH {KNOWN_WRONG},
    voiced AS (
        SELECT c.id, c.{ORIGIN}, min(c.{ORIGIN}) OVER voice AS other, first(c.id) OVER voice AS first
        FROM shared c ANTI JOIN known_wrong w ON w.id = c.id
        WINDOW voice AS (
            PARTITION BY c.subject, c.modality, coalesce(c.reporter_id, c.source_id) ORDER BY c.{ORIGIN}, c.id
        )
    )
    SELECT {ORIGIN}, 'id' AS field, other, '`' || id || '` has the measure, subject, place, period, modality '
        || 'and reporter of `' || first || '`' AS message
    FROM voiced WHERE id <> first
    """,
    doubt=True,
)
UNEXPLAINED = Rule(
    "unexplained-conflict",
    "Where two sources contradict each other, one of the two figures says so.",
    "flag one of them `disputed`, add a remark of kind `inconsistency`, or name its correction",
    f"""
    WITH {EXPLAINED}
    SELECT g.{ORIGIN}, 'value' AS field, f.{ORIGIN} AS other,
        '`' || g.id || '` contradicts `' || f.id || '`: ' || lcase(left(c.reason, 1)) || rtrim(substr(c.reason, 2), '.')
            AS message
    FROM conflicts c JOIN figures f ON f.id = c.figure_id JOIN figures g ON g.id = c.other_id
    ANTI JOIN explained e ON e.id = c.figure_id ANTI JOIN explained x ON x.id = c.other_id
    """,
    doubt=True,
)

RULES = (FACTOR_1000, FALLS, TWICE, UNEXPLAINED)
