"""The programs that a page offers run as they stand, in the folder of the release, and give what is in it."""

import html
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

import onrecord
from onrecord.layout import Layout
from onrecord.page.snippets import snippets
from onrecord.publish import build

HERE = Path(__file__).parent
BY_TOOL = {snippet.tool: snippet.code for snippet in snippets("tiny")}


def output(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("tool", ["pandas", "polars"])
def test_python(tool: str, tiny_release: Path) -> None:
    assert "Population" in output([sys.executable, "-X", "utf8", "-c", BY_TOOL[tool]], tiny_release)


def test_duckdb(tiny_release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tiny_release)
    rows = sorted(duckdb.execute(BY_TOOL["DuckDB"]).fetchall(), key=lambda row: row[3])
    assert [row[3] for row in rows] == ["1 billion", "7 billion", "80 billion", "eight billion"]


def test_sparql_with_and_without_this_library(tiny_release: Path) -> None:
    import pyoxigraph

    store = pyoxigraph.Store()
    store.load(path=str(tiny_release / "rdf" / "tiny.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    answer = store.query(BY_TOOL["SPARQL"])
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    assert len(list(answer)) == len(onrecord.open(tiny_release).sparql(BY_TOOL["SPARQL"])) == 4


def test_r(tiny_release: Path) -> None:
    if not shutil.which("Rscript"):
        pytest.skip("needs R")
    assert "Population" in output(["Rscript", "--vanilla", "-e", BY_TOOL["R"]], tiny_release)


def test_javascript(node: str, tiny_release: Path, tmp_path: Path) -> None:
    shutil.copytree(tiny_release, tmp_path / "release")
    (tmp_path / "release" / "load.mjs").write_text(BY_TOOL["JavaScript"], "utf-8")
    (tmp_path / "node_modules").symlink_to(HERE / "node_modules")
    assert "Population" in output([node, "load.mjs"], tmp_path / "release")


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The tiny release with two rows a file, and what it says of how to load it."""
    place = tmp_path_factory.mktemp("parts")
    release = build(HERE.parent / "tiny" / "records", place / "parts", layout=Layout(part_rows=2)).path
    paths = [path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()]
    return release, {snippet.tool: snippet.code for snippet in snippets("tiny", paths)}


def test_a_release_in_parts_says_how_all_of_it_is_read(parts: tuple[Path, dict[str, str]]) -> None:
    release, by_tool = parts
    page, described = html.unescape((release / "index.html").read_text("utf-8")), (release / "README.md").read_text()
    for code in by_tool.values():
        assert code in page
        assert code in described
        assert "0001" not in code
    assert "each with a header" in described
    for text in (page, described):
        assert "any store that has loaded rdf/tiny*.ttl" in text
    heads = {path.read_text("utf-8").partition("\n")[0] for path in (release / "data" / "figures_wide").iterdir()}
    assert len(heads) == 1


@pytest.mark.parametrize("tool", ["pandas", "polars"])
def test_python_of_a_release_in_parts(tool: str, parts: tuple[Path, dict[str, str]]) -> None:
    assert "Growth of population" in output([sys.executable, "-X", "utf8", "-c", parts[1][tool]], parts[0])


def test_duckdb_of_a_release_in_parts(parts: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(parts[0])
    assert len(duckdb.execute(parts[1]["DuckDB"]).fetchall()) == 4


def test_r_of_a_release_in_parts(parts: tuple[Path, dict[str, str]]) -> None:
    if not shutil.which("Rscript"):
        pytest.skip("needs R")
    told = 'cat("\n", nrow(figures), "rows", sprintf("%.0f", sum(figures$low, na.rm = TRUE)))'
    assert output(["Rscript", "--vanilla", "-e", parts[1]["R"], "-e", told], parts[0]).split()[-3:] == totals(parts[0])


def test_javascript_of_a_release_in_parts(node: str, parts: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    told = "console.log(figures.length, 'rows', figures.reduce((sum, { low }) => sum + (low ?? 0), 0));"
    shutil.copytree(parts[0], tmp_path / "release")
    (tmp_path / "release" / "load.mjs").write_text(f"{parts[1]['JavaScript']}\n{told}", "utf-8")
    (tmp_path / "node_modules").symlink_to(HERE / "node_modules")
    assert output([node, "load.mjs"], tmp_path / "release").split()[-3:] == totals(parts[0])


def test_r_of_tables_compressed_with_zstd(tiny_release: Path, parts: tuple[Path, Any], tmp_path: Path) -> None:
    if not shutil.which("Rscript") or not shutil.which("zstd"):
        pytest.skip("needs R and zstd")
    for number, release in enumerate((tiny_release, parts[0])):
        paths = compressed(release, tmp_path / str(number))
        by_tool = {snippet.tool: snippet for snippet in snippets("tiny", paths)}
        assert by_tool["R"].needs == "R itself, and the zstd command"
        assert by_tool["SPARQL"].needs.endswith(".ttl.zst, unpacked with zstd -d")
        told = 'cat("\n", nrow(figures), "rows", sprintf("%.0f", sum(figures$low, na.rm = TRUE)))'
        command = ["Rscript", "--vanilla", "-e", by_tool["R"].code, "-e", told]
        assert output(command, tmp_path / str(number)).split()[-3:] == totals(release)


def compressed(release: Path, into: Path) -> list[str]:
    """Puts a table's CSV files where R looks for them, compressed as a build does it; the paths of such a release."""
    names = []
    for path in sorted(release.glob("data/figures_wide/*")) or [release / "data" / "figures_wide.csv"]:
        names.append(path.relative_to(release).as_posix())
        packed = into / f"{names[-1]}.zst"
        packed.parent.mkdir(parents=True, exist_ok=True)
        with pa.output_stream(packed, compression="zstd") as file:
            file.write(path.read_bytes())
    return [*(f"{name}.zst" for name in [*names, "rdf/tiny.ttl"]), *(name.replace("data", "parquet") for name in names)]


def totals(release: Path) -> list[str]:
    """How many figures there are, and the sum of what they say at least."""
    lows = onrecord.open(release).figures_wide.arrow["low"].to_pylist()
    return [str(len(lows)), "rows", f"{sum(filter(None, lows)):.0f}"]
