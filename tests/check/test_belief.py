"""Doubts are raised where two figures cannot both be believed, and an honest answer on either side settles them."""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.check.belief import RULES
from onrecord.load import load

DATASET = Path(__file__).parents[1] / "tiny" / "records" / "dataset.yaml"
DOUBTS = {rule.code for rule in RULES}


def doubts(folder: Path, one: dict[str, Any], two: dict[str, Any], accumulation: str = "stock") -> set[str]:
    defaults = {"measure_id": "var-count", "modality": "observed", "qualifier": "exact", "period": "2020"}
    figures = [
        {"id": f"fig-{name}", "citations": [{"source_id": f"src-{name}"}], "source_id": f"src-{name}"}
        | defaults
        | fields
        | {"stated": str(fields["value"])}
        for name, fields in (("a", one), ("b", two))
    ]
    measure = {"id": "var-count", "name": "count", "definition": "count", "unit": "NUM", "statistic": "count"}
    content = {
        "sources": [{"id": f"src-{name}", "kind": "report", "label": name} for name in "ab"],
        "organizations": [{"id": "org-x", "name": "x"}],
        "events": [{"id": f"ev-{name}", "kind": "other", "name": name} for name in "xy"],
        "measures": [{**measure, "accumulation": accumulation}],
        "figures": figures,
    }
    (folder / "dataset.yaml").write_text(DATASET.read_text())
    (folder / "records.yaml").write_text(json.dumps(content))
    problems = load(folder)[1]
    assert {problem.code for problem in problems} <= DOUBTS, problems
    return {problem.code for problem in problems}


ABOUT = {"qualifier": "about"}


@pytest.mark.parametrize(
    ("two", "expected"),
    [
        ({"value": 300000}, True),
        ({"value": 450000}, True),
        ({"value": 3000}, False),
        ({"value": 30000000}, False),
        ({"value": 300000, "period": "2020-06"}, True),
        ({"value": 300000, "period": "2021"}, False),
        ({"value": 300000, "modality": "demanded"}, False),
        ({"value": 300000, "event_id": "ev-x"}, False),
        ({"value": 300000, "corrected_by_id": "fig-a"}, False),
        ({"value": 300000, "flags": [{"flag": "implausible"}]}, False),
        ({"value": 300000, "flags": [{"flag": "mistranslated"}]}, False),
        ({"value": 300000, "flags": [{"flag": "disputed"}]}, True),
    ],
)
def test_a_factor_of_1000(tmp_path: Path, two: dict[str, Any], expected: bool) -> None:
    assert ("factor-of-1000" in doubts(tmp_path, {"value": 300, **ABOUT}, {**ABOUT, **two})) is expected


def test_what_grows_with_time_is_compared_over_like_periods_alone(tmp_path: Path) -> None:
    day, decade = {"value": 300, "period": "2020-06-01"}, {"value": 300000, "period": "2020/2029"}
    assert doubts(tmp_path, day, decade, "flow") == set()
    assert doubts(tmp_path, day, decade, "stock") == {"factor-of-1000"}


@pytest.mark.parametrize(
    ("two", "expected"),
    [
        ({"value": 90, "period": "2021"}, True),
        ({"value": 100, "period": "2021"}, False),
        ({"value": 90, "period": "2019"}, False),
        ({"value": 90, "period": "2021", "qualifier": "at_least"}, False),
        ({"value": 90, "period": "2021", "flags": [{"flag": "disputed"}]}, False),
        ({"value": 90, "period": "2021", "remarks": [{"kind": "correction", "text": "Recounted."}]}, False),
        ({"value": 90, "period": "2021", "remarks": [{"kind": "privacy", "text": "Less is told."}]}, True),
        ({"value": 90, "period": "2020-06/2021"}, False),
    ],
)
def test_a_cumulative_series_falls(tmp_path: Path, two: dict[str, Any], expected: bool) -> None:
    assert (doubts(tmp_path, {"value": 100}, two, "cumulative") == {"cumulative-falls"}) is expected


def test_counts_from_different_beginnings_are_two_series(tmp_path: Path) -> None:
    one, two = {"value": 100, "period": "2019/2020"}, {"value": 90, "period": "2020/2021"}
    assert doubts(tmp_path, one, two, "cumulative") == set()
    assert doubts(tmp_path, one, {**two, "period": "2019/2021"}, "cumulative") == {"cumulative-falls"}
    assert doubts(tmp_path, one, {**two, "period": "../2021"}, "cumulative") == set()


def test_counts_whose_beginning_is_open_are_one_series(tmp_path: Path) -> None:
    one, two = {"value": 500, "period": "../2020-03"}, {"value": 40, "period": "../2020-04"}
    assert doubts(tmp_path, one, two, "cumulative") == {"cumulative-falls"}
    assert doubts(tmp_path, one, {**two, "value": 510}, "cumulative") == set()


@pytest.mark.parametrize(
    ("two", "expected"),
    [
        ({"value": 100, "reporter_id": "org-x"}, True),
        ({"value": 100}, False),
        ({"value": 100, "reporter_id": "org-x", "modality": "estimated"}, False),
        ({"value": 100, "reporter_id": "org-x", "period": "2021"}, False),
        ({"value": 100, "reporter_id": "org-x", "corrected_by_id": "fig-a"}, False),
        ({"value": 100, "reporter_id": "org-x", "flags": [{"flag": "superseded"}]}, False),
    ],
)
def test_a_figure_is_entered_twice(tmp_path: Path, two: dict[str, Any], expected: bool) -> None:
    assert ("figure-twice" in doubts(tmp_path, {"value": 100, "reporter_id": "org-x"}, two)) is expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({}, True),
        ({"flags": [{"flag": "signed_off"}]}, True),
        ({"flags": [{"flag": "disputed"}]}, False),
        ({"remarks": [{"kind": "inconsistency", "text": "The other source says 90."}]}, False),
        ({"corrected_by_id": "fig-b"}, False),
    ],
)
def test_a_conflict_needs_an_explanation_on_one_side(tmp_path: Path, answer: dict[str, Any], expected: bool) -> None:
    assert (doubts(tmp_path, {"value": 100, **answer}, {"value": 90}) == {"unexplained-conflict"}) is expected
