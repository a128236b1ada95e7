"""Verify finds all that frictionless finds, at the same place, and what frictionless cannot see besides."""

from pathlib import Path

import pytest
from tests.verify.damage import seal, sum_up
from tests.verify.mutants import MUTANTS, Mutant

from onrecord.problems import Severity
from onrecord.verify import Report, verify

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def frictionless_errors(release: Path, table: str) -> list[tuple[int, int]]:
    """Row and column of every error that frictionless finds in a table, or in the package as such."""
    from frictionless import FrictionlessException, Package, system

    try:
        with system.use_context(trusted=False):
            package = Package(str(release / "datapackage.json"))
            report = package.get_resource(table).validate() if table else package.validate()
    except FrictionlessException:
        return [(0, 0)]
    found = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    return [(getattr(error, "row_number", 0), getattr(error, "field_number", 0)) for error in found]


def codes(report: Report) -> set[str]:
    """The codes that verify found; those of warnings end in a question mark."""
    return {code + "?" * (severity is Severity.WARNING) for _, code, severity in report.totals}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_damaged_release(copy: Path, mutant: Mutant) -> None:
    mutant.damage(copy)
    if mutant.sealed:
        seal(copy) if "wrong-descriptor" not in mutant.codes else sum_up(copy)
    report = verify(copy)
    assert codes(report) == set(mutant.codes.split())
    theirs = frictionless_errors(copy, mutant.table)
    assert (theirs == []) == mutant.valid
    if mutant.at != (0, 0):
        assert mutant.at in theirs
        assert {(problem.where.line, problem.where.column) for problem in report} == {mutant.at}


def test_there_are_enough_of_them() -> None:
    assert len(MUTANTS) >= 100
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)


def test_the_undamaged_release(copy: Path) -> None:
    assert codes(verify(copy, parse=True)) == set()
    assert frictionless_errors(copy, "figures") == []


def test_sealing_alone_changes_nothing(copy: Path) -> None:
    seal(copy)
    assert codes(verify(copy)) == set()
