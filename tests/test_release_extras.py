"""What an opened release does for people in notebooks: rows as models, tables and plots to look at."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import matplotlib.pyplot
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import onrecord
from onrecord.chart import chart
from onrecord.cli import main
from onrecord.layout import Layout
from onrecord.parquet import ParquetTables
from onrecord.publish import build
from onrecord.release import Release
from onrecord.tables import TABLES

GRAPH = "rdf/tiny.ttl"
TINY = Path(__file__).parent / "tiny" / "records"


@pytest.fixture(scope="module")
def release(tiny_release: Path) -> Release:
    matplotlib.use("Agg")
    return Release(tiny_release)


def test_rows_as_models(release: Release) -> None:
    models = list(release.figures)
    assert type(models[0]).__name__ == "Figure"
    assert (models[0].id, models[0].low) == ("fig-growth", 1e9)
    assert [model.model_dump() for model in models] == release.figures.to_dicts()
    for name in TABLES:
        for model in release.table(name):
            assert type(model).model_validate(model.model_dump(), strict=True) == model
    assert next(iter(release.sql("SELECT 1 AS class, 2 AS n"))) == (1, 2)


def test_a_table_in_a_notebook_escapes_its_cells(release: Release) -> None:
    shown = release.sql("SELECT '<b>' AS a, NULL AS b FROM range(30)")._repr_html_()
    assert shown.count("<td>&lt;b&gt;</td><td></td>") == 20
    assert "30 rows, the first 20 shown" in shown


def test_a_release_in_a_notebook_counts_its_rows(release: Release) -> None:
    assert "<td>statements</td><td>2</td>" in release._repr_html_()


def test_nothing_is_read_before_it_is_asked_for(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    read = ParquetTables.__getitem__

    def noted(self: ParquetTables, name: str) -> Any:
        asked.append(name)
        return read(self, name)

    monkeypatch.setattr(ParquetTables, "__getitem__", noted)
    opened = Release(release.path)
    opened.sql("SELECT count(*) FROM places")
    assert asked == ["places"]


def test_a_damaged_table_is_told(release: Release, tmp_path: Path) -> None:
    (tmp_path / "parquet").mkdir()
    (tmp_path / "datapackage.json").write_text('{"name": "tiny", "version": "1.0.0"}')
    (tmp_path / "parquet" / "places.parquet").write_bytes(b"PAR1 and nothing")
    with pytest.raises(onrecord.UsageError, match=r"places\.parquet cannot be read"):
        Release(tmp_path).sql("SELECT * FROM places")


def test_what_is_damaged_in_an_archive_is_named_as_a_member_of_it(release: Release, tmp_path: Path) -> None:
    """Where an archive is unpacked says nothing to anybody, and another place is meant each time."""
    folder, packed = tmp_path / "tiny", tmp_path / "tiny.zip"
    shutil.copytree(release.path, folder)
    figures, places, graph = (folder / path for path in ("parquet/figures.parquet", "parquet/places.parquet", GRAPH))
    figures.write_bytes(b"PAR1" + b"\xff" * 200 + figures.read_bytes()[204:])
    places.unlink()
    graph.write_text("no Turtle")
    shutil.make_archive(str(tmp_path / "tiny"), "zip", tmp_path, "tiny")
    opened = onrecord.open(packed)
    asked: list[tuple[str, Callable[[], object]]] = [
        ("parquet/places.parquet cannot be read: it is missing", lambda: opened.places),
        ("parquet/places.parquet cannot be read: it is missing", lambda: opened.sql("FROM places")),
        ("parquet/figures.parquet cannot be read: Couldn't deserialize", lambda: opened.figures),
        ("parquet/figures.parquet cannot be read: Couldn't deserialize", lambda: list(opened.batches("figures"))),
        (
            "parquet/figures.parquet cannot be read: Couldn't deserialize",
            lambda: opened.sql("FROM figures"),
        ),
        ("parquet/figures.parquet cannot be read: Couldn't deserialize", lambda: opened.plot("Growth of population")),
        (f"{GRAPH} cannot be read: Parser error", lambda: opened.sparql("ASK {}")),
    ]
    for message, ask in asked:
        with pytest.raises(onrecord.UsageError, match=re.escape(f"{packed}/{message}")) as told:
            ask()
        assert str(opened.path) not in str(told.value)
    with pytest.raises(onrecord.UsageError, match=rf"{re.escape(str(packed))}/parquet/\w+\.parquet cannot be read"):
        opened.explain("fig-growth")


def test_no_link_is_followed_out_of_a_release(release: Release, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(release.path, tmp_path / "tiny"))
    names = folder / "parquet" / "names.parquet"
    names.rename(tmp_path / "elsewhere.parquet")
    names.symlink_to(tmp_path / "elsewhere.parquet")
    opened = onrecord.open(folder)
    for ask in (lambda: opened.names, lambda: opened.sql("FROM names"), lambda: opened.explain("org-un")):
        with pytest.raises(
            onrecord.UsageError, match=r"parquet/names\.parquet cannot be read: it leads out of the release"
        ):
            ask()
    compared = CliRunner().invoke(main, ["diff", str(release.path), str(folder)])
    assert compared.exit_code == 2 and "leads out of the release" in compared.stderr


def test_a_query_that_fails_on_good_files_is_told_as_such(release: Release) -> None:
    with pytest.raises(onrecord.UsageError, match="the query failed: Conversion Error"):
        release.sql("SELECT CAST(id AS INTEGER) FROM measures")


@pytest.mark.parametrize(
    "failure", [duckdb.ConversionException, duckdb.OutOfMemoryException, duckdb.PermissionException]
)
def test_no_file_is_read_for_what_no_file_can_be_at_fault_for(
    release: Release, monkeypatch: pytest.MonkeyPatch, failure: type[duckdb.Error]
) -> None:
    def fail(*_: object) -> None:
        raise failure("as it is")

    monkeypatch.setattr("onrecord.release.release.query", fail)
    monkeypatch.setattr(pq, "ParquetFile", lambda *_: pytest.fail("a file is read"))
    with pytest.raises(onrecord.UsageError, match="the query failed: as it is"):
        release.sql("FROM figures")


def test_files_are_not_held_in_memory_to_find_the_one_at_fault(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(release.path, tmp_path / "release")
    figures = folder / "parquet" / "figures.parquet"
    figures.write_bytes(b"PAR1" + b"\xff" * 200 + figures.read_bytes()[204:])
    monkeypatch.delattr(pq.ParquetFile, "read")
    with pytest.raises(onrecord.UsageError, match=r"figures\.parquet cannot be read: Couldn't deserialize"):
        Release(folder).sql("FROM figures")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        (("Popluation",), "'Population'"),
        (("var-populatoin",), "'var-population'"),
        (("Population", "org-onu"), "'org-un'"),
    ],
)
def test_a_plot_of_nothing_says_what_was_meant(release: Release, asked: tuple[str, ...], meant: str) -> None:
    with pytest.raises(onrecord.UsageError, match=rf"has no figures of .*; did you mean {meant}\?$"):
        release.plot(*asked)


@pytest.mark.parametrize("rows", [1000, 1])
def test_a_file_of_another_table_is_told(release: Release, tmp_path: Path, rows: int) -> None:
    """Whichever part of a table it is, and however it is asked for."""
    folder = build(TINY, tmp_path / "release", layout=Layout(part_rows=rows)).path
    opened = Release(folder)
    path = opened._paths("figures")[-1]
    shutil.copy(opened._paths("records")[-1], path)
    message = re.escape(f"{path} cannot be read: its columns are id, type, status, since, changed, and ")
    asked: list[Callable[[], object]] = [
        lambda: opened.figures,
        lambda: opened.count("figures"),
        lambda: opened.sql("FROM figures"),
        lambda: opened.explain("fig-growth"),
        lambda: opened.plot("Population"),
        lambda: onrecord.diff(folder, release.path),
        lambda: onrecord.convert(opened, tmp_path / "copy.xlsx"),
    ]
    for ask in asked:
        with pytest.raises(onrecord.UsageError, match=message):
            ask()


@pytest.mark.parametrize("described", [True, False])
def test_a_release_of_another_version_has_its_own_columns(release: Release, tmp_path: Path, described: bool) -> None:
    folder = shutil.copytree(release.path, tmp_path / "release")
    path, descriptor = folder / "parquet" / "places.parquet", folder / "datapackage.json"
    places = pq.read_table(path).drop_columns(["country"]).append_column("later", pa.array(["x"]))
    pq.write_table(places, path)
    said = json.loads(descriptor.read_text("utf-8"))
    for resource in said["resources"] if described else ():
        if resource["name"] == "places":
            resource["schema"]["fields"] = [{"name": name} for name in places.column_names]
    said["resources"] = said["resources"] if described else []
    descriptor.write_text(json.dumps(said), "utf-8")
    opened = Release(folder)
    assert opened.places.to_dicts()[0]["later"] == opened.sql("FROM places").to_dicts()[0]["later"] == "x"


@pytest.mark.parametrize("schema", [None, "schema.json", {"fields": 5}, {"fields": [5, {}, {"name": 5}]}])
def test_a_descriptor_that_names_no_columns_opens(release: Release, tmp_path: Path, schema: Any) -> None:
    folder = shutil.copytree(release.path, tmp_path / "release")
    resource = {"name": "places", "path": "data/places.csv", "schema": schema}
    said = {"name": "tiny", "version": "1.0.0", "resources": [resource]}
    (folder / "datapackage.json").write_text(json.dumps(said), "utf-8")
    assert Release(folder).places.to_dicts() == release.places.to_dicts()


def test_an_unknown_table_is_told_however_it_is_asked_for(release: Release) -> None:
    for ask in (release.table, release.reader, release.count):
        with pytest.raises(onrecord.UsageError, match="a release has no table 'figure'; it has records, agents"):
            ask("figure")


def test_a_release_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(onrecord.UsageError, match="there is no such folder or file"):
        onrecord.open(tmp_path / "nothing")


@pytest.mark.parametrize("content", ["[]", '{"resources": 3}', '{"resources": [{"path": [3]}]}', "{"])
def test_a_descriptor_of_another_form_is_damaged(tmp_path: Path, content: str) -> None:
    (tmp_path / "datapackage.json").write_text(content)
    with pytest.raises(onrecord.UsageError, match=r"datapackage\.json is damaged"):
        _ = Release(tmp_path).places


@pytest.mark.parametrize("empty", [("value", "low", "high"), ("period_start", "period_end")])
def test_a_plot_without_anything_to_draw_says_so(release: Release, tmp_path: Path, empty: tuple[str, ...]) -> None:
    folder = shutil.copytree(release.path, tmp_path / "release")
    path = folder / "parquet" / "figures_wide.parquet"
    table = pq.read_table(path)
    rows = [row | dict.fromkeys(empty) for row in table.to_pylist()]
    pq.write_table(pa.Table.from_pylist(rows, table.schema), path)
    message = r"no figure of 'Population' has both a number and a period \(3 left out\)"
    before = matplotlib.pyplot.get_fignums()
    with pytest.raises(onrecord.UsageError, match=message):
        Release(folder).plot("Population")
    assert matplotlib.pyplot.get_fignums() == before


def test_a_plot_has_ranges_and_arrows(release: Release) -> None:
    axes = release.plot("var-population", "org-un")
    assert axes.get_title() == "Population"
    points, *bars = axes.lines
    assert sorted(points.get_ydata()) == [7e9, 8e9]
    assert {tuple(bar.get_ydata()) for bar in bars} == {(7e9, 7e9), (8e9, 8e9), (7.5e9, 8.5e9)}
    open_ended = release.plot("Growth of population")
    [arrow] = open_ended.texts
    assert arrow.arrow_patch is not None
    assert arrow.xyann[1] > 0, "upwards, for more than"
    assert open_ended.get_ylim()[0] == 0
    assert open_ended.get_ylabel() == "Persons or other individuals counted"
    matplotlib.pyplot.close("all")


def test_a_plot_tells_observations_from_all_else_and_one_series_from_another(release: Release) -> None:
    [row] = release.sql("SELECT * FROM figures_wide WHERE id = 'fig-people-2010'").to_dicts()
    plain = row | {"modality": "observed", "flags": None}
    others = [{"modality": "promised"}, {"flags": "implausible"}, {"about": "Elsewhere"}, {"place": "Somewhere"}]
    axes = chart([plain, *(plain | other for other in others)])
    marks = [line for line in axes.lines if line.get_marker() == "o" and len(line.get_xdata())]
    assert [(line.get_markerfacecolor() == "none", len(line.get_xdata())) for line in marks] == [
        (False, 1),
        (False, 1),
        (False, 1),
        (True, 2),
    ]
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels == [
        "Somewhere, everybody, according to United Nations",
        "the world, Elsewhere, according to United Nations",
        "the world, everybody, according to United Nations",
        "not an observation, or flagged",
    ]
    matplotlib.pyplot.close("all")


def test_many_series_have_marks_of_their_own_and_the_legend_ends(release: Release) -> None:
    row = next(each for each in release.figures_wide.to_dicts() if each["value"] is not None)
    axes = chart([row | {"about": f"Town {place:02}"} for place in range(25)])
    marks = [line for line in axes.lines if line.get_marker() not in ("None", None) and len(line.get_xdata())]
    assert len({(line.get_color(), line.get_marker()) for line in marks}) == 25
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert [label for label in labels if "Town" not in label] == ["and 17 more"]
    assert len(labels) == 9
    matplotlib.pyplot.close("all")


@pytest.mark.parametrize("count", [5, 8, 25, 45])
@pytest.mark.parametrize("given", ["none", "one", "grid", "placed"])
def test_a_plot_of_many_series_keeps_its_height_and_its_legend(release: Release, count: int, given: str) -> None:
    pyplot: Any = matplotlib.pyplot
    made: dict[str, Callable[[], Any]] = {
        "none": lambda: None,
        "one": lambda: pyplot.subplots()[1],
        "grid": lambda: pyplot.subplots(2, 2)[1][1][0],
        "placed": lambda: pyplot.figure().add_axes((0.1, 0.1, 0.8, 0.8)),
    }
    row = next(each for each in release.figures_wide.to_dicts() if each["value"] is not None)
    drawn = chart(
        [row | {"about": f"Town {n:02}", "modality": ["observed", "promised"][n % 2]} for n in range(count)],
        made[given](),
    )
    drawn.figure.canvas.draw()
    whole, legend = drawn.figure.bbox, drawn.get_legend().get_window_extent()
    assert drawn.get_legend().get_texts()
    assert whole.x0 <= legend.x0 < legend.x1 <= whole.x1
    assert whole.y0 <= legend.y0 < legend.y1 <= whole.y1
    assert drawn.get_window_extent().height >= (0.2 if given == "grid" else 0.45) * whole.height
    matplotlib.pyplot.close("all")


HOSTILE = "_\x1b[31m\x1b]0;t\x07 $x^{$ <script>alert(1)</script>\r\n\x85\u2028\u202e"


@pytest.fixture(scope="module")
def hostile(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release with a hostile text in every cell of the names and texts that people are shown."""
    folder = shutil.copytree(release.path, tmp_path_factory.mktemp("hostile") / "release")
    for path in (folder / "parquet").glob("*.parquet"):
        rows = pq.read_table(path)
        shown = {"name", "label", "summary", "text", "note", "description", "measure", "reporter", "place", "stated"}
        for name in shown & set(rows.column_names):
            place = rows.column_names.index(name)
            rows = rows.set_column(place, rows.schema.field(name), pa.array([HOSTILE] * len(rows), pa.string()))
        pq.write_table(rows, path)
    return folder


