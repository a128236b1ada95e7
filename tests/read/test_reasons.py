"""The reasons in changes.yaml: what is wrong with them is told at its place."""

from collections.abc import Callable

import pytest

from onrecord.dataset import Records

CASES = [
    ("x: 1\n", "1:1: error[wrong-type]: changes.yaml must be a list of reasons, not a group of fields"),
    ("- fig-a\n", "1:3: error[wrong-type]: each reason must be a group of fields, not the text `fig-a`"),
    ("- {record_id: fig-a}\n", "1:4: error[missing-field]: `reason` is missing from this reason"),
    ("- {record_id: A, reason: B}\n", "1:15: error[invalid-id]: `A` is not an id of the form that `record_id` needs"),
    ("- {record_id: fig-a, reason: B, table: figurs}\n",
     "1:40: error[unknown-code]: `figurs` is not a table that authors fill in"),
    ("- {record_id: fig-a, reason: B, column: unit_id}\n",
     "1:41: error[unknown-code]: `unit_id` is not a column that authors fill in"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "problem"), CASES, ids=[case[1].partition("[")[2][:30] for case in CASES])
def test_each_failing_example_has_its_one_problem(read: Callable[..., Records], content: str, problem: str) -> None:
    records = read({"changes.yaml": content})
    assert [str(found) for found in records.problems] == [f"records/changes.yaml:{problem}"]
    assert records.reasons.num_rows == 0
    assert records.problems[0].help


def test_a_date_goes_by_the_field_of_authors(read: Callable[..., Records]) -> None:
    records = read({"changes.yaml": "- {record_id: fig-a, column: period, reason: B}\n"})
    assert records.reasons["column_name"].to_pylist() == ["period_edtf"]
