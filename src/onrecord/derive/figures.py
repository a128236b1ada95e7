"""What a figure takes from the statement and the measure that it belongs to, and who else reports the same."""

from collections.abc import Mapping

import pyarrow as pa

from onrecord.dataset import query
from onrecord.subject import SUBJECT

_INHERITED = """
SELECT f.* REPLACE (
    coalesce(f.source_id, s.source_id) AS source_id,
    coalesce(f.reporter_id, s.speaker_id) AS reporter_id,
    m.unit AS unit)
FROM figures f
LEFT JOIN (SELECT DISTINCT ON (id) id, source_id, speaker_id FROM statements) s ON s.id = f.statement_id
LEFT JOIN (SELECT DISTINCT ON (id) id, unit FROM measures) m ON m.id = f.measure_id
ORDER BY f._origin
"""

_CONFLICTS = f"""
WITH {SUBJECT},
pairs AS (
    SELECT f.id AS figure_id, g.id AS other_id, f.subject,
        f.low > g.high OR (f.low = g.high AND 'no' IN (f.low_inclusive, g.high_inclusive))
            OR g.low > f.high OR (g.low = f.high AND 'no' IN (g.low_inclusive, f.high_inclusive)) AS apart,
        (f.low IS NULL AND f.high IS NULL) OR (g.low IS NULL AND g.high IS NULL) AS unbounded,
        sign(f.value) <> sign(g.value)
            OR greatest(abs(f.value), abs(g.value)) > $factor * least(abs(f.value), abs(g.value)) AS far
    FROM comparable f JOIN comparable g ON f.subject = g.subject AND f.id < g.id AND f.source_id <> g.source_id
)
SELECT 'conflict-' || left(sha256(concat_ws(chr(31), figure_id, other_id)), 16) AS id, figure_id, other_id,
    CASE WHEN apart THEN 'The ranges of the two figures do not meet.'
        ELSE 'The two values lie more than ' || $factor || ' times apart.' END AS reason
FROM pairs
WHERE coalesce(apart, false) OR (unbounded AND coalesce(far, false))
"""

_CORROBORATION = f"""
WITH RECURSIVE {SUBJECT},
chain(source_id, origin_id) AS (
    SELECT id, id FROM sources
    UNION SELECT c.source_id, l.origin_id FROM chain c JOIN source_links l ON l.source_id = c.origin_id
),
places AS (
    SELECT id AS figure_id, source_id, reporter_id FROM figures WHERE source_id IS NOT NULL
    UNION SELECT f.id, c.source_id, f.reporter_id FROM citations c JOIN figures f ON f.id = c.record_id
),
traces AS (
    SELECT *, reporter_id AS trace, true AS is_voice FROM places WHERE reporter_id IS NOT NULL
    UNION SELECT p.*, c.origin_id, p.reporter_id IS NULL FROM places p JOIN chain c ON c.source_id = p.source_id
    UNION SELECT p.*, s.publisher_id, true FROM places p JOIN chain c ON c.source_id = p.source_id
    JOIN sources s ON s.id = c.origin_id WHERE p.reporter_id IS NULL AND s.publisher_id IS NOT NULL
),
mentions AS (
    SELECT figure_id, source_id, list(trace) AS traces, list(trace) FILTER (is_voice) AS voices
    FROM traces GROUP BY figure_id, source_id
),
against AS (
    SELECT figure_id AS id, other_id FROM conflicts UNION ALL SELECT other_id, figure_id FROM conflicts
),
disputed AS (
    SELECT DISTINCT a.id FROM against a JOIN figures g ON g.id = a.other_id WHERE g.corrected_by_id IS NULL
),
independent AS (
    SELECT DISTINCT f.id
    FROM comparable f JOIN comparable g ON g.subject = f.subject AND (g.id = f.id OR g.corrected_by_id IS NULL)
    JOIN mentions m ON m.figure_id = f.id JOIN mentions n ON n.figure_id = g.id
    WHERE NOT list_has_any(m.voices, n.traces) AND NOT list_has_any(m.traces, n.voices)
        AND (f.id, g.id) NOT IN (SELECT (id, other_id) FROM against)
)
SELECT f.* REPLACE (
    CASE WHEN d.id IS NOT NULL THEN 'disputed' WHEN i.id IS NOT NULL THEN 'independent' ELSE 'single_source' END
        AS corroboration)
FROM figures f
LEFT JOIN disputed d ON d.id = f.id
LEFT JOIN independent i ON i.id = f.id
ORDER BY f._origin
"""
"""A mention is a figure in a source. Its traces are everybody whose count it may be: its reporter, and the sources that
it was read in and that they rest on. Its voices are those of them that gave the number as their own: the reporter, or,
where none is named, each of those sources and its publisher. Two mentions may be of one count where a voice of one is a
trace of the other; two reporters printed side by side are two."""


def inherited(tables: Mapping[str, pa.Table]) -> pa.Table:
    """The figures with the source and reporter of their statement, where they name none, and their measure's unit."""
    return query(tables, _INHERITED).cast(tables["figures"].schema)


def conflicts(tables: Mapping[str, pa.Table], factor: float) -> pa.Table:
    """Pairs of figures of the same thing from different sources that cannot both hold.

    Their ranges do not meet; or one of them has no bounds and the values lie more than ``factor`` times apart.
    """
    return query(tables, _CONFLICTS.replace("$factor", format(factor, "g")))


def corroborated(tables: Mapping[str, pa.Table]) -> pa.Table:
    """The figures with how well they are corroborated.

    A figure is independent where a compatible one, not itself corrected, comes from somebody whose count it cannot
    have been: whoever relays a number adds nothing, and a source that rests on several may have it from any of them.
    A figure in a conflict is disputed, whatever else agrees with it, unless what contradicts it was corrected.
    """
    return query(tables, _CORROBORATION).cast(tables["figures"].schema)
