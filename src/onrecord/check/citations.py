"""Citations: every statement and figure has one, and each lies within its source."""

from onrecord.check.rule import Rule
from onrecord.tables import ORIGIN

MISSING = Rule(
    "missing-citation",
    "Every statement and every figure has a citation.",
    "add `citations:` with the source and the paragraph that shows it",
    # In one join: in two, side by side, the database would hold the citations twice.
    f"""
    SELECT {ORIGIN}, 'id' AS field, 'the ' || singular || ' `' || id || '` has no citation' AS message FROM (
        SELECT {ORIGIN}, id, 'statement' AS singular FROM statements
        UNION ALL SELECT {ORIGIN}, id, 'figure' FROM figures
    ) r ANTI JOIN citations c ON c.record_id = r.id
    """,
    needs_all=True,
)
SPAN = Rule(
    "missing-span",
    "A citation of a source whose text was read says where in it, and gives the hash of the passage.",
    "write a few words of the passage under `find`, and `onrecord cite` fills in its span and hash",
    f"""
    SELECT c.{ORIGIN}, 'source_id' AS field,
        'the text of `' || c.source_id || '` was read, but this citation has no span with a hash' AS message
    FROM citations c JOIN sources s ON s.id = c.source_id
    WHERE s.sha256 IS NOT NULL AND (c.start_char IS NULL OR c.end_char IS NULL OR c.passage_sha256 IS NULL)
    """,
)
HALF_SPAN = Rule(
    "half-span",
    "A span has a start, an end after it, and the hash of its passage.",
    "give `start_char`, `end_char` (exclusive, so greater) and `passage_sha256` together, or none of them",
    f"""
    SELECT c.{ORIGIN}, CASE WHEN c.end_char IS NOT NULL THEN 'end_char' ELSE 'start_char' END AS field,
        CASE WHEN c.start_char >= c.end_char
            THEN 'the passage ends at ' || c.end_char || ', not after its start at ' || c.start_char
            ELSE 'the span is incomplete' END AS message
    FROM citations c LEFT JOIN sources s ON s.id = c.source_id
    WHERE c.start_char >= c.end_char OR (s.sha256 IS NULL AND
        ((c.start_char IS NULL) <> (c.end_char IS NULL) OR (c.start_char IS NULL) <> (c.passage_sha256 IS NULL)))
    """,
)
OUTSIDE = Rule(
    "citation-outside-source",
    "A cited paragraph or span lies within the source.",
    "correct the citation, or the `length` and `paragraphs` of the source",
    f"""
    SELECT c.{ORIGIN}, 'end_char' AS field, 'the passage ends at ' || c.end_char || ', but `' || s.id || '` has '
        || s.length || ' code points' AS message
    FROM citations c JOIN sources s ON s.id = c.source_id WHERE c.end_char > s.length
    UNION ALL
    SELECT c.{ORIGIN}, 'paragraph',
        'paragraph ' || c.paragraph || ' is cited, but '
            || coalesce('`' || s.id || '` has paragraphs 1 to ' || s.paragraphs, 'paragraphs are counted from 1')
    FROM citations c JOIN sources s ON s.id = c.source_id WHERE c.paragraph > s.paragraphs OR c.paragraph = 0
    """,
)

RULES = (MISSING, SPAN, HALF_SPAN, OUTSIDE)
