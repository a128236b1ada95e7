"""Running every rule over a dataset."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pyarrow as pa

from onrecord.check import citations, dates, derivations, figures, identity, printed
from onrecord.check.rule import Rule
from onrecord.dataset import Origins, Records, query
from onrecord.problems import Problem
from onrecord.tables import ORIGIN

RULES: tuple[Rule, ...] = (
    *identity.RULES,
    *citations.RULES,
    *figures.RULES,
    *dates.RULES,
    *derivations.RULES,
)
"""Every rule that a query can tell."""

_TOO_MANY_TO_GUESS = 100_000


def check(tables: Mapping[str, pa.Table], records: Records) -> list[Problem]:
    """Everything that is wrong with a complete dataset, sorted by address.

    ``tables`` are the release's tables with their origins; the rules know the records as authors gave them as
    ``authored_<table>``.
    """
    named = {**tables, **{f"authored_{name}": rows for name, rows in records.tables.items()}}
    found = [problem for rule in RULES for problem in _broken(rule, named, records.origins)]
    return sorted([*found, *printed.mismatches(records.tables["figures"], records.origins)])


def _broken(rule: Rule, tables: Mapping[str, pa.Table], origins: Origins) -> Iterator[Problem]:
    rows = query(tables, rule.sql).to_pylist()
    for row in rows:
        advice = _nearest(row["near"], tables) if row.get("near") else ""
        problem = origins.problem(row[ORIGIN], row["field"], rule.code, row["message"], advice or rule.help)
        yield replace(problem, severity=rule.severity)


def _nearest(id: str, tables: Mapping[str, pa.Table]) -> str:
    if len(tables["records"]) > _TOO_MANY_TO_GUESS:
        return ""
    near = difflib.get_close_matches(id, tables["records"]["id"].to_pylist(), n=1, cutoff=0.8)
    return f"did you mean `{near[0]}`?" if near else ""
