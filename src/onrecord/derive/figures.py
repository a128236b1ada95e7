"""What a figure takes from the statement and the measure that it belongs to, and who else reports the same."""

from onrecord.dataset import AUTHORED
from onrecord.derive import bounds
from onrecord.derive.rows import columns_sql, define_in_order
from onrecord.store import Store
from onrecord.subject import COMPARABLE
from onrecord.tables import TABLES

_FIGURES = {
    **bounds.COLUMNS,
    "source_id": "coalesce(a.source_id, s.source_id)",
    "reporter_id": "coalesce(a.reporter_id, s.speaker_id)",
    "unit": "m.unit",
    "corroboration": "'single_source'",
}
"""What is computed of a figure from its own row, its statement and its measure. How others bear it out comes later."""

_JOINS = f"""
LEFT JOIN (SELECT DISTINCT ON (id) id, source_id, speaker_id FROM statements) s ON s.id = a.statement_id
LEFT JOIN (SELECT DISTINCT ON (id) id, unit FROM measures) m ON m.id = a.measure_id
{bounds.JOIN}
"""

_CONFLICTS = """
WITH pairs AS (
    SELECT f.id AS figure_id, g.id AS other_id, f.subject,
        f.low > g.high OR (f.low = g.high AND 'no' IN (f.low_inclusive, g.high_inclusive))
            OR g.low > f.high OR (g.low = f.high AND 'no' IN (g.low_inclusive, f.high_inclusive)) AS apart,
        (f.low IS NULL AND f.high IS NULL) OR (g.low IS NULL AND g.high IS NULL) AS unbounded,
        sign(f.value) <> sign(g.value)
            OR greatest(abs(f.value), abs(g.value)) > $factor * least(abs(f.value), abs(g.value)) AS far
    FROM shared f JOIN shared g ON f.subject = g.subject AND f.id < g.id AND f.source_id <> g.source_id
)
SELECT 'conflict-' || left(sha256(concat_ws(chr(31), figure_id, other_id)), 16) AS id, figure_id, other_id,
    CASE WHEN apart THEN 'The ranges of the two figures do not meet.'
        ELSE 'The two values lie more than ' || $factor || ' times apart.' END AS reason
FROM pairs
WHERE coalesce(apart, false) OR (unbounded AND coalesce(far, false))
"""

_CHAIN = "SELECT id AS source_id, id AS origin_id FROM sources UNION ALL SELECT start, here FROM rests_on"
"""Every source, and every one that it rests on."""
_CITED = """
SELECT DISTINCT c.record_id AS figure_id, c.source_id FROM citations c JOIN figures f ON f.id = c.record_id
WHERE c.source_id IS DISTINCT FROM f.source_id
"""
_SEEN_IN = """
WITH candidates AS (
    SELECT id, subject, corrected_by_id, source_id, reporter_id FROM shared
    UNION SELECT f.id, f.subject, f.corrected_by_id, f.source_id, f.reporter_id
    FROM comparable f SEMI JOIN cited c ON c.figure_id = f.id
)
SELECT id AS figure_id, subject, corrected_by_id, reporter_id, source_id FROM candidates WHERE source_id IS NOT NULL
UNION SELECT f.id, f.subject, f.corrected_by_id, f.reporter_id, c.source_id
FROM cited c JOIN candidates f ON f.id = c.figure_id
"""
_TRACES = """
WITH said AS (SELECT DISTINCT subject, reporter_id, source_id FROM seen_in)
SELECT *, reporter_id AS trace, true AS is_voice FROM said WHERE reporter_id IS NOT NULL
UNION SELECT p.*, c.origin_id, p.reporter_id IS NULL FROM said p JOIN chain c ON c.source_id = p.source_id
UNION SELECT p.*, s.publisher_id, true FROM said p JOIN chain c ON c.source_id = p.source_id
JOIN sources s ON s.id = c.origin_id WHERE p.reporter_id IS NULL AND s.publisher_id IS NOT NULL
"""
"""A mention is a figure in a source. Its traces are everybody whose count it may be: its reporter, and the sources that
it was read in and that they rest on. Its voices are those of them that gave the number as their own: the reporter, or,
where none is named, each of those sources and its publisher."""
_INDEPENDENT = """
WITH of_one_count AS (
    SELECT DISTINCT a.subject, a.reporter_id, a.source_id, b.reporter_id AS other_reporter, b.source_id AS other_source
    FROM traces a JOIN traces b ON b.subject = a.subject AND b.trace = a.trace WHERE a.is_voice OR b.is_voice
)
SELECT DISTINCT m.figure_id AS id
FROM seen_in m JOIN seen_in n ON n.subject = m.subject
ANTI JOIN of_one_count o ON o.subject = m.subject AND o.source_id = m.source_id AND o.other_source = n.source_id
    AND o.reporter_id IS NOT DISTINCT FROM m.reporter_id AND o.other_reporter IS NOT DISTINCT FROM n.reporter_id
ANTI JOIN conflicts c ON c.figure_id = m.figure_id AND c.other_id = n.figure_id
ANTI JOIN conflicts d ON d.figure_id = n.figure_id AND d.other_id = m.figure_id
WHERE n.figure_id = m.figure_id OR n.corrected_by_id IS NULL
"""
"""Two mentions may be of one count where a voice of one is a trace of the other; two reporters printed side by side are
two. Said in joins, which may go to files, and not in lists."""
_STEPS = {"chain": _CHAIN, "cited": _CITED, "seen_in": _SEEN_IN, "traces": _TRACES, "independent": _INDEPENDENT}
"""Tables on the way to the independent figures; each is made of those before it, and computed once."""

