"""Conflicts, corroboration and recomputed derivations, on small datasets that break one thing at a time."""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.dataset import Dataset
from onrecord.load import load
from onrecord.problems import Problem

DATASET = Path(__file__).parents[1] / "tiny" / "records" / "dataset.yaml"
MEASURES = [
    {
        "id": f"var-{name}",
        "name": name,
        "definition": name,
        "unit": "NUM",
        "statistic": statistic,
        "accumulation": "flow",
    }
    for name, statistic in (("count", "count"), ("change", "percent_change"))
]


LINKS = {2: ["src-a"], 3: ["src-a", "src-b"]}
"""Source c repeats a; d rests on a and b. Sources e and f have one publisher."""


def figure(name: str, number: float | str, **fields: Any) -> dict[str, Any]:
    source = fields.setdefault("source_id", "src-a")
    return {
        "id": f"fig-{name}",
        "measure_id": "var-count",
        "modality": "observed",
        "qualifier": "exact",
        "stated": str(number),
        "value": str(number),
        "citations": [{"source_id": source}],
        **fields,
    }


def loaded(folder: Path, figures: list[dict[str, Any]], **tables: Any) -> tuple[Dataset | None, tuple[Problem, ...]]:
    sources: list[dict[str, Any]] = [{"id": f"src-{name}", "kind": "report", "label": name} for name in "abcdef"]
    for place, origins in LINKS.items():
        sources[place]["links"] = [{"origin_id": origin, "relation": "repeats"} for origin in origins]
    for source in sources[4:]:
        source["publisher_id"] = "org-x"
    agents = [{"id": f"org-{name}", "name": name} for name in "xy"]
    content = {"sources": sources, "organizations": agents, "measures": MEASURES, "figures": figures, **tables}
    (folder / "dataset.yaml").write_text(DATASET.read_text() + "imported: true\n")  # doubts do not matter here
    (folder / "records.yaml").write_text(json.dumps(content))
    return load(folder)


def dataset(folder: Path, figures: list[dict[str, Any]], **tables: Any) -> Dataset:
    complete, problems = loaded(folder, figures, **tables)
    assert complete is not None, problems
    return complete


def conflicts(folder: Path, *figures: dict[str, Any]) -> list[tuple[str, str]]:
    rows = dataset(folder, list(figures)).tables["conflicts"].to_pylist()
    return [(row["figure_id"], row["other_id"]) for row in rows]


