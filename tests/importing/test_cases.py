"""Every code of an import has an example, and every example has its problem at its place."""

from collections.abc import Callable

import pytest

from onrecord.check.run import RULES
from onrecord.importing import CODES, Imported
from onrecord.problems import Refused
from onrecord.read import CODES as READING

from .cases import CASES, ELSEWHERE, Case
from .conftest import MAP

SHOWN = [case() if callable(case) and not isinstance(case, Case) else case for case in CASES]


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case.problem[:60])
def test_the_problem_is_told_where_it_is(run: Callable[..., Imported], case: Case) -> None:
    assert case.old in MAP
    try:
        found = run({case.file: case.content}, MAP.replace(case.old, case.new, 1) if case.old else MAP).warnings
    except Refused as refused:
        found = refused.problems
    assert any(str(problem).startswith(case.problem) for problem in found), [str(problem) for problem in found]
    assert all(problem.help for problem in found)


def test_every_code_has_an_example() -> None:
    shown = {case.problem.partition("[")[2].partition("]")[0] for case in SHOWN}
    assert set(CODES) - ELSEWHERE <= shown
    assert shown - set(CODES) <= set(READING)


def test_codes_are_of_imports_alone() -> None:
    assert not set(CODES) & {*READING, *(rule.code for rule in RULES)}