def test_the_legend_of_a_plot_covers_none_of_it_however_long_its_names_are() -> None:
    row = {
        "id": "fig-a",
        "measure": "M" * 2000,
        "reporter": "R" * 2000,
        "about": None,
        "place": None,
        "unit": "PERSONS",
    }
    number = {"value": 8e9, "low": 8e9, "high": 8e9, "modality": "observed", "flags": None}
    days = {"period_start": date(2023, 1, 1), "period_end": date(2023, 3, 1)}
    axes = chart([row | number | days])
    axes.figure.canvas.draw()
    below = axes.get_legend().get_window_extent()
    assert 0 <= below.y0 < below.y1 <= axes.get_window_extent().y0
    assert axes.yaxis.get_majorticklabels()[1].get_text() == "1,000,000,000"
    matplotlib.pyplot.close("all")


@pytest.mark.parametrize(("value", "shown"), [(1e-11, "0.000000000002"), (0.3, "0.05"), (-0.3, "-0.1")])
def test_the_ticks_of_a_plot_are_the_numbers_however_small(release: Release, value: float, shown: str) -> None:
    row = next(each for each in release.figures_wide.to_dicts() if each["value"] is not None)
    axes = chart([row | {"value": number, "low": number, "high": number} for number in (value, abs(value))])
    axes.figure.canvas.draw()
    labels = [text.get_text() for text in axes.yaxis.get_majorticklabels()]
    assert shown in labels
    assert labels.count("0") == 1
    assert max(map(len, labels)) <= len(shown) + 2
    matplotlib.pyplot.close("all")


