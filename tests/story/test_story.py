"""Stories: all that a release knows of a record, in every form."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rdf.hostile import datasets

from onrecord.cli import main
from onrecord.dataset import Dataset
from onrecord.models import edtf
from onrecord.release import Release
from onrecord.story import gather, tell, words
from onrecord.story.shelf import MOST, Shelf
from onrecord.tables import TABLES


@pytest.fixture(scope="module")
def release(tiny_release: Path) -> Release:
    return Release(tiny_release)


def lines(release: Release, record_id: str, section: str) -> list[str]:
    told = {each.title: each for each in release.explain(record_id).sections}
    return [f"{line.label}: {line.text}" for line in told[section].lines]


def test_a_figure_tells_what_it_says_and_leaves_open(release: Release) -> None:
    number = lines(release, "fig-growth", "The number")
    assert "As printed: \N{LEFT DOUBLE QUOTATION MARK}1 billion\N{RIGHT DOUBLE QUOTATION MARK}" in number
    assert "Meant as: more than 1,000,000,000. More than the number." in number
    assert "When: 2010 to 2022" in number


def test_a_figure_tells_who_said_it_to_whom(release: Release) -> None:
    said = lines(release, "fig-people-2022", "Who said it")
    assert said[0].startswith("Statement: World population reached eight billion")
    assert said[1:3] == ["Speaker: United Nations", "Addressee: everybody"]


def test_a_figure_tells_what_it_rests_on(release: Release) -> None:
    rests = lines(release, "fig-growth", "What it rests on")
    assert rests[0] == "Formula: difference: current - base"
    assert {line.partition(":")[0] for line in rests[1:3]} == {"Base", "Current"}
    assert rests[-1] == "Computed again: 1,000,000,000. The inputs do not settle it."


def test_a_figure_tells_what_speaks_against_it_and_what_corrects_it(release: Release) -> None:
    assert lines(release, "fig-people-misprint", "What speaks against it")
    corrected = (
        "Corrected by: a rounded 8,000,000,000 (Population), 15 November 2022, sex: both, the world, United Nations"
    )
    assert lines(release, "fig-people-misprint", "Corrections") == [corrected]
    assert lines(release, "fig-people-2022", "Corrections")[0].startswith("Corrects: a rounded 80,000,000,000")


def test_the_chain_of_sources_is_followed(release: Release) -> None:
    told = lines(release, "stmt-responsibility", "Where it stands")
    assert told[0] == "page 1: Report on the page of the United Nations (16 November 2022)"
    assert told[1].startswith("Repeats what it says: Page of the United Nations on eight billion (United Nations")


def test_every_record_of_a_release_has_a_story(release: Release) -> None:
    for row in release.records.to_dicts():
        story = release.explain(row["id"])
        assert story.type == row["type"]
        assert story.sections


def test_the_forms_say_the_same(release: Release) -> None:
    story = release.explain("fig-people-2022")
    texts = [line["text"] for section in story.to_dict()["sections"] for line in section["lines"]]
    assert texts
    assert json.loads(json.dumps(story.to_dict())) == story.to_dict()
    assert "eight billion" in str(story)
    assert "<h4>Who said it</h4>" in story.to_html()
    assert story._repr_html_() == story.to_html()


def test_an_unknown_id_is_told_with_the_nearest(release: Release) -> None:
    shown = CliRunner().invoke(main, ["show", str(release.path), "fig-people-2021"])
    assert shown.exit_code == 2
    assert "has no record 'fig-people-2021'; did you mean 'fig-people-20" in shown.output


def test_the_command_prints_the_story_in_each_form(release: Release) -> None:
    story = release.explain("fig-growth")
    for form, text in (("text", str(story)), ("html", story.to_html())):
        assert CliRunner().invoke(main, ["show", str(release.path), "fig-growth", "--format", form]).output == text
    printed = CliRunner().invoke(main, ["show", str(release.path), "fig-growth", "--format", "json"]).output
    assert json.loads(printed) == story.to_dict()


@pytest.mark.parametrize("left", [0, 1, 1950])
def test_a_story_that_is_cut_says_how_much_is_left(release: Release, left: int) -> None:
    """Wherever a record has more rows than are told of it, in every section and form."""
    statement, measure = "stmt-eight-billion", "var-population"
    tables = {name: release.table(name).to_arrow() for name in TABLES}
    repeated = {"statement_parties": "statement_id", "remarks": "record_id", "figures": "statement_id"}
    for name, column in {**repeated, "citations": "record_id"}.items():
        row = tables[name].to_pylist()[0] | {column: statement} | ({"measure_id": measure} if name == "figures" else {})
        rows = [row | {"id": f"{row['id']}-{n}"} for n in range(MOST + left)]
        tables[name] = pa.Table.from_pylist(rows, tables[name].schema)
    story, other = (tell(gather(tables, [record_id]), record_id) for record_id in (statement, measure))
    assert story and other
    expected = [f"and {left:,} more, in the table {name}" for name in (*repeated, "citations") if left]
    plain = "\n".join(line["text"] for section in story.to_dict()["sections"] for line in section["lines"])
    for form in (plain, str(story), story.to_html()):
        assert re.findall(r"and [\d,]+ more, in the table \w+", form) == expected
    assert (f"and {left:,} more, in the table figures" in str(other)) == bool(left)


def same(one: Shelf, other: Shelf) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("rows", "register", "_referring"))


@settings(max_examples=25)
@given(data=st.data(), whole=st.booleans())
def test_a_shelf_that_is_added_to_holds_what_one_filled_at_once_does(
    tiny: Dataset, data: st.DataObject, whole: bool
) -> None:
    every = sorted(tiny.tables["records"]["id"].to_pylist())
    first, then = (data.draw(st.sets(st.sampled_from(every), max_size=5)) for _ in range(2))
    filled = gather(tiny.tables, then, whole=whole, onto=gather(tiny.tables, first, whole=whole))
    assert same(filled, gather(tiny.tables, first | then, whole=whole))


def test_a_chain_goes_on_where_a_shelf_is_added_to(release: Release) -> None:
    tables = {name: release.table(name).to_arrow() for name in TABLES}
    row, link = tables["sources"].to_pylist()[0], tables["source_links"].to_pylist()[0]
    names = [f"src-{number:02}" for number in range(14)]
    links = [{"id": f"link-{one}", "source_id": one, "origin_id": other} for one, other in pairwise(names)]
    tables["sources"] = pa.Table.from_pylist([row | {"id": name} for name in names], tables["sources"].schema)
    tables["source_links"] = pa.Table.from_pylist([link | each for each in links], tables["source_links"].schema)
    filled = gather(tables, names[4:7], onto=gather(tables, names[:1]))
    assert same(filled, gather(tables, {names[0], *names[4:7]}))
    assert filled.rows.keys() >= set(names)


@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@given(dataset=datasets())
def test_no_dataset_breaks_a_story(dataset: Dataset) -> None:
    ids = [
        row
        for table in TABLES.values()
        if table.authored and not table.has_row_ids
        for row in dataset.tables[table.name]["id"].to_pylist()
    ]
    for whole in (True, False):
        shelf = gather(dataset.tables, ids, whole=whole)
        for record_id in ids:
            story = tell(shelf, record_id, whole=whole)
            assert story is None or (str(story) and story.to_html() and story.to_dict())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2023-12-05", "5 December 2023"),
        ("2023-12", "December 2023"),
        ("2023", "2023"),
        ("2023-34", "quarter 2 of 2023"),
        ("2023-09/2023-11", "September 2023 to November 2023"),
        ("2023-09?/2023-11?", "September 2023 to November 2023 (uncertain)"),
        ("../2023-12-07?", "until 7 December 2023 (uncertain)"),
        ("2023-12-11/..", "from 11 December 2023 on"),
        ("2022-10~", "October 2022 (approximate)"),
        ("2023%", "2023 (uncertain and approximate)"),
        ("199X", "199X"),
    ],
)
def test_dates_in_words(text: str, shown: str) -> None:
    period = edtf.parse(text)
    row = {"d_edtf": text, "d_start": period.start, "d_end": period.end, "d_precision": period.precision}
    assert words.when(row, "d") == shown


@pytest.mark.parametrize(
    ("value", "low", "high", "qualifier", "unit", "shown"),
    [
        (577, 577, 577, "exact", "NUM", "577"),
        (None, 1200, None, "more_than", "INDIV", "more than 1,200"),
        (None, None, 1, "at_most", "YR", "at most 1 year"),
        (None, 3, 5, "between", "DAY", "between 3 and 5 days"),
        (89, 88.5, 89.5, "rounded", "PERCENT", "a rounded 89%"),
        (0.1, 0.1, 0.1, "exact", "NUM", "0.1"),
        (1e-11, 1e-11, 1e-11, "exact", "NUM", "0.00000000001"),
        (1234.000000000001, None, None, "exact", "NUM", "1,234.000000000001"),
        (1e23, 1e23, 1e23, "exact", "NUM", "100,000,000,000,000,000,000,000"),
    ],
)
def test_amounts_in_words(
    value: float | None, low: float | None, high: float | None, qualifier: str, unit: str, shown: str
) -> None:
    row = {"value": value, "low": low, "high": high, "qualifier": qualifier, "unit": unit}
    assert words.amount(row | {"availability": "given", "stated": "x"}) == shown


@given(st.one_of(st.integers(-(10**18), 10**18), st.floats(allow_nan=False, allow_infinity=False)))
def test_a_number_is_shown_whole(value: float) -> None:
    assert float(words.number(value).replace(",", "")) == float(value)
