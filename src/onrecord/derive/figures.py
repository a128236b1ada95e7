"""What a figure takes from the statement and the measure that it belongs to, and who else reports the same."""

from collections.abc import Mapping

import pyarrow as pa

from onrecord.dataset import query

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

SUBJECT = """
dimensions AS (
    SELECT figure_id, string_agg(concat_ws('=', dimension, value), ';' ORDER BY dimension, value) AS parts
    FROM figure_dimensions GROUP BY figure_id
),
comparable AS (
    SELECT f.*, concat_ws(chr(31), f.measure_id, coalesce(f.about_id, ''), coalesce(f.place_id, ''),
        coalesce(f.period_edtf, ''), coalesce(d.parts, ''),
        CASE WHEN f.modality IN ('observed', 'estimated', 'imputed') THEN '' ELSE f.modality END) AS subject
    FROM figures f LEFT JOIN dimensions d ON d.figure_id = f.id
    WHERE f.availability = 'given'
)
"""
"""What a figure is of: measure, subject, place, period, dimensions, missing equalling only missing; and whether it is
a report at all or a demand, a promise, a rule or a possibility, each of which is compared with its like alone."""

_CONFLICTS = f"""
WITH {SUBJECT},
pairs AS (
    SELECT f.id AS figure_id, g.id AS other_id, f.subject,
        f.low > g.high OR (f.low = g.high AND 'no' IN (f.low_inclusive, g.high_inclusive))
            OR g.low > f.high OR (g.low = f.high AND 'no' IN (g.low_inclusive, f.high_inclusive)) AS apart,
        abs(coalesce(f.value, f.low, f.high)) AS one, abs(coalesce(g.value, g.low, g.high)) AS two,
        (f.low IS NULL AND f.high IS NULL) OR (g.low IS NULL AND g.high IS NULL) AS unbounded,
        f.value IS NOT NULL AND g.value IS NOT NULL AS both_valued
    FROM comparable f JOIN comparable g ON f.subject = g.subject AND f.id < g.id AND f.source_id <> g.source_id
)
SELECT 'conflict-' || left(sha256(concat_ws(chr(31), figure_id, other_id)), 16) AS id, figure_id, other_id,
    CASE WHEN apart THEN 'The ranges of the two figures do not meet.'
        ELSE 'The two values lie more than ' || $factor || ' times apart.' END AS reason
FROM pairs
WHERE coalesce(apart, false) OR (unbounded AND both_valued AND greatest(one, two) > $factor * least(one, two))
"""

_CORROBORATION = f"""
WITH RECURSIVE {SUBJECT},
roots(source_id, root_id) AS (
    SELECT id, id FROM sources
    UNION SELECT r.source_id, l.origin_id FROM roots r JOIN source_links l ON l.source_id = r.root_id
),
origins AS (
    SELECT source_id, min(root_id) AS root_id FROM roots
    WHERE root_id NOT IN (SELECT source_id FROM source_links) GROUP BY source_id
),
places AS (
    SELECT id AS figure_id, source_id FROM figures WHERE reporter_id IS NULL
    UNION SELECT c.record_id, c.source_id FROM citations c JOIN figures f ON f.id = c.record_id
    WHERE f.reporter_id IS NULL
),
voices AS (
    SELECT id AS figure_id, reporter_id AS voice FROM figures WHERE reporter_id IS NOT NULL
    UNION SELECT p.figure_id, coalesce(o.root_id, p.source_id) FROM places p LEFT JOIN origins o USING (source_id)
),
against AS (
    SELECT figure_id AS id, other_id FROM conflicts UNION ALL SELECT other_id, figure_id FROM conflicts
),
disputed AS (
    SELECT DISTINCT a.id FROM against a JOIN figures g ON g.id = a.other_id
    WHERE g.corrected_by_id IS DISTINCT FROM a.id
),
together AS (
    SELECT c.subject, count(DISTINCT v.voice) AS voices FROM comparable c JOIN voices v ON v.figure_id = c.id
    GROUP BY c.subject
),
agreeing AS (
    SELECT c.id, count(DISTINCT v.voice) AS voices
    FROM comparable c JOIN comparable o ON o.subject = c.subject JOIN voices v ON v.figure_id = o.id
    WHERE c.id IN (SELECT id FROM against) AND (c.id, o.id) NOT IN (SELECT (id, other_id) FROM against)
    GROUP BY c.id
)
SELECT f.* REPLACE (
    CASE WHEN d.id IS NOT NULL THEN 'disputed'
        WHEN coalesce(a.voices, t.voices) > 1 THEN 'independent' ELSE 'single_source' END AS corroboration)
FROM figures f
LEFT JOIN (SELECT DISTINCT ON (id) id, subject FROM comparable) c ON c.id = f.id
LEFT JOIN together t ON t.subject = c.subject
LEFT JOIN agreeing a ON a.id = f.id
LEFT JOIN disputed d ON d.id = f.id
ORDER BY f._origin
"""


def inherited(tables: Mapping[str, pa.Table]) -> pa.Table:
    """The figures with the source and reporter of their statement, where they name none, and their measure's unit."""
    return query(tables, _INHERITED).cast(tables["figures"].schema)


def conflicts(tables: Mapping[str, pa.Table], factor: float) -> pa.Table:
    """Pairs of figures of the same thing from different sources that cannot both hold.

    Their ranges do not meet; or one of them has no bounds and the values lie more than ``factor`` times apart.
    """
    return query(tables, _CONFLICTS.replace("$factor", format(factor, "g")))


def corroborated(tables: Mapping[str, pa.Table]) -> pa.Table:
    """The figures with how well they are corroborated, by independent reporters.

    Whoever relays a reporter's number adds no voice. A figure without a reporter counts the sources at the roots of the
    sources that it cites. A figure in a conflict is disputed, whatever else agrees with it, unless it is the correction
    of what contradicts it.
    """
    return query(tables, _CORROBORATION).cast(tables["figures"].schema)
