"""Running every rule over a dataset."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import replace
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
from onrecord.dataset import Records, query
from onrecord.problems import Problem, Severity
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

_TOO_MANY_TO_GUESS = 100_000


def check(tables: Mapping[str, pa.Table], records: Records) -> list[Problem]:
    """Everything that is wrong with a complete dataset, sorted by address.

    ``tables`` are the release's tables with their origins; the rules know the records as authors gave them as
    ``authored_<table>``, and what they ask of the dataset's metadata as the one row of ``metadata``.
    """
    named = {**tables, **{f"authored_{name}": rows for name, rows in records.tables.items()}}
    licence = [records.metadata.licence.id] if records.metadata else []
    named["metadata"] = pa.table({"licence": pa.array(licence, pa.string())})
    rules = [rule for rule in RULES if records.complete or not rule.needs_all]
    found = [problem for rule in rules for problem in _broken(rule, named, records)]
    return sorted([*found, *printed.mismatches(records.tables["figures"], records.origins)])


def _broken(rule: Rule, tables: Mapping[str, pa.Table], records: Records) -> Iterator[Problem]:
    """The places that break a rule, without those that only name a record which has problems of its own."""
    imported = records.metadata is not None and records.metadata.imported
    severity = Severity.WARNING if rule.doubt and imported else rule.severity
    for row in query(tables, rule.sql).to_pylist():
        if row.get("near") in records.refused:
            continue
        advice = _nearest(row["near"], tables) if row.get("near") else ""
        message = row["message"] + _see(row, records)
        problem = records.origins.problem(row[ORIGIN], row["field"], rule.code, message, advice or rule.help)
        yield replace(problem, severity=severity)


def _see(row: Mapping[str, Any], records: Records) -> str:
    """The address of the second record that a problem is about, if it has one."""
    if row.get("other") is None:
        return ""
    return f" (see {records.origins.problem(row['other'], row.get('other_field', ''), '', '').where})"


def _nearest(id: str, tables: Mapping[str, pa.Table]) -> str:
    if len(tables["records"]) > _TOO_MANY_TO_GUESS:
        return ""
    near = difflib.get_close_matches(id, tables["records"]["id"].to_pylist(), n=1, cutoff=0.8)
    return f"did you mean `{near[0]}`?" if near else ""
