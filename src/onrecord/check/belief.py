"""Belief: figures that hold one by one, and are hard to believe beside each other."""

from onrecord.check.answers import EXPLAINED, KNOWN_WRONG
from onrecord.check.rule import Rule
from onrecord.subject import REPORTED, SUBJECT
from onrecord.tables import ORIGIN

_NUMBER = "printf('%.15g', coalesce({0}.value, {0}.low, {0}.high))"
_DAYS = "({0}.period_end - {0}.period_start + 1)"
_LONGEST = 10
"""How many times longer one period may be than the other where numbers grow with time."""

FACTOR_1000 = Rule(
    "factor-of-1000",
    "No two figures of the same thing, for periods that overlap, lie about a factor of 1,000 apart.",
    "look for a lost or added `thousand`; flag the wrong one `implausible` or `mistranslated`, or name its correction",
    f"""
    WITH {SUBJECT}, {KNOWN_WRONG},
    believed AS (
        SELECT c.*, abs(coalesce(value, low, high)) AS size, m.accumulation IN ('flow', 'cumulative') AS grows
        FROM comparable c ANTI JOIN known_wrong w ON w.id = c.id JOIN measures m ON m.id = c.measure_id
    )
    SELECT DISTINCT ON (g.id) g.{ORIGIN}, 'value' AS field, f.{ORIGIN} AS other,
        '`' || g.id || '` gives ' || {_NUMBER.format("g")} || ', about a factor of 1,000 from the '
            || {_NUMBER.format("f")} || ' of `' || f.id || '`' AS message
    FROM believed f JOIN believed g ON g.topic = f.topic AND f.{ORIGIN} < g.{ORIGIN}
    WHERE greatest(f.size, g.size) BETWEEN 500 * least(f.size, g.size) AND 2000 * least(f.size, g.size)
        AND least(f.size, g.size) > 0
        AND (f.subject = g.subject OR (f.period_edtf IS NOT NULL AND g.period_edtf IS NOT NULL
            AND coalesce(f.period_start <= g.period_end, true) AND coalesce(g.period_start <= f.period_end, true)
            AND (NOT f.grows OR greatest({_DAYS.format("f")}, {_DAYS.format("g")})
                <= {_LONGEST} * least({_DAYS.format("f")}, {_DAYS.format("g")}))))
    ORDER BY g.id, f.{ORIGIN}
    """,
    doubt=True,
)
FALLS = Rule(
    "cumulative-falls",
    "What counts everything since a beginning does not become less.",
    "check both figures; if the source itself is wrong, flag the figure or add a remark of kind `correction`",
    f"""
    WITH {SUBJECT}, {EXPLAINED},
    series AS (
        SELECT c.* FROM comparable c ANTI JOIN explained e ON e.id = c.id JOIN measures m ON m.id = c.measure_id
        WHERE m.accumulation = 'cumulative' AND c.modality IN {REPORTED}
    )
    SELECT DISTINCT ON (g.id) g.{ORIGIN}, 'period' AS field, f.{ORIGIN} AS other,
        '`' || g.id || '` gives ' || {_NUMBER.format("g")} || ' up to ' || g.period_end || ', less than the '
            || {_NUMBER.format("f")} || ' up to ' || f.period_end || ' of `' || f.id || '`' AS message
    FROM series f JOIN series g ON g.topic = f.topic AND f.period_end < g.period_end AND g.high < f.low
        AND (f.period_start = g.period_start OR 'range' NOT IN (f.period_precision, g.period_precision))
    ORDER BY g.id, f.low DESC, f.{ORIGIN}
    """,
    doubt=True,
)
TWICE = Rule(
    "figure-twice",
    "What one reporter gave of one thing is one figure, however often it was printed.",
    "make them one figure with several citations, or give the earlier one `corrected_by_id`",
    f"""
    WITH {SUBJECT}, {KNOWN_WRONG},
    voiced AS (
        SELECT c.*, concat_ws(chr(31), subject, modality, coalesce(reporter_id, source_id)) AS voice
        FROM comparable c ANTI JOIN known_wrong w ON w.id = c.id
    )
    SELECT v.{ORIGIN}, 'id' AS field, first.other, '`' || v.id || '` has the measure, subject, place, period, modality '
        || 'and reporter of `' || first.id || '`' AS message
    FROM voiced v JOIN (
        SELECT voice, min({ORIGIN}) AS other, arg_min(id, {ORIGIN}) AS id FROM voiced GROUP BY voice
    ) first ON first.voice = v.voice AND first.id <> v.id
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
