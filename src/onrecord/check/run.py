"""Running every rule over a dataset."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pyarrow as pa

from onrecord.check import citations, dates, derivations, disclosure, figures, identity, printed
from onrecord.check.rule import Rule
from onrecord.dataset import Records, query
from onrecord.problems import Problem
from onrecord.tables import ORIGIN

RULES: tuple[Rule, ...] = (
    *identity.RULES,
    *citations.RULES,
    *figures.RULES,
    *dates.RULES,
    *derivations.RULES,
    *disclosure.RULES,
)
"""Every rule that a query can tell."""

_TOO_MANY_TO_GUESS = 100_000


def check(tables: Mapping[str, pa.Table], records: Records) -> list[Problem]:
    """Everything that is wrong with a complete dataset, sorted by address.

    ``tables`` are the release's tables with their origins; the rules know the records as authors gave them as
    ``authored_<table>``.
    """
    named = {**tables, **{f"authored_{name}": rows for name, rows in records.tables.items()}}
    rules = [rule for rule in RULES if records.complete or not rule.needs_all]
    found = [problem for rule in rules for problem in _broken(rule, named, records)]
    return sorted([*found, *printed.mismatches(records.tables["figures"], records.origins)])


def _broken(rule: Rule, tables: Mapping[str, pa.Table], records: Records) -> Iterator[Problem]:
    """The places that break a rule, without those that only name a record which has problems of its own."""
    rows = query(tables, rule.sql).to_pylist()
    for row in rows:
        if row.get("near") in records.refused:
            continue
        advice = _nearest(row["near"], tables) if row.get("near") else ""
        problem = records.origins.problem(row[ORIGIN], row["field"], rule.code, row["message"], advice or rule.help)
        yield replace(problem, severity=rule.severity)


def _nearest(id: str, tables: Mapping[str, pa.Table]) -> str:
    if len(tables["records"]) > _TOO_MANY_TO_GUESS:
        return ""
    near = difflib.get_close_matches(id, tables["records"]["id"].to_pylist(), n=1, cutoff=0.8)
    return f"did you mean `{near[0]}`?" if near else ""
