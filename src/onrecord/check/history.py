"""History: what a release may not do to the one before it without saying so."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa

from onrecord.check.rule import Rule
from onrecord.dataset import Previous, Records
from onrecord.described import described, fields
from onrecord.models import Metadata
from onrecord.problems import Problem, Severity, Where
from onrecord.tables import ORIGIN, TABLES

OTHER_DATASET = Rule(
    "other-dataset",
    "The release before is one of the same dataset: its name and the start of its addresses stay.",
    "name a release of this dataset as the one before, or correct `name` and `base_iri`",
    f"""
    SELECT {ORIGIN}, CASE WHEN name <> previous_name THEN 'name' ELSE 'base_iri' END AS field,
        'this is `' || name || '` at ' || base_iri || ', but version ' || $previous || ' is of `' || previous_name
            || '` at ' || previous_base_iri AS message
    FROM metadata WHERE name <> previous_name OR base_iri <> previous_base_iri
    """,
)
VANISHED = Rule(
    "vanished-id",
    "An id that was published stays, or is withdrawn or replaced.",
    "put the record back, or withdraw the id: under `records`, give its `id`, `type`, `status` and `reason`",
    """
    SELECT e.line, e.id AS near, 'the ' || e.type || ' `' || e.id || '` of version ' || $previous || ' is gone'
        AS message
    FROM earlier_records e
    ANTI JOIN records r ON r.id = e.id
    ANTI JOIN authored_records a ON a.in_place_of = e.id AND a.status = 'withdrawn'
    """,
    needs_all=True,
)
CHANGED_TYPE = Rule(
    "changed-type",
    "An id names the same sort of record for ever.",
    "give the new record an id of its own, and withdraw the old one",
    f"""
    SELECT r.{ORIGIN}, 'type' AS field, '`' || r.id || '` is a ' || r.type || ', but was a ' || e.type || ' in version '
        || $previous AS message
    FROM records r JOIN earlier_records e ON e.id = r.id
    WHERE r.type <> e.type AND r.{ORIGIN} IS NOT NULL
    """,
)
REUSED = Rule(
    "reused-id",
    "An id that was withdrawn or replaced is not used again.",
    "give the record another id",
    f"""
    SELECT r.{ORIGIN}, 'id' AS field, '`' || r.id || '` was ' || e.status || ' in version ' || e.changed AS message
    FROM records r JOIN earlier_records e ON e.id = r.id WHERE e.status <> 'active' AND r.status = 'active'
    """,
)
UNEXPLAINED = Rule(
    "unexplained-change",
    "What was published changes for a reason that is given.",
    "give the reason in changes.yaml: `- {record_id: ..., reason: ...}`; one that an earlier version used is spent",
    f"""
    WITH unexplained AS (
        SELECT c.* EXCLUDE ({ORIGIN}), r.{ORIGIN}, count(*) OVER (PARTITION BY c.record_id) AS cells,
            row_number() OVER (PARTITION BY c.record_id ORDER BY c.row_id <> c.record_id, c.id) AS place
        FROM now c JOIN records r ON r.id = c.record_id
        WHERE c.reason IS NULL AND (c.column_name IS NOT NULL OR c.after IS NULL)
    )
    SELECT {ORIGIN}, table_name AS "table", column_name AS "column", '`' || record_id || '` changed without a reason: '
        || CASE WHEN column_name IS NULL THEN 'a row of `' || table_name || '` is gone'
            ELSE '`' || column_name || '` was ' || coalesce('`' || before || '`', 'empty') || ' and is '
                || coalesce('`' || after || '`', 'empty') END
        || CASE WHEN cells > 1 THEN ', and ' || (cells - 1) || ' more' ELSE '' END AS message
    FROM unexplained WHERE place = 1
    """,
    needs_all=True,
)
SAME_VERSION = Rule(
    "same-version",
    "A release that differs from the one before has a greater version.",
    "raise `version`",
    f"""
    SELECT m.{ORIGIN}, 'version' AS field, 'the version is ' || m.version || ', not greater than ' || $previous
        || ', but ' || concat_ws(' and ', CASE WHEN records > 0 THEN records || ' records differ' END,
            CASE WHEN differing <> '' THEN 'the dataset has another ' || differing END) AS message
    FROM metadata m, (SELECT count(DISTINCT record_id) AS records FROM now)
    WHERE (records > 0 OR differing <> '')
        AND string_split(m.version, '.')::BIGINT[] <= string_split($previous, '.')::BIGINT[]
    """,
)
ISSUED_EARLIER = Rule(
    "issued-earlier",
    "A release is issued no earlier than the one before.",
    "correct `issued`",
    f"""
    SELECT {ORIGIN}, 'issued' AS field, 'the day of issue is ' || issued || ', but version ' || $previous
        || ' was issued on ' || previous_issued AS message
    FROM metadata WHERE issued < previous_issued
    """,
)
UNUSED_REASON = Rule(
    "unused-reason",
    "A reason for this version is that of a change.",
    "correct `record_id`, `table`, `column` or `version`, or take the reason out",
    f"""
    SELECT r.{ORIGIN}, 'record_id' AS field, 'nothing changed for the reason given for `' || r.record_id || '`'
        AS message
    FROM reasons r JOIN metadata m ON coalesce(r.version, m.version) = m.version
    ANTI JOIN (
        SELECT record_id, reason FROM changes UNION ALL SELECT record_id, reason FROM earlier_changes
    ) c ON c.record_id = r.record_id AND c.reason = r.reason
    WHERE m.version <> $previous
    """,
    severity=Severity.WARNING,
)
REASON_RECORD = Rule(
    "unknown-record",
    "A reason is that of a record.",
    "correct `record_id`",
    f"""
    SELECT c.{ORIGIN}, 'record_id' AS field, 'no record has the id `' || c.record_id || '`' AS message,
        c.record_id AS near
    FROM reasons c ANTI JOIN records r ON r.id = c.record_id
    """,
    needs_all=True,
)
RULES = (
    OTHER_DATASET,
    VANISHED,
    CHANGED_TYPE,
    REUSED,
    UNEXPLAINED,
    SAME_VERSION,
    ISSUED_EARLIER,
    UNUSED_REASON,
    REASON_RECORD,
)
"""Every rule that needs a release before this one."""


def check_history(records: Records, metadata: Metadata, previous: Previous) -> list[Problem]:
    """Everything that a dataset changes silently, measured against the release before it; sorted by address.

    Where that one is of another dataset, this is all that is told. The store of the records holds the new release's
    tables with their origins, derived with the same previous release.
    """
    store = records.store
    store.put("metadata", _about(metadata, previous, records))
    store.define("now", "SELECT c.* FROM changes c ANTI JOIN earlier_changes e ON e.id = c.id")
    return list(_broken(OTHER_DATASET, records, previous)) or sorted(
        problem
        for rule in RULES
        if records.complete or not rule.needs_all
        for problem in _broken(rule, records, previous)
    )


def _broken(rule: Rule, records: Records, previous: Previous) -> Iterator[Problem]:
    for row in records.store.rows(rule.sql.replace("$previous", f"'{previous.version}'")):
        if row.get("near") not in records.refused and row.get(ORIGIN) not in records.doubtful:
            yield replace(_problem(rule, row, records, previous), severity=rule.severity)


def _about(metadata: Metadata, previous: Previous, records: Records) -> pa.Table:
    now, before = fields(described(metadata)), previous.said if records.metadata else {}
    differing = [f"`{field}`" for field in before if before[field] != now[field]]
    return pa.table(
        {
            "version": [metadata.version],
            "issued": [metadata.issued],
            "previous_issued": [previous.issued],
            "name": [metadata.name],
            "previous_name": pa.array([before.get("name")], pa.string()),
            "base_iri": [metadata.base_iri],
            "previous_base_iri": pa.array([before.get("base_iri")], pa.string()),
            "differing": [", ".join(differing)],
            ORIGIN: pa.array([records.metadata_origin], pa.int64()),
        }
    )


def _problem(rule: Rule, row: Mapping[str, Any], records: Records, previous: Previous) -> Problem:
    if "line" in row:
        return Problem(Where(*previous.place(row["line"]), 1), rule.code, row["message"], rule.help)
    field = row["field"] if "field" in row else _field(row["table"], row["column"])
    return records.origins.problem(row[ORIGIN], field, rule.code, row["message"], rule.help)


def _field(table: str, column: str | None) -> str:
    """The field in which authors give a column; for a whole row, the name of its table."""
    return TABLES[table][column].field if column else table
