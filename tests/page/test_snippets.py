"""The programs that a page offers run as they stand, in the folder of the release, and give what is in it."""

import html
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
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


@pytest.mark.parametrize("tool", ["pandas", "polars", "DuckDB"])
def test_a_release_in_parts(tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = build(HERE.parent / "tiny" / "records", tmp_path / "parts", layout=Layout(part_rows=2)).path
    paths = [path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()]
    [code] = [snippet.code for snippet in snippets("tiny", paths) if snippet.tool == tool]
    assert code in html.unescape((release / "index.html").read_text("utf-8"))
    monkeypatch.chdir(release)
    if tool == "DuckDB":
        assert len(duckdb.execute(code).fetchall()) == 4
    else:
        assert "Growth of population" in output([sys.executable, "-X", "utf8", "-c", code], release)
