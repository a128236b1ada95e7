"""How many triples a second become Turtle: from Arrow columns in memory to a file, on one core.

    python benchmarks/turtle.py --figures 100000

Each way writes the triples of the same figures: onrecord's kernels from Arrow columns; pyoxigraph and rdflib from
their own terms and graphs, which are made before the clock starts.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pyarrow as pa
import pyoxigraph
import rdflib
from generate import METADATA, generate

from onrecord.dataset import BATCH_ROWS
from onrecord.tables import TABLES
from onrecord.write.turtle import prologue, write_turtle

RDFLIB_FIGURES = 5_000
"""As many as rdflib writes in some seconds."""


def timed(write: Callable[[Path], None], path: Path, runs: int) -> float:
    """The median of the seconds that a way to write takes."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        write(path)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main() -> None:
    """Measures and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    pa.set_cpu_count(1)
    table = TABLES["figures"]
    rows = generate(options.figures).tables["figures"].combine_chunks()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        path = Path(folder) / "figures.ttl"

        def ours(path: Path, rows: pa.Table = rows) -> None:
            with path.open("wb") as sink:
                sink.write(prologue(METADATA.base_iri))
                write_turtle(table, rows.to_batches(BATCH_ROWS), sink, METADATA.language)

        seconds = {"onrecord": timed(ours, path, options.runs)}
        triples = [quad.triple for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)]
        counts = {"onrecord": len(triples), "pyoxigraph": len(triples)}
        turtle = pyoxigraph.RdfFormat.TURTLE
        seconds["pyoxigraph"] = timed(lambda path: _pyoxigraph(triples, path, turtle), path, options.runs)
        ours(path, rows.slice(0, RDFLIB_FIGURES))
        graph = rdflib.Graph().parse(path)
        counts["rdflib"] = len(graph)
        seconds["rdflib"] = timed(lambda path: _rdflib(graph, path), path, options.runs)
    rates = {name: counts[name] / seconds[name] for name in seconds}
    print("| tool | triples | triples/s | onrecord is so many times as fast |\n|---|---:|---:|---:|")
    for name, rate in rates.items():
        print(f"| {name} | {counts[name]:,} | {rate:,.0f} | {rates['onrecord'] / rate:.1f} |")


def _pyoxigraph(triples: list[pyoxigraph.Triple], path: Path, form: pyoxigraph.RdfFormat) -> None:
    with path.open("wb") as sink:
        pyoxigraph.serialize(triples, sink, form)


def _rdflib(graph: rdflib.Graph, path: Path) -> None:
    graph.serialize(str(path), format="turtle")


if __name__ == "__main__":
    main()