PAIR = [("fig-one", "fig-two")]


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({"number": 5}, {"number": 6}, PAIR),
        ({"number": 5}, {"number": 5}, []),
        ({"number": 5, "qualifier": "at_least"}, {"number": 5}, []),
        ({"number": 5, "qualifier": "more_than"}, {"number": 5}, PAIR),
        ({"number": 5, "qualifier": "less_than"}, {"number": 5}, PAIR),
        ({"number": 90, "qualifier": "rounded"}, {"number": 94}, []),
        ({"number": 90, "qualifier": "rounded"}, {"number": 96}, PAIR),
        ({"number": 300, "qualifier": "about"}, {"number": 300000, "qualifier": "about"}, PAIR),
        ({"number": 300, "qualifier": "about"}, {"number": 500}, []),
        ({"number": 5, "period": "2020"}, {"number": 6, "period": "2021"}, []),
        ({"number": 5, "period": "2020"}, {"number": 6}, []),
        ({"number": 5, "period": "2003-11"}, {"number": 6, "period": "2003-11-01/2003-11-30"}, PAIR),
        ({"number": -5, "qualifier": "about"}, {"number": 5, "qualifier": "about"}, PAIR),
        ({"number": 5, "about_id": "org-x"}, {"number": 6, "about_id": "org-y"}, []),
        ({"number": 5}, {"number": 6, "source_id": "src-a"}, []),
        ({"number": 5}, {"number": 6, "modality": "demanded"}, []),
        ({"number": 5}, {"number": 6, "modality": "estimated"}, PAIR),
        ({"number": 5}, {"number": 6, "dimensions": [{"dimension": "sex", "value": "male"}]}, []),
    ],
)
def test_figures_conflict_where_both_cannot_hold(
    tmp_path: Path, one: dict[str, Any], two: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    first, second = dict(one), {"source_id": "src-b", **two}
    found = conflicts(
        tmp_path, figure("one", first.pop("number"), **first), figure("two", second.pop("number"), **second)
    )
    assert found == expected


def corroboration(folder: Path, *figures: dict[str, Any]) -> str:
    [first, *_] = dataset(folder, list(figures)).tables["figures"].sort_by("id").to_pylist()
    return str(first["corroboration"])


def test_one_report_is_a_single_source(tmp_path: Path) -> None:
    assert corroboration(tmp_path, figure("a", 5)) == "single_source"


def test_a_relay_of_one_original_adds_nothing(tmp_path: Path) -> None:
    assert corroboration(tmp_path, figure("a", 5), figure("b", 5, source_id="src-c")) == "single_source"


def test_two_roots_are_independent(tmp_path: Path) -> None:
    assert corroboration(tmp_path, figure("a", 5), figure("b", 5, source_id="src-b")) == "independent"


def test_one_reporter_in_two_sources_is_one(tmp_path: Path) -> None:
    figures = [figure("a", 5, reporter_id="org-x"), figure("b", 5, source_id="src-b", reporter_id="org-x")]
    assert corroboration(tmp_path, *figures) == "single_source"


def test_two_reporters_are_independent(tmp_path: Path) -> None:
    figures = [figure("a", 5, reporter_id="org-x"), figure("b", 5, source_id="src-b", reporter_id="org-y")]
    assert corroboration(tmp_path, *figures) == "independent"


def test_a_contradicted_figure_is_disputed(tmp_path: Path) -> None:
    assert corroboration(tmp_path, figure("a", 5), figure("b", 6, source_id="src-b")) == "disputed"


def test_a_correction_is_not_disputed_by_what_it_corrects_nor_supported_by_it(tmp_path: Path) -> None:
    figures = [figure("a", 5), figure("b", 6, source_id="src-b", corrected_by_id="fig-a")]
    assert corroboration(tmp_path, *figures) == "single_source"


def test_what_was_corrected_disputes_and_supports_nothing(tmp_path: Path) -> None:
    about = {"qualifier": "about"}
    figures = [figure("a", 5), figure("b", 6, source_id="src-b", corrected_by_id="fig-c"), figure("c", 5)]
    assert corroboration(tmp_path, *figures) == "single_source"
    figures = [figure("a", 5, **about), figure("b", 6, source_id="src-b", corrected_by_id="fig-a", **about)]
    assert corroboration(tmp_path, *figures) == "single_source"


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({"source_id": "src-d"}, {"source_id": "src-a"}, "single_source"),
        ({"source_id": "src-d"}, {"source_id": "src-b"}, "single_source"),
        ({"source_id": "src-d"}, {"source_id": "src-c"}, "single_source"),
        ({"source_id": "src-b"}, {"source_id": "src-c"}, "independent"),
        ({"source_id": "src-e"}, {"source_id": "src-f"}, "single_source"),
        ({"source_id": "src-e"}, {"source_id": "src-b", "reporter_id": "org-x"}, "single_source"),
        ({"source_id": "src-e"}, {"source_id": "src-b", "reporter_id": "org-y"}, "independent"),
        ({"source_id": "src-c"}, {"source_id": "src-a", "reporter_id": "org-y"}, "single_source"),
        ({"reporter_id": "org-x"}, {"reporter_id": "org-y"}, "independent"),
        ({"citations": [{"source_id": "src-a"}, {"source_id": "src-b"}]}, {}, "independent"),
        ({"citations": [{"source_id": "src-a"}, {"source_id": "src-c"}]}, {}, "single_source"),
    ],
)
def test_a_number_that_may_be_the_count_of_another_mention_is_not_independent(
    tmp_path: Path, one: dict[str, Any], two: dict[str, Any], expected: str
) -> None:
    assert corroboration(tmp_path, figure("a", 5, **one), figure("b", 5, **two)) == expected


def derivation(folder: Path, operation: str, printed: dict[str, Any], scope: str = "", **roles: Any) -> tuple[Any, str]:
    inputs = [(role, number) for role, numbers in roles.items() for number in numbers]
    figures = [
        figure(f"in-{place}", number, period=f"2020-{place:02d}") for place, (_, number) in enumerate(inputs, start=1)
    ]
    used = [{"figure_id": f"fig-in-{place}", "role": role} for place, (role, _) in enumerate(inputs, start=1)]
    record = {"id": "drv-x", "figure_id": "fig-out", "operation": operation, "inputs": used}
    out = figure("out", printed.pop("number"), measure_id="var-change", **printed)
    record |= {"scope": scope} if scope else {}
    [row] = dataset(folder, [*figures, out], derivations=[record]).tables["derivations"].to_pylist()
    return row["recomputed"], row["verdict"]


GROWN = {"current": [577], "base": [305]}