def test_hostile_names_are_drawn_as_they_are(hostile: Path) -> None:
    axes = Release(hostile).plot("var-population")
    axes.figure.canvas.draw()
    label, flagged = axes.get_legend().get_texts()
    assert flagged.get_text() == "not an observation, or flagged"
    for text in (axes.get_title(), label.get_text()):
        assert "$x^{$ <script>alert(1)</script>" in text
    matplotlib.pyplot.close("all")


def test_hostile_text_stays_text_in_a_notebook(hostile: Path) -> None:
    opened = Release(hostile)
    for shown in (opened, opened.groups, opened.figures_wide, opened.explain("fig-growth")):
        assert "<script" not in shown._repr_html_()


@pytest.mark.parametrize("width", ["60", "200"])
def test_hostile_text_does_nothing_to_a_terminal(
    release: Release, hostile: Path, width: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    commands = [
        ["diff", str(release.path), str(hostile)],
        ["show", str(hostile), "fig-growth"],
        ["query", str(hostile), "SELECT * FROM groups"],
        ["query", str(hostile), "SELECT * FROM figures_wide"],
    ]
    for command in commands:
        done = CliRunner().invoke(main, command)
        assert done.exit_code == (command[0] == "diff")
        assert "alert(1)" in done.output.replace("\n", "")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", done.output)


def test_a_plot_of_nothing_says_so(release: Release) -> None:
    with pytest.raises(onrecord.UsageError, match="has no figures of 'var-none' of 'org-un'"):
        release.plot("var-none", "org-un")


@pytest.mark.parametrize("given", [None, 5, ["fig-growth"]])
def test_what_is_no_id_is_told(release: Release, given: Any) -> None:
    with pytest.raises(onrecord.UsageError, match="is no id: an id is a text"):
        release.explain(given)


def test_a_graph_alone_explains_and_counts_the_same(release: Release) -> None:
    alone = onrecord.open(release.path / "rdf" / "tiny.ttl")
    assert str(alone.explain("fig-growth")) == str(release.explain("fig-growth"))
    assert "<td>statements</td><td>2</td>" in alone._repr_html_()


def test_a_graph_alone_tells_of_a_query_that_fails_and_of_its_tables(release: Release) -> None:
    alone = onrecord.open(release.path / "rdf" / "tiny.ttl")
    with pytest.raises(onrecord.UsageError, match="the query failed: Conversion Error"):
        alone.sql("SELECT CAST(id AS INTEGER) FROM measures")
    assert alone.has("figures")
    assert not alone.has("nothing")


@pytest.mark.parametrize(("ending", "codec"), [(".gz", "gzip"), (".zst", "zstd")])
def test_a_compressed_graph_alone_is_opened(release: Release, tmp_path: Path, ending: str, codec: str) -> None:
    path = tmp_path / f"tiny.ttl{ending}"
    with pa.output_stream(path, codec) as sink:
        sink.write((release.path / "rdf" / "tiny.ttl").read_bytes())
    alone = onrecord.open(path)
    assert alone.figures.to_arrow().equals(release.figures.to_arrow())
    assert alone.sparql("ASK { ?s a onr:Statement }").to_dicts() == [{"answer": True}]
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(onrecord.UsageError, match="cannot be read"):
        _ = onrecord.open(path).figures


def test_a_file_of_another_kind_is_told_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "tiny.jsonld"
    path.write_text("[]")
    with pytest.raises(onrecord.UsageError, match=r"ends in \.ttl or \.nt"):
        onrecord.open(path)


def test_a_release_in_parts_is_explained_and_queried_the_same(release: Release, tmp_path: Path) -> None:
    parts = onrecord.open(build(TINY, tmp_path / "parts", layout=Layout(part_rows=2)).path)
    assert str(parts.explain("fig-growth")) == str(release.explain("fig-growth"))
    query = "SELECT id FROM citations ORDER BY id"
    assert parts.sql(query).to_dicts() == release.sql(query).to_dicts()
