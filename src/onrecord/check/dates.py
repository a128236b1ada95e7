"""Dates: what was said was said before it was printed, and what was printed before it was read."""

from onrecord.check.rule import Rule
from onrecord.tables import ORIGIN

SAID = Rule(
    "said-after-publication",
    "A statement was made no later than the source that reports it was published.",
    "correct `said`, or `published` of the source",
    f"""
    SELECT t.{ORIGIN}, 'said' AS field, '`' || t.id || '` was said in ' || t.said_edtf || ', but `' || s.id
        || '` was published in ' || s.published_edtf AS message
    FROM statements t JOIN sources s ON s.id = t.source_id WHERE t.said_start > s.published_end
    """,
)
REPORTED = Rule(
    "reported-after-publication",
    "A figure was reported no later than its source was published.",
    "correct `reported`, or `published` of the source",
    f"""
    SELECT f.{ORIGIN}, 'reported' AS field, '`' || f.id || '` was reported in ' || f.reported_edtf || ', but `' || s.id
        || '` was published in ' || s.published_edtf AS message
    FROM figures f JOIN sources s ON s.id = f.source_id WHERE f.reported_start > s.published_end
    """,
)
OBSERVED = Rule(
    "observed-in-future",
    "What was observed lies before the publication that reports it.",
    "correct `period`, or set `modality`: what is still to come was not observed",
    f"""
    SELECT f.{ORIGIN}, 'period' AS field, '`' || f.id || '` is ' || f.modality || ' for ' || f.period_edtf || ', but `'
        || s.id || '` was published in ' || s.published_edtf AS message
    FROM figures f JOIN sources s ON s.id = f.source_id
    WHERE f.modality IN ('observed', 'estimated') AND f.period_start > s.published_end
    """,
)
RETRIEVED = Rule(
    "retrieved-before-publication",
    "A source was read no earlier than it was published.",
    "correct `retrieved` or `published`",
    f"""
    SELECT {ORIGIN}, 'retrieved' AS field, '`' || id || '` was read on ' || retrieved || ', but published in '
        || published_edtf AS message
    FROM sources WHERE retrieved < published_start
    """,
)
EMBEDDED = Rule(
    "embedded-after",
    "A statement inside another was made no later than the other.",
    "correct `said` of one of the two",
    f"""
    SELECT i.{ORIGIN}, 'said' AS field, '`' || i.id || '` was said in ' || i.said_edtf || ', inside `' || o.id
        || '` of ' || o.said_edtf AS message
    FROM statements i JOIN statements o ON o.id = i.embedded_in_id WHERE i.said_start > o.said_end
    """,
)

RULES = (SAID, REPORTED, OBSERVED, RETRIEVED, EMBEDDED)
