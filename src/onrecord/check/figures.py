"""Figures: the number, its bounds and its modality fit together, and fit the statement."""

from onrecord.check.answers import EXPLAINED
from onrecord.check.rule import Rule
from onrecord.tables import ORIGIN

MISSING_NUMBER = Rule(
    "missing-number",
    "A figure that is given has the printed number, its qualifier and its value; for `between`, both bounds.",
    "fill in what is missing, or set `availability`",
    f"""
    SELECT {ORIGIN}, 'id' AS field, 'the figure `' || id || '` is given, but has no `' || CASE
        WHEN stated IS NULL THEN 'stated' WHEN qualifier IS NULL THEN 'qualifier'
        WHEN qualifier = 'between' THEN CASE WHEN low IS NULL THEN 'low' ELSE 'high' END
        ELSE 'value' END || '`' AS message
    FROM authored_figures
    WHERE availability = 'given' AND (stated IS NULL OR qualifier IS NULL OR CASE qualifier
        WHEN 'between' THEN low IS NULL OR high IS NULL ELSE value IS NULL END)
    """,
)
UNWANTED_NUMBER = Rule(
    "unwanted-number",
    "A figure that is not given has no number; one that lies between two bounds has no value besides.",
    "take the number out, or correct `availability` or `qualifier`",
    f"""
    SELECT {ORIGIN}, CASE WHEN value IS NOT NULL THEN 'value' ELSE 'id' END AS field,
        'the figure `' || id || '` is ' || CASE WHEN availability = 'given' THEN 'between two bounds'
            ELSE replace(availability, '_', ' ') END || ', but has a number' AS message
    FROM authored_figures
    WHERE (availability <> 'given' AND (value IS NOT NULL OR low IS NOT NULL OR high IS NOT NULL OR
            (availability = 'withheld' AND stated IS NOT NULL)))
        OR (availability = 'given' AND qualifier = 'between' AND value IS NOT NULL)
    """,
)
BOUNDS = Rule(
    "bounds-order",
    "The lower bound does not lie above the upper one, and the value lies between them.",
    "correct the number that is wrong",
    f"""
    SELECT {ORIGIN}, CASE WHEN low > high THEN 'high' ELSE 'value' END AS field,
        CASE WHEN low > high THEN 'the bounds of `' || id || '` are crossed: ' || least || ' to ' || most
            WHEN low = high THEN 'no number lies between the bounds of `' || id || '`'
            ELSE 'the value ' || printf('%.15g', value) || ' of `' || id || '` lies outside '
                || coalesce(least, '...') || ' to ' || coalesce(most, '...') END AS message
    FROM (
        SELECT *, printf('%.15g', low) AS least, printf('%.15g', high) AS most FROM (
            SELECT f.* EXCLUDE (value), coalesce(a.value, f.value) AS value FROM figures f
            LEFT JOIN authored_figures a ON a._origin = f._origin AND a.id = f.id
        )
    )
    WHERE low > high OR value < low OR value > high
        OR (low = high AND 'no' IN (coalesce(low_inclusive, ''), coalesce(high_inclusive, '')))
    """,
)
ROUNDING = Rule(
    "rounding-step",
    "A rounding step is a number above zero and belongs to a rounded figure.",
    "use `rounded_to` with the qualifier `rounded` only",
    f"""
    SELECT {ORIGIN}, 'rounded_to' AS field, '`rounded_to` does not fit: the qualifier is `'
        || coalesce(qualifier, 'none') || '` and the step ' || printf('%.15g', rounded_to) AS message
    FROM authored_figures WHERE rounded_to IS NOT NULL AND (qualifier IS DISTINCT FROM 'rounded' OR rounded_to <= 0)
    """,
)
FROM_STATEMENT = Rule(
    "statement-mismatch",
    "A figure's source and reporter are those of its statement.",
    "leave them out: they come from the statement",
    f"""
    SELECT f.{ORIGIN}, 'source_id' AS field, 'the source is `' || f.source_id || '`, but that of the statement `'
        || s.id || '` is `' || s.source_id || '`' AS message
    FROM figures f JOIN statements s ON s.id = f.statement_id WHERE f.source_id <> s.source_id
    UNION ALL
    SELECT f.{ORIGIN}, 'reporter_id', 'the reporter is `' || f.reporter_id || '`, but the speaker of the statement `'
        || s.id || '` is `' || s.speaker_id || '`'
    FROM figures f JOIN statements s ON s.id = f.statement_id WHERE f.reporter_id <> s.speaker_id
    """,
)
NO_SOURCE = Rule(
    "missing-source",
    "Every figure has a source, its own or that of its statement.",
    "give `statement_id` or `source_id`",
    f"SELECT {ORIGIN}, 'id' AS field, 'the figure `' || id || '` has neither a statement nor a source' AS message "
    "FROM figures WHERE source_id IS NULL AND statement_id IS NULL",
)
_WISHES = "('promise', 'demand', 'threat', 'advice')"
MODALITY = Rule(
    "not-an-observation",
    "The number of a promise, demand, threat or advice is never an observation.",
    "set `modality` to demanded, promised, required or possible, or record the number in a statement of its own",
    f"""
    SELECT f.{ORIGIN}, 'modality' AS field,
        'the statement `' || s.id || '` is a ' || s.kind || ', so its number is not ' || f.modality AS message
    FROM figures f JOIN statements s ON s.id = f.statement_id
    WHERE s.kind IN {_WISHES} AND f.modality IN ('observed', 'estimated', 'imputed')
    """,
)
SHARE = Rule(
    "share-above-100",
    "A share of an observed whole is no more than 100 per cent, and a count is never below zero.",
    "correct the value or the measure's statistic; if the source itself is wrong, flag the figure `implausible`",
    f"""
    WITH {EXPLAINED}
    SELECT f.{ORIGIN}, 'value' AS field,
        '`' || f.id || '` gives ' || CASE 'no' WHEN f.low_inclusive THEN 'more than ' WHEN f.high_inclusive
            THEN 'less than ' ELSE '' END || printf('%.15g', coalesce(f.value, f.low, f.high)) || ' for a '
            || m.statistic AS message
    FROM figures f JOIN measures m ON m.id = f.measure_id ANTI JOIN explained e ON e.id = f.id
    WHERE (m.statistic = 'share' AND (coalesce(f.low, f.value) > 100 OR (f.low = 100 AND f.low_inclusive = 'no')))
        OR (m.statistic IN ('count', 'duration', 'share')
            AND (coalesce(f.high, f.value) < 0 OR (f.high = 0 AND f.high_inclusive = 'no')))
    """,
    doubt=True,
)

RULES = (
    MISSING_NUMBER,
    UNWANTED_NUMBER,
    BOUNDS,
    ROUNDING,
    FROM_STATEMENT,
    NO_SOURCE,
    MODALITY,
    SHARE,
)
