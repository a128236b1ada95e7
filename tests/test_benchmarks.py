"""The benchmarks: their page shows what was measured, and what they compare does the same work."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
BENCHMARKS = PROJECT / "benchmarks"


@pytest.fixture(autouse=True, scope="module")
def _importable() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(BENCHMARKS)
        yield


def test_the_page_shows_the_tables_of_the_results() -> None:
    tables = import_module("tables")
    text = tables.README.read_text("utf-8")
    assert tables.refreshed(text) == text


def test_every_result_is_on_the_page() -> None:
    text = (BENCHMARKS / "README.md").read_text("utf-8")
    names = [path.stem for path in BENCHMARKS.glob("results/*.json")]
    assert names
    assert [name for name in names if f"<!-- {name} -->" not in text] == []


def test_a_table_gives_medians_and_ratios() -> None:
    processes, results, tables = (import_module(module) for module in ("processes", "results", "tables"))
    slow = [processes.Run(seconds, 7.0) for seconds in (9.0, 4.0, 5.0)]
    rows = [results.Row.of("x", "one", 1000, [processes.Run(1.0, 3.0)]), results.Row.of("x", "two", 500, slow, aim=8.0)]
    lines = tables.table({"unit": "rows", "rows": [vars(each) for each in rows], "machine": "here"}).splitlines()
    assert lines[2:4] == ["| x | one | 1.0 | 1,000 |  |  | 3 |  |", "| x | two | 5.0 | 100 | 10.0 | 8 | 7 |  |"]


def test_every_process_counts_and_failures_are_told(capfd: pytest.CaptureFixture[str]) -> None:
    run = import_module("processes").run

    done = run([sys.executable, "-c", "print('well')"])
    assert (done.said, done.valid) == ("well\n", True)
    assert not run([sys.executable, "-c", "exit(3)"], may_fail=True).valid
    with pytest.raises(subprocess.CalledProcessError):
        run([sys.executable, "-c", "raise SystemExit('why')"])
    assert "why" in capfd.readouterr().err


def test_what_a_way_makes_is_gone_before_its_next_run(tmp_path: Path) -> None:
    folder, file = tmp_path / "folder", tmp_path / "file"
    folder.mkdir()
    ways = {
        "folder": [[sys.executable, "-c", f"import os; os.mkdir({str(folder / 'new')!r})"]],
        "file": [[sys.executable, "-c", f"open({str(file)!r}, 'x')"]],
    }
    runs = import_module("processes").in_turn(ways, 2, makes={"folder": folder, "file": file})
    assert [run.valid for name in ways for run in runs[name]] == [True] * 4


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The graph of the same figures, as every tool writes it that is at hand."""
    graphs, run = import_module("graphs"), import_module("processes").run
    folder = tmp_path_factory.mktemp("graphs")
    graphs.prepare(folder, 200)
    for tool in ("onrecord", "pyoxigraph", "rdflib"):
        run(graphs.turtle_command(tool, sys.executable, folder, 200))
    return {path.stem: path for path in folder.glob("*.ttl")}


def test_peers_write_the_same_graph(graphs: dict[str, Path]) -> None:
    import_module("graphs").check_same(graphs)


def test_another_graph_is_told(graphs: dict[str, Path], tmp_path: Path) -> None:
    other = tmp_path / "other.ttl"
    other.write_text(graphs["onrecord"].read_text("utf-8") + "<urn:a> <urn:b> <urn:c> .\n", "utf-8")
    with pytest.raises(SystemExit, match="other writes another graph"):
        import_module("graphs").check_same({"onrecord": graphs["onrecord"], "other": other})


def test_peers_are_pinned() -> None:
    for path in BENCHMARKS.glob("peers/*.txt"):
        assert all("==" in line for line in path.read_text("utf-8").splitlines()), path
