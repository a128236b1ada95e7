"""Running every rule over a dataset."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

import pyarrow as pa

from onrecord.check import (
    belief,
    citations,
    dates,
    derivations,
    disclosure,
    figures,
    identity,
    names,
    printed,
    rights,
)
from onrecord.check.rule import Rule
from onrecord.dataset import STAND_IN, Records
from onrecord.problems import Problem, Severity, Where
from onrecord.progress import Progress, silently
from onrecord.store import Store
from onrecord.tables import ORIGIN

RULES: tuple[Rule, ...] = (
    *identity.RULES,
    *names.RULES,
    *citations.RULES,
    *figures.RULES,
    *dates.RULES,
    *derivations.RULES,
    *rights.RULES,
    *belief.RULES,
    *disclosure.RULES,
)
"""Every rule that a query can tell."""

_STAND_IN = re.compile(rf"-{STAND_IN}-[0-9a-f]{{16}}-[0-9]+")
"""An id that a reader gave a row without one, as a message may name it: no file has it."""
_TOO_MANY_TO_GUESS = 100_000
DATASET = "the dataset"
"""What problems without a place of their own are said to be in."""


MOST = 1_000
"""How many problems a rule tells at most; of the others only how many there are."""


def check(records: Records, progress: Progress = silently) -> list[Problem]:
    """Everything that is wrong with a complete dataset, sorted by address; at most ``MOST`` of a sort.

    The store of the records holds the release's tables with their origins, the records as authors gave them as
    ``authored_<table>``, and what else was made on the way.
    """
    store = records.store
    said = [records.metadata] if records.metadata else []
    facts = {"licence": [each.licence.id for each in said], "language": [each.language for each in said]}
    store.put("metadata", pa.table({name: pa.array(value, pa.string()) for name, value in facts.items()}))
    store.define("broken_references", identity.BROKEN_REFERENCES)
    store.reach("reached", identity.STEPS)
    store.put("refused", pa.table({"id": pa.array(sorted(records.refused), pa.string())}))
    rules = [rule for rule in RULES if records.complete or not rule.needs_all]
    found: list[Problem] = []
    for number, (rule, rows) in enumerate(zip(rules, store.answers(list(map(_first, rules))), strict=True), 1):
        found += _broken(rule, records, rows)
        progress("checking rules", number, len(rules))
    return sorted([*found, *islice(printed.mismatches(store, records.origins), MOST)])


def _first(rule: Rule) -> str:
    """The query for the first places that break a rule."""
    return f"SELECT * FROM ({_sql(rule)}) ORDER BY {ORIGIN}, field, message LIMIT {MOST + 1}"


def _broken(rule: Rule, records: Records, rows: list[dict[str, Any]]) -> Iterator[Problem]:
    """The problems of the rows that break a rule, without those that only name a record which has others."""
    imported = records.metadata is not None and records.metadata.imported
    severity = Severity.WARNING if rule.doubt and imported else rule.severity
    for row in rows[:MOST]:
        if records.doubtful and _STAND_IN.search(row["message"]):
            continue
        if row[ORIGIN] in records.doubtful and not row.get("near"):
            continue
        advice = _nearest(row["near"], records.store) if row.get("near") else ""
        message = row["message"] + _see(row, records)
        value = row.get("near") or ""
        problem = records.origins.problem(
            row[ORIGIN], row["field"], rule.code, message, advice or rule.help, value=value
        )
        yield replace(problem, severity=severity)
    if len(rows) > MOST:
        yield replace(_more(rule, records), severity=severity)


def _sql(rule: Rule) -> str:
    """The query of a rule, without places that only name a record which has problems of its own."""
    if "AS near" not in rule.sql:
        return rule.sql
    return f"SELECT * FROM ({rule.sql}) WHERE near IS NULL OR near NOT IN (SELECT id FROM refused)"


def _more(rule: Rule, records: Records) -> Problem:
    [found] = records.store.rows(f"SELECT count(*) AS count FROM ({_sql(rule)})")
    count = found["count"] - MOST
    return Problem(Where(DATASET), rule.code, f"{count:,} more places break this rule", rule.help)


def _see(row: Mapping[str, Any], records: Records) -> str:
    """The address of the second record that a problem is about, if it has one."""
    if row.get("other") is None:
        return ""
    return f" (see {records.origins.problem(row['other'], row.get('other_field', ''), '', '').where})"


def _nearest(id: str, store: Store) -> str:
    if store.count("records") > _TOO_MANY_TO_GUESS:
        return ""
    ids = store.query("SELECT id FROM records")["id"].to_pylist()
    near = difflib.get_close_matches(id, ids, n=1, cutoff=0.8)
    return f"did you mean `{near[0]}`?" if near else ""
