"""The page as text: what holds of every page, and of hostile, large and empty datasets."""

import base64
import hashlib
import itertools
import json
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.page.attacked import ATTACKS, attacked
from tests.rdf import hostile

from onrecord.dataset import Dataset
from onrecord.gate import Gate, Lexicon
from onrecord.page import LARGEST, page
from onrecord.page.contested import contests
from onrecord.page.lanes import lanes
from onrecord.page.plot import BOTTOM, TOP, plot
from onrecord.page.scale import height, time
from onrecord.publish import build
from onrecord.release import Release
from onrecord.story.shelf import MOST, Shelf
from onrecord.tables import TABLES

VOID = {"meta", "link", "input"}


class Parsed(HTMLParser):
    """Elements, ids, links and texts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self._open[-1] if self._open else "", []).append(data)

    def values(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.elements if name in attrs]


def linked_data(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found
    content: dict[str, Any] = json.loads(found[1])
    return content


@pytest.fixture(scope="module", params=["tiny", "flagship"])
def text(request: pytest.FixtureRequest) -> str:
    dataset: Dataset = request.getfixturevalue(request.param)
    return page(dataset)


def test_ids_are_unique_and_every_anchor_leads_somewhere(text: str) -> None:
    parsed = Parsed(text)
    ids = parsed.values("id")
    assert len(ids) == len(set(ids))
    anchors = {href[1:] for href in parsed.values("href") if href.startswith("#")}
    assert anchors <= set(ids)


def test_every_record_has_its_anchor(flagship: Dataset) -> None:
    ids = set(Parsed(page(flagship)).values("id"))
    assert set(flagship.tables["records"]["id"].to_pylist()) <= ids


def test_addresses_are_files_of_the_release_or_on_the_web(text: str, tiny: Dataset) -> None:
    hrefs = Parsed(text).values("href")
    others = [href for href in hrefs if not href.startswith(("#", "https://", "http://", "data:,"))]
    assert {re.sub(r"rdf/.*", "rdf", href) for href in others} == {
        "datapackage.json",
        "parquet/datapackage.json",
        "rdf",
        "README.md",
        "CHANGELOG.md",
        "SHA256SUMS",
    }


def test_the_policy_allows_the_style_and_the_script_and_nothing_else(text: str) -> None:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert found
    policy = dict(part.strip().split(" ", 1) for part in found[1].replace("&#39;", "'").split(";"))
    for name, element in (("style-src", "style"), ("script-src", "script")):
        [inline] = re.findall(rf"<{element}>(.*?)</{element}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert policy[name] == f"'sha256-{digest}'"
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["img-src"] == "data:"


def test_nothing_needs_what_the_policy_forbids(text: str) -> None:
    parsed = Parsed(text)
    assert not parsed.values("style")
    assert not parsed.values("src")
    assert not [name for _, attrs in parsed.elements for name in attrs if name.startswith("on")]


def test_search_engines_are_told_what_it_is(tiny: Dataset) -> None:
    described = linked_data(page(tiny))
    assert described["@type"] == "Dataset"
    assert described["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert described["identifier"] == "https://example.org/tiny/release/1.0.0"
    assert described["temporalCoverage"] == "2010-01-01/2022-12-31"
    assert described["variableMeasured"] == ["Population", "Growth of population"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_stays_text(tiny: Dataset, attack: str) -> None:
    text = page(attacked(tiny, attack))
    parsed = Parsed(text)
    assert [tag for tag, _ in parsed.elements].count("script") == 2
    assert not [tag for tag, _ in parsed.elements if tag == "img"]
    assert attack in " ".join(parsed.texts["h1"])
    assert linked_data(text)["name"] == attack
    assert not [href for href in parsed.values("href") if attack in href]


def undated(dataset: Dataset, **source: Any) -> str:
    """The page of the dataset whose statements have no date, and whose sources were published as given."""
    tables = dict(dataset.tables)
    for table, cells in (("statements", dict.fromkeys(SAID)), ("sources", dict.fromkeys(PUBLISHED) | source)):
        rows = [row | cells for row in tables[table].to_pylist()]
        tables[table] = type(tables[table]).from_pylist(rows, tables[table].schema)
    return page(Dataset(dataset.metadata, tables))


SAID = [name for name in TABLES["statements"].names if name.startswith("said")]
PUBLISHED = [name for name in TABLES["sources"].names if name.startswith("published")]


def test_a_statement_without_a_date_has_that_of_its_publication(tiny: Dataset) -> None:
    text = undated(tiny, **hostile.days("published", "2022-11-16"))
    assert text.count('<span class="lead">published 16 November 2022</span>') == tiny.count("statements")
    assert "<b>When</b> published 16 November 2022</li>" in text
    assert 'data-when="2022-11-16" data-who="org-un' in text
    assert text.count('class="dot hollow"') == tiny.count("statements")
    assert "A hollow dot stands where its source was published" in text
    assert "A hollow dot" not in page(tiny)


def test_a_statement_without_any_date_is_undated(tiny: Dataset) -> None:
    text = undated(tiny)
    assert text.count('<span class="lead">undated</span>') == tiny.count("statements")
    assert 'class="dot' not in text


@example([(3, 100_001), (342, 100), (400, 10_000)])  # two touch
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(-5, 10**7)), min_size=1, max_size=14, unique=True))
def test_labels_of_a_plot_never_meet(points: list[tuple[int, int]]) -> None:
    drawn = plot(len(points), [plottable(*point) for point in points], bool)
    labels = [(mark.x, mark.y + mark.label_y, mark.label) for mark in drawn.marks if mark.label]
    labels += [(0, tick.at - 4, tick.label * 2) for tick in drawn.rows]  # these begin at the left edge
    labels += [(tick.at, BOTTOM + 19, tick.label) for tick in drawn.columns]
    for (x, y, text), (other_x, other_y, other) in itertools.combinations(labels, 2):
        if {text, other} & {mark.label for mark in drawn.marks}:
            pixels = round(abs(x - other_x) * 2.8, 6)  # of a phone on which plots are 280 pixels wide
            assert abs(y - other_y) >= 12 or pixels >= 7 * (len(text) + len(other)) / 2, (text, other)


def plottable(day: int, value: int) -> dict[str, Any]:
    """What a plot needs of a figure."""
    when = date(2020, 1, 1) + timedelta(days=day)
    told = {"measure_id": "var-a", "measure": "A", "unit": "NUM", "modality": "observed", "availability": "given"}
    empty = dict.fromkeys(("about", "place", "flags", "dimensions", "reporter", "stated"))
    numbers = dict.fromkeys(("value", "low", "high"), value)
    return {
        **({"id": f"fig-{day}-{value}", "qualifier": "exact"} | told | empty | numbers),
        **hostile.days("period", when.isoformat()),
    }


def test_an_arrow_downwards_ends_above_the_words_of_the_axis() -> None:
    drawn = plot(2, [plottable(0, 1000), plottable(9, 1) | {"value": None, "low": None}], bool)
    least = drawn.marks[1]
    assert least.arrow > 0
    assert least.y + least.arrow <= BOTTOM


def test_a_sign_says_who_is_counted_and_who_counts() -> None:
    rows = [plottable(0, 1), plottable(1, 2) | {"about": "A", "reporter": "B"}, plottable(2, 3) | {"reporter": "B"}]
    assert plot(3, rows, bool).series == ("somebody not named", "A, according to B", "B")


def test_a_figure_says_where_and_of_which_part_it_is_wherever_it_is_named(tiny: Dataset) -> None:
    """In a list of districts, or of women and men, a number without these says nothing."""
    text = page(tiny)
    [item] = re.findall(r'<li id="fig-people-2022".*?</summary>', text, re.DOTALL)
    assert '<span class="where">the world</span> <span class="part">sex: both</span>' in item
    said = "a rounded 8,000,000,000, 15 November 2022, sex: both, the world, everybody, according to United Nations"
    assert f"<title>{said}</title>" in text
    assert "(Population)</a>, 15 November 2022, sex: both, the world, United Nations" in text


def test_one_reporter_of_all_signs_is_named_once() -> None:
    rows = [plottable(day, 1) | {"place": f"P{day}", "reporter": "B"} for day in range(9)]
    drawn = plot(9, rows, bool)
    assert (drawn.series, drawn.reporter) == (("P0", "P1", "P2", "P3", "P4", "P5", "others"), "B")
    assert plot(1, rows[:1], bool).series == ("P0, according to B",)


def test_a_single_figure_is_drawn_where_it_leaves_something_open(tiny: Dataset) -> None:
    text = page(tiny)
    assert text.count('<svg class="plot"') == 2
    assert "at least, or more</span></li>" in text
    rows = [row | {"value": 1.0, "low": 1.0, "high": 1.0} for row in tiny.tables["figures"].to_pylist()]
    figures = pa.Table.from_pylist(rows, tiny.tables["figures"].schema)
    assert page(Dataset(tiny.metadata, {**tiny.tables, "figures": figures})).count('<svg class="plot"') == 1


def test_each_dot_has_a_place_of_its_own_and_says_to_whom() -> None:
    day = date(2024, 1, 1)
    said = {"kind": "claim", "summary": "It rains", "told": True, "first": day, "last": day}
    rows = [said | {"id": f"stmt-{n}", "addressees": "Everybody" if n else None} for n in range(20)]
    drawn = lanes([({"id": "org-a", "name": "A", "statements": 20}, rows)], bool)
    assert drawn is not None
    [lane] = drawn.lanes
    assert len({dot.y for dot in lane.dots}) == len(lane.dots) == 12
    assert [dot.text for dot in lane.dots[:2]] == ["claim: It rains", "claim to Everybody: It rains"]


def test_a_lane_without_room_says_so(tiny: Dataset) -> None:
    statements = tiny.tables["statements"]
    rows = [statements.to_pylist()[0] | {"id": f"stmt-{n}"} for n in range(20)]
    tables = {**tiny.tables, "statements": pa.Table.from_pylist(rows, statements.schema)}
    assert '<tspan class="quiet">20, 12 drawn</tspan>' in page(Dataset(tiny.metadata, tables))
    assert "drawn</tspan>" not in page(tiny)


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2023-08-20", "2024-02-10", ["Sep 2023", "Nov", "Jan 2024"]),
        ("2022-09-15", "2023-12-05", ["Oct 2022", "Jan 2023", "Apr", "Jul", "Oct"]),
        ("2023-11-20", "2024-03-10", ["Dec 2023", "Jan 2024", "Feb", "Mar"]),
        ("2024-02-01", "2024-05-01", ["Feb 2024", "Mar", "Apr", "May"]),
        ("2023-12-20", "2024-01-09", ["20 Dec 2023", "25 Dec", "30 Dec", "4 Jan 2024", "9 Jan"]),
        ("2018-07-01", "2021-02-01", ["2019", "2020", "2021"]),
    ],
)
def test_the_first_of_each_year_on_a_scale_says_its_year(first: str, last: str, labels: list[str]) -> None:
    ticks = time(map(date.fromisoformat, (first, last))).ticks()
    assert [f"{tick.label} {tick.year}".strip() for tick in ticks] == labels


@given(st.dates(), st.dates())
def test_words_below_a_scale_never_meet(first: date, last: date) -> None:
    ticks = time([first, last]).ticks()
    assert ticks
    assert all("0" <= (tick.year or tick.label)[-1] <= "9" for tick in ticks[:1]), "the first says its year"
    for tick, other in itertools.pairwise(ticks):
        pixels = (other.at - tick.at) * 2.8  # of a phone on which plots are 280 pixels wide
        assert pixels >= 6.2 * max(len(tick.label) + len(other.label), len(tick.year) + len(other.year)) / 2


def test_a_scale_says_one_year_and_two_years() -> None:
    ticks = height([2], TOP, BOTTOM).ticks("YR")
    assert [tick.label for tick in ticks] == ["0 years", "0.5 years", "1 year", "1.5 years", "2 years"]


def test_a_scale_of_small_numbers_says_them() -> None:
    ticks = height([2e-15], TOP, BOTTOM).ticks("NUM")
    assert [tick.label for tick in ticks[1:3]] == ["0.0000000000000005", "0.000000000000001"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//example.org"])
def test_only_web_addresses_become_links(tiny: Dataset, url: str) -> None:
    sources = tiny.tables["sources"]
    rows = [row | {"url": url} for row in sources.to_pylist()]
    text = page(Dataset(tiny.metadata, {**tiny.tables, "sources": type(sources).from_pylist(rows, sources.schema)}))
    assert url not in Parsed(text).values("href")


def test_an_address_with_marks_that_no_iri_has_is_a_link_to_it(tiny: Dataset) -> None:
    urls = {url for url in tiny.tables["sources"]["url"].to_pylist() if url}
    assert any(set(url) >= set(' >{}|"\\^`') for url in urls)
    hrefs = {href for href in Parsed(page(tiny)).values("href") if href.startswith("http")}
    assert urls <= {unquote(href) for href in hrefs}
    assert not [href for href in hrefs if set(href) & set(' <>{}|"\\^`')]


def test_a_dataset_with_nothing_in_it_has_a_page() -> None:
    text = page(hostile.dataset({}))
    assert "Nothing of that sort is on record" in text
    Parsed(text)


def test_the_page_of_a_large_release_is_small_and_says_so() -> None:
    dataset = large(4000)
    text = page(dataset)
    assert len(text.encode()) <= LARGEST
    assert "too large for one page" in text
    shown = [record for record in Parsed(text).values("id") if record.startswith("fig-")]
    assert 40 < len(shown) < 400
    assert "fig-3999" in shown, "the latest figure"
    assert "fig-7" in shown, "the largest"
    assert "the latest 60 of 4,000" in text
    assert '<ul class="records" data-all="4,000">' in text


def test_whatever_ends_says_of_how_many_it_is() -> None:
    dataset = large(4000)
    tables = dict(dataset.tables)
    figures = [row | {"measure_id": f"var-{n % 45:02}"} for n, row in enumerate(tables["figures"].to_pylist())]
    measures = [{"id": f"var-{n:02}", "name": f"M{n}", "statistic": "count", "definition": "M"} for n in range(45)]
    statement = {"id": "stmt-a", "speaker_id": "org-a", "summary": "A", "kind": "claim", "source_id": "src-a"}
    added = {"measures": measures, "statements": [statement | {"attribution": "paraphrase", "medium": "press"}]}
    tables["figures"] = pa.Table.from_pylist(figures, tables["figures"].schema)
    tables |= {name: pa.Table.from_pylist(rows, tables[name].schema) for name, rows in added.items()}
    text = page(Dataset(dataset.metadata, tables))
    assert "Drawn are the 12 measures with most figures, of 45." in text
    assert "The 30 measures with most figures, of 45." in text
    assert " and 1 statement. <a" in text
    [shown] = re.findall(r'<h3>Measures <span class="quiet">(\d+)(?: of 45)?</span></h3>', text)
    assert int(shown) == len([each for each in Parsed(text).values("id") if each.startswith("var-")])
    tables["measures"] = pa.concat_tables([tables["measures"], tables["measures"].slice(0, 1)])
    assert f"{shown} of 46</span></h3>" in page(Dataset(dataset.metadata, tables))


def test_nothing_is_said_of_how_many_where_all_is_shown(tiny: Dataset) -> None:
    assert not re.search(r"with most figures, of|</h3> of|\d of \d+</span></h3>", page(tiny))


def large(count: int) -> Dataset:
    """A dataset of many figures of one measure, one figure a day."""
    days = [hostile.days("period", f"{2000 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}") for n in range(count)]
    figures = [
        {
            "id": f"fig-{n}",
            "measure_id": "var-a",
            "source_id": "src-a",
            "unit": "NUM",
            "modality": "observed",
            "availability": "given",
            "qualifier": "exact",
            "stated": "1",
            "corroboration": "single_source",
            "value": 1e6 if n == 7 else n,
            "low": n,
            "high": n,
            "bounds_basis": "qualifier",
            **days[n],
        }
        for n in range(count)
    ]
    wide = [row | {"measure": "A", "statistic": "count", "source": "A", "reporter": "B"} for row in figures]
    records = [
        {"id": row["id"], "type": "figure", "status": "active", "since": "1.0.0", "changed": "1.0.0"} for row in figures
    ]
    return hostile.dataset({"figures": figures, "figures_wide": _only("figures_wide", wide), "records": records})


def _only(table: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: row.get(name) for name in TABLES[table].names} for row in rows]


def test_the_gate_reads_the_page(tiny_release: Path, tmp_path: Path) -> None:
    lexicon = Lexicon("salt")
    lexicon.add("Объединённых")
    text = (tiny_release / "index.html").read_text("utf-8")
    hidden = "".join(f"&#{ord(letter)};" for letter in "Объединённых")
    (tmp_path / "index.html").write_text(text.replace("Объединённых", hidden), "utf-8")
    _, problems = Gate(lexicon).search(tmp_path)
    assert [(problem.where.file, problem.code) for problem in problems] == [("index.html", "withheld-word")]


def test_a_missing_or_changed_page_is_noticed(records: Path) -> None:
    release = build(records, "out").path
    path = release / "index.html"
    path.write_text(path.read_text("utf-8").replace("Population", "Pollution"), "utf-8")
    assert "changed-file" in {problem.code for problem in Release(release).verify().problems}
    path.unlink()
    assert "missing-file" in {problem.code for problem in Release(release).verify().problems}


def test_a_figure_has_one_card_with_all_that_speaks_against_it(flagship: Dataset) -> None:
    text = page(flagship)
    [cards] = re.findall(r'<ul class="contests">(.*?)</ul>', text, re.DOTALL)
    figures = re.findall(r'<li><p><a href="#([^"]*)"', cards)
    assert len(figures) == len(set(figures))
    first = re.sub(r"<[^>]*>", "", cards.partition("</li>")[0])
    assert figures[0] == "fig-called-up-2022-prachatai"
    for point in ("Conflict with about 300,000", "Corrected by about", "Implausible", "Disputed", "Mistranslated"):
        assert first.count(point) == 1
    assert text.count('class="tag warn">Conflict<') == flagship.count("conflicts")


def test_search_engines_are_told_of_the_graph_that_is_there(tiny: Dataset) -> None:
    assert '"contentUrl": "rdf/tiny.ttl.zst"' in page(tiny, ["rdf/tiny.ttl.zst"])


def test_no_conflict_of_a_much_contested_figure_is_left_out(tiny: Dataset) -> None:
    shelf, names = Shelf(), [f"fig-{number:03d}" for number in range(80)]
    [figure] = tiny.rows("FROM figures WHERE id = 'fig-people-2010'")
    shelf.rows |= {name: figure | {"id": name} for name in names}
    rows = [{"id": f"conflict-{name}", "figure_id": names[0], "other_id": name, "reason": ""} for name in names[1:]]
    shelf.add("conflicts", "figure_id", names, rows[:MOST])  # as many as a shelf takes of one record
    shelf.add("conflicts", "other_id", names, rows)
    assert sum(len(contest.points) for contest in contests(shelf, set(names))) == len(rows)
