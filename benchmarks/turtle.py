"""How many triples a second become Turtle: from Arrow columns in memory to a file, on one core.

    python benchmarks/turtle.py --figures 500000 --runs 3

Every tool writes the graph of the same figures, hostile texts among them, in a process of its own; that the graphs are
the same is checked before, on some rows. The clock runs in the process, from Arrow in memory to the end of the file.
Peers are given columns whose texts are ready; onrecord makes the texts of numbers, periods and flags itself.
"""

import argparse
import json
import tempfile
from pathlib import Path

from environments import program, version
from graphs import check_same, prepare, turtle_command
from mapping import count
from processes import Run, in_turn, run
from results import Row, save

READY = "pyoxigraph_ready"
"""pyoxigraph once more, given its own terms."""
SHARES = {"onrecord": 1.0, "pyoxigraph": 1.0, READY: 0.1, "maplib": 0.5, "rdflib": 0.05}
"""The share of the figures that a tool writes: triples a second are compared, and the slow ones need not write all."""
AIMS = {"pyoxigraph": 15, "maplib": 60, "rdflib": 400}
CHECKED = 1_000
"""Rows of which every tool must make the same graph."""


def main() -> None:
    """Generates, checks, measures, saves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=500_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    tools = {tool: python for tool in SHARES if (python := program(_peer(tool)))}
    numbers = {tool: max(int(options.figures * SHARES[tool]), 1) for tool in tools}
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        folder = Path(place)
        ready = prepare(folder, max(options.figures, CHECKED))
        for tool, python in tools.items():
            run(turtle_command(tool, python, folder, CHECKED))
        check_same({tool: folder / f"{tool}.ttl" for tool in tools})
        ways = {tool: [turtle_command(tool, python, folder, numbers[tool])] for tool, python in tools.items()}
        runs = in_turn(ways, options.runs, cores=1, makes={tool: folder / f"{tool}.ttl" for tool in tools})
        said = json.loads((folder / "texts.json").read_text("utf-8"))
    counts = {tool: count(said, ready.slice(0, number)) for tool, number in numbers.items()}
    save("turtle", "triples", [_row(tool, counts[tool], runs[tool]) for tool in tools])


def _peer(tool: str) -> str:
    return tool.removesuffix("_ready")


def _row(tool: str, triples: int, runs: list[Run]) -> Row:
    clocked = [Run(float(each.said), each.megabytes) for each in runs]
    name = version(_peer(tool)) + (", terms ready" if tool == READY else "")
    return Row.of("figures as Arrow", name, triples, clocked, AIMS.get(tool), f"{triples:,} triples")


if __name__ == "__main__":
    main()