@pytest.mark.parametrize(
    ("operation", "printed", "roles", "expected"),
    [
        ("percent_change", {"number": 89, "qualifier": "rounded"}, GROWN, (89.1803, "agrees")),
        ("percent_change", {"number": 88, "qualifier": "rounded"}, GROWN, (89.1803, "disagrees")),
        ("percent_change", {"number": 89}, GROWN, (89.1803, "agrees")),
        ("percent_change", {"number": 89.2}, GROWN, (89.1803, "agrees")),
        ("percent_change", {"number": 89.3}, GROWN, (89.1803, "disagrees")),
        ("ratio", {"number": 2, "qualifier": "almost"}, GROWN, (1.8918, "agrees")),
        ("ratio", {"number": 2, "qualifier": "almost"}, {"current": [610], "base": [305]}, (2, "disagrees")),
        ("ratio", {"number": 2, "qualifier": "about"}, GROWN, (1.8918, "agrees")),
        ("ratio", {"number": 3, "qualifier": "about"}, GROWN, (1.8918, "disagrees")),
        ("difference", {"number": 272}, GROWN, (272, "agrees")),
        ("difference", {"number": 300}, GROWN, (272, "disagrees")),
        ("share", {"number": 38, "qualifier": "rounded"}, {"current": [218], "base": [577]}, (37.7816, "agrees")),
        ("share", {"number": 50}, {"current": [1], "base": [0]}, (None, "undetermined")),
        ("sum", {"number": 6}, {"member": [1, 2, 3]}, (6, "agrees")),
        ("sum", {"number": 7}, {"member": [1, 2, 3]}, (6, "disagrees")),
        ("sum", {"number": 0.3, "qualifier": "at_most"}, {"member": [0.1, 0.2]}, (0.3, "agrees")),
    ],
)  # fmt: skip
def test_a_derivation_is_recomputed_within_the_rounding_of_what_was_printed(
    tmp_path: Path, operation: str, printed: dict[str, Any], roles: Any, expected: tuple[Any, str]
) -> None:
    assert derivation(tmp_path, operation, dict(printed), **roles) == expected


@pytest.mark.parametrize(
    ("operation", "number", "scope", "expected"),
    [
        ("maximum", 3, "2020-01/2020-03", (3, "agrees")),
        ("minimum", 1, "2020-01/2020-03", (1, "agrees")),
        ("maximum", 2, "2020-01/2020-03", (3, "disagrees")),
        ("maximum", 3, "2020", (3, "undetermined")),
        ("maximum", 3, "../2020-03", (3, "undetermined")),
        ("maximum", 3, "2021-01/2021-03", (3, "undetermined")),
    ],
)
def test_an_extreme_agrees_where_its_members_cover_its_scope(
    tmp_path: Path, operation: str, number: int, scope: str, expected: tuple[Any, str]
) -> None:
    assert derivation(tmp_path, operation, {"number": number}, scope, member=[1, 2, 3]) == expected


def test_members_of_one_month_do_not_cover_two(tmp_path: Path) -> None:
    figures = [figure("one", 1, period="2020-01"), figure("two", 2, period="2020-01", source_id="src-b")]
    figures = [{**part, "flags": [{"flag": "disputed"}]} for part in figures]
    inputs = [{"figure_id": part["id"], "role": "member"} for part in figures]
    most = figure("most", 2, measure_id="var-change")
    record = {"id": "drv-x", "figure_id": "fig-most", "operation": "maximum", "scope": "2020-01/2020-02"}
    [row] = (
        dataset(tmp_path, [*figures, most], derivations=[{**record, "inputs": inputs}])
        .tables["derivations"]
        .to_pylist()
    )
    assert row["verdict"] == "undetermined"


def test_a_bound_among_the_inputs_can_leave_it_open(tmp_path: Path) -> None:
    figures = [
        figure("part", 500),
        figure("whole", 900, qualifier="more_than"),
        figure("half", 50, qualifier="more_than", measure_id="var-change"),
        figure("most", 60, qualifier="more_than", measure_id="var-change", period="2020"),
    ]
    inputs = [{"figure_id": "fig-part", "role": "current"}, {"figure_id": "fig-whole", "role": "base"}]
    derivations = [
        {"id": f"drv-{name}", "figure_id": f"fig-{name}", "operation": "share", "inputs": inputs}
        for name in ("half", "most")
    ]
    rows = dataset(tmp_path, figures, derivations=derivations).tables["derivations"].to_pylist()
    assert [row["verdict"] for row in rows] == ["undetermined", "disagrees"]


GROUP = [{"id": "grp-crew", "name": "the crew of a boat"}]
FEWER = {
    "id": "drv-fewer",
    "figure_id": "fig-fewer",
    "operation": "difference",
    "inputs": [{"figure_id": "fig-before", "role": "current"}, {"figure_id": "fig-after", "role": "base"}],
}
COUNTS = [figure("before", 1002, period="2020"), figure("after", 1000, period="2021")]


def fewer(**fields: Any) -> dict[str, Any]:
    return {**figure("fewer", 2, about_id="grp-crew"), **fields}


def test_what_is_withheld_is_not_computed_again(tmp_path: Path) -> None:
    secret = {key: cell for key, cell in fewer(availability="withheld").items() if key not in ("stated", "value")}
    del secret["qualifier"]
    (row,) = dataset(tmp_path, [*COUNTS, secret], groups=GROUP, derivations=[FEWER]).tables["derivations"].to_pylist()
    assert (row["recomputed"], row["verdict"]) == (None, "undetermined")


@pytest.mark.parametrize(("after", "small"), [(1000, True), (990, False)])
def test_a_number_below_5_that_is_computed_again_is_small(tmp_path: Path, after: int, small: bool) -> None:
    counts = [COUNTS[0], figure("after", after, period="2021")]
    _, problems = loaded(tmp_path, [*counts, fewer(stated="12", value="12")], groups=GROUP, derivations=[FEWER])
    assert ("small-count" in {problem.code for problem in problems}) is small
