"""What an opened release does for people in notebooks: rows as models, tables and plots to look at."""

from pathlib import Path
from typing import Any

import matplotlib
import pytest

import onrecord
from onrecord.layout import Layout
from onrecord.parquet import ParquetTables
from onrecord.publish import build
from onrecord.release import Release

TINY = Path(__file__).parent / "tiny" / "records"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    matplotlib.use("Agg")
    return Release(build(TINY, tmp_path_factory.mktemp("extras") / "datapackage").path)


def test_rows_as_models(release: Release) -> None:
    models = list(release.figures.models())
    assert type(models[0]).__name__ == "Figure"
    assert (models[0].id, models[0].low) == ("fig-growth", 1e9)
    assert [model._asdict() for model in models] == release.figures.to_dicts()
    assert next(release.sql("SELECT 1 AS class, 2 AS n").models()) == (1, 2)


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
    (tmp_path / "datapackage.json").write_text("{}")
    (tmp_path / "parquet" / "places.parquet").write_bytes(b"PAR1 and nothing")
    with pytest.raises(onrecord.UsageError, match=r"places\.parquet cannot be read"):
        Release(tmp_path).sql("SELECT * FROM places")


def test_a_plot_has_ranges_and_arrows(release: Release) -> None:
    axes = release.plot("var-population", "org-un")
    assert axes.get_title() == "Population"
    [points] = axes.lines
    assert sorted(points.get_ydata()) == [7e9, 8e9]
    open_ended = release.plot("Growth of population")
    [arrow] = open_ended.texts
    assert arrow.arrow_patch is not None
    assert arrow.xyann[1] > 0, "upwards, for more than"
    matplotlib.pyplot.close("all")


def test_a_plot_of_nothing_says_so(release: Release) -> None:
    with pytest.raises(onrecord.UsageError, match="has no figures of 'var-none' of 'org-un'"):
        release.plot("var-none", "org-un")


def test_a_graph_alone_explains_and_counts_the_same(release: Release) -> None:
    alone = onrecord.open(release.path / "rdf" / "tiny.ttl")
    assert str(alone.explain("fig-growth")) == str(release.explain("fig-growth"))
    assert "<td>statements</td><td>2</td>" in alone._repr_html_()


def test_a_release_in_parts_is_explained_and_queried_the_same(release: Release, tmp_path: Path) -> None:
    parts = onrecord.open(build(TINY, tmp_path / "parts", layout=Layout(part_rows=2)).path)
    assert str(parts.explain("fig-growth")) == str(release.explain("fig-growth"))
    query = "SELECT id FROM citations ORDER BY id"
    assert parts.sql(query).to_dicts() == release.sql(query).to_dicts()
