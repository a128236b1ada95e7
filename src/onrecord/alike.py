"""Agents that may be the same: those that a folder's names suggest, and those that share a name."""

from pathlib import Path

from onrecord.check import check
from onrecord.derive import derive
from onrecord.names import Suggestion, suggestions
from onrecord.problems import Problem
from onrecord.read import read_records

_SHARED = "shared-name"


def alike(folder: Path) -> tuple[list[Suggestion], list[Problem]]:
    """The pairs of agents of a folder of records that are likely the same, and the problems of its names.

    Problems are names shared without a distinction, and everything that could not be read. Raises UsageError where
    there is no such folder.
    """
    records = read_records(folder)
    if records.metadata is None:
        return [], sorted(records.problems)
    tables = derive(records, records.metadata)
    shared = [problem for problem in check(records) if problem.code == _SHARED]
    return suggestions(tables, records.origins), sorted([*records.problems, *shared])
