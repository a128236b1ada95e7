"""Holding the records of a folder against the texts of their sources, one source at a time."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from onrecord.batches import BATCH_ROWS
from onrecord.dataset import Origins, Records, query
from onrecord.evidence.failures import NOT_UTF8, Fault
from onrecord.evidence.report import Evidence, SourceEvidence
from onrecord.evidence.rows import Row, citation_faults, cited_paragraphs, name_faults, source_faults
from onrecord.evidence.text import SourceText, files_by_hash, read_text
from onrecord.problems import Problem
from onrecord.read import read_records
from onrecord.tables import ORIGIN

_CLAIMS = f"""
WITH claims AS (
    SELECT c.*, NULL AS name, f.id AS figure_id, f.stated, f.qualifier, f.value, f.low, f.high
    FROM citations c LEFT JOIN (SELECT DISTINCT ON (id) * FROM figures) f ON f.id = c.record_id
    UNION ALL BY NAME SELECT source_id, value AS name, {ORIGIN} FROM names
)
SELECT c.* EXCLUDE (source_id), s.id AS source_id, s.sha256, s.length, s.paragraphs, s.{ORIGIN} AS source_origin
FROM (SELECT DISTINCT ON (id) * FROM sources WHERE sha256 IS NOT NULL) s LEFT JOIN claims c ON c.source_id = s.id
ORDER BY s.id, c.{ORIGIN}
"""
"""A row for each citation and each name of a hashed source, the source's own data beside it; one for a bare source."""

_UNHASHED = "SELECT count(*) AS count FROM citations SEMI JOIN sources s ON s.id = source_id AND s.sha256 IS NULL"


def check_evidence(folder: str | Path, sources: str | Path) -> Evidence:
    """Holds every citation and every spelling of a folder of records against the text of its source.

    The text of a source is any file below the folder ``sources`` whose SHA-256 is the source's. What has no text there
    is counted and is no failure. Raises UsageError where a folder is missing or a file cannot be read.
    """
    records = read_records(Path(folder))
    files = files_by_hash(Path(sources), set(records.tables["sources"]["sha256"].to_pylist()))
    found = tuple(_checked(rows, files.get(rows[0]["sha256"]), records.origins) for rows in _by_source(records))
    failures = [problem for source in found for problem in source.failures]
    unhashed = query(records.tables, _UNHASHED)["count"][0].as_py()
    return Evidence(found, unhashed, tuple(sorted([*records.problems, *failures])))


def _by_source(records: Records) -> Iterator[list[Row]]:
    """The rows of each source; those of one source at a time become Python objects."""
    batches = query(records.tables, _CLAIMS).to_batches(max_chunksize=BATCH_ROWS)
    rows = (row for batch in batches for row in batch.to_pylist())
    return (list(group) for _, group in groupby(rows, itemgetter("source_id")))


def _checked(rows: list[Row], path: Path | None, origins: Origins) -> SourceEvidence:
    source = rows[0]
    names = [row for row in rows if row["name"]]
    citations = [row for row in rows if row[ORIGIN] is not None and not row["name"]]
    unchecked = SourceEvidence(source["source_id"], "", len(citations), len(names))
    if path is None:
        return unchecked
    text = read_text(path)
    if text is None:
        fault = Fault(NOT_UTF8, "sha256", f"{path.as_posix()} is not UTF-8")
        return replace(unchecked, failures=(_problem(fault, source["source_origin"], origins),))
    cited = {number for row in citations for number in cited_paragraphs(row, text)}
    return replace(
        unchecked,
        file=path.as_posix(),
        cited=tuple(sorted(cited)),
        uncited=tuple(sorted({*range(1, len(text.paragraphs) + 1)} - cited)),
        failures=tuple(_problem(fault, origin, origins) for origin, fault in _faults(source, citations, names, text)),
    )


def _faults(source: Row, citations: list[Row], names: list[Row], text: SourceText) -> Iterator[tuple[int, Fault]]:
    """Everything that the text does not bear out, with the origin of the row that says it."""
    yield from ((source["source_origin"], fault) for fault in source_faults(source, text))
    yield from ((row[ORIGIN], fault) for row in citations for fault in citation_faults(row, text))
    yield from ((row[ORIGIN], fault) for row in names for fault in name_faults(row, text))


def _problem(fault: Fault, origin: int, origins: Origins) -> Problem:
    failure = fault.failure
    return origins.problem(origin, fault.field, failure.code, fault.message, fault.help or failure.help)
