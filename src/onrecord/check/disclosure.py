"""Disclosure: nobody at risk can be told from a small count, an id or a record without a rule."""

from onrecord.check.rule import Rule
from onrecord.tables import ORIGIN

SMALL_COUNT = Rule(
    "small-count",
    "A count of people, deaths or cases about a group, or from one, has no number below 5, unless it is signed off.",
    "leave the number out (`availability: withheld`), or add the flag `signed_off` with a note that says by what rule",
    f"""
    SELECT f.{ORIGIN}, 'id' AS field,
        '`' || f.id || '` gives a number below 5 about or from `' || g.id || '`' AS message
    FROM figures f JOIN measures m ON m.id = f.measure_id
    JOIN groups g ON g.id = CASE WHEN f.about_id LIKE 'grp-%' THEN f.about_id ELSE f.reporter_id END
    WHERE m.unit IN ('INDIV', 'DEATHS', 'NUM')
        AND (least(abs(f.value), abs(f.low), abs(f.high)) < 5 OR (f.high = 5 AND f.high_inclusive = 'no')
            OR EXISTS (SELECT 1 FROM derivations d WHERE d.figure_id = f.id AND abs(d.recomputed) < 5))
        AND NOT EXISTS (SELECT 1 FROM figure_flags s
            WHERE s.figure_id = f.id AND s.flag = 'signed_off' AND s.note IS NOT NULL)
    """,
)
PRIVATE = Rule(
    "private-person",
    "A private person is named under a rule, and a remark says which.",
    "add a remark of kind `privacy` that states the rule, or take the person out and speak of a group",
    f"""
    SELECT p.{ORIGIN}, 'exposure' AS field,
        '`' || p.id || '` is a private person, and no remark says by what rule they are named' AS message
    FROM persons p ANTI JOIN (SELECT record_id FROM remarks WHERE kind = 'privacy') r ON r.record_id = p.id
    WHERE p.exposure = 'private'
    """,
)
GROUP_ID = Rule(
    "telling-id",
    "The id of a group does not end in digits, which could be an age, a unit or a place in a text.",
    "describe the group in words",
    f"""
    SELECT {ORIGIN}, 'id' AS field, 'the id `' || id || '` ends in digits' AS message
    FROM groups WHERE regexp_matches(id, '[0-9]$')
    """,
)

RULES = (SMALL_COUNT, PRIVATE, GROUP_ID)