_RESTS_ON = "SELECT 'source' AS chain, source_id AS start, origin_id AS here FROM source_links"

_DISPUTED = """
SELECT a.id FROM (
    SELECT figure_id AS id, other_id FROM conflicts UNION ALL SELECT other_id, figure_id FROM conflicts
) a JOIN figures g ON g.id = a.other_id WHERE g.corrected_by_id IS NULL
"""

_STANDING = f"""
SELECT id, min(corroboration) AS corroboration FROM (
    SELECT id, 'independent' AS corroboration FROM independent
    UNION ALL SELECT id, 'disputed' FROM ({_DISPUTED})
) GROUP BY id
"""
"""Of the two, being disputed weighs more; it is the first by the alphabet, too."""

_SHARED = """
SELECT c.* FROM comparable c SEMI JOIN (
    SELECT subject FROM comparable GROUP BY subject HAVING count(*) > 1
) s ON s.subject = c.subject
"""
"""The figures that others can be compared with: most have a subject of their own."""


def define_figures(store: Store) -> None:
    """Makes the figures, each with the source and reporter of its statement, where it names none, and its bounds.

    Needs the statements and the measures.
    """
    bounds.define_rounded(store)
    table = TABLES["figures"]
    define_in_order(store, table, columns_sql(table, f"{AUTHORED}figures", _FIGURES, _JOINS))


def define_conflicts(store: Store, factor: float) -> None:
    """Makes the pairs of figures of the same thing from different sources that cannot both hold.

    Their ranges do not meet; or one of them has no bounds and the values lie more than ``factor`` times apart. Makes
    ``comparable`` as well: see :mod:`onrecord.subject`.
    """
    store.define("comparable", COMPARABLE)
    store.define("shared", _SHARED)
    store.define("conflicts", _CONFLICTS.replace("$factor", format(factor, "g")), TABLES["conflicts"].order)


def corroborate(store: Store) -> None:
    """Says of each figure how well it is corroborated.

    A figure is independent where a compatible one, not itself corrected, comes from somebody whose count it cannot
    have been: whoever relays a number adds nothing, and a source that rests on several may have it from any of them.
    A figure in a conflict is disputed, whatever else agrees with it, unless what contradicts it was corrected.
    """
    store.reach("rests_on", _RESTS_ON)
    for name, sql in _STEPS.items():
        store.define(name, sql)
    store.update("figures", "corroboration", _STANDING)
    for name in ("rests_on", *_STEPS):
        store.drop(name)
