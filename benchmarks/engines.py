"""What an engine costs: the same build in this process and on Spark, on one core and on two.

    python benchmarks/engines.py --figures 1000000 5000000 --runs 1

The seconds of Spark are without its start, which is that of a build of next to nothing on Spark, less the same build
without it. The smallest input is built on one core as well: processes are held to it, and Spark is given one thread.
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from environments import program
from processes import Run, Way, in_turn, run
from records import write
from results import Row, save

LOCAL, SPARK = "onrecord", "onrecord --engine spark"
_AIM = 0.5
"""Spark is at least half as fast as the local path."""


def build(records: Path, release: Path, cores: int, memory: str, *, spark: bool) -> list[str]:
    """The command that builds a release in an engine."""
    command = [program("onrecord"), "-m", "onrecord", "build", str(records), "--into", str(release)]
    command += ["--memory", memory, "--workers", str(cores)]
    return [*command, "--engine", "spark", "--master", f"local[{cores}]"] if spark else command


def start(folder: Path, memory: str) -> float:
    """The seconds that Spark takes to start and to stop."""
    records = write(100, folder / "few")
    runs = [run(build(records, folder / "small", 2, memory, spark=spark)).seconds for spark in (True, False)]
    return max(runs[0] - runs[1], 0.0)


def measured(records: Path, folder: Path, cores: int, memory: str, runs: int) -> dict[str, list[Run]]:
    """The runs of both engines on so many cores."""
    into = folder / "release"
    engines: dict[str, Way] = {
        tool: [build(records, into, cores, memory, spark=tool == SPARK)] for tool in (LOCAL, SPARK)
    }
    return in_turn(engines, runs, cores=cores, makes=dict.fromkeys(engines, into))


def compared(input: str, figures: int, runs: dict[str, list[Run]], started: float) -> Iterator[Row]:
    """The rows of both engines."""
    apart = [replace(each, seconds=each.seconds - started) for each in runs[SPARK]]
    yield Row.of(input, SPARK, figures, apart, note=f"and {started:.1f} s to start")
    yield Row.of(input, LOCAL, figures, runs[LOCAL], _AIM)


def main() -> None:
    """Generates, measures, saves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, nargs="+", default=[1_000_000, 5_000_000], help="figures in the records")
    parser.add_argument("--runs", type=int, default=1, help="runs of each engine")
    parser.add_argument("--memory", default="1GB", help="what the database of each may hold")
    options = parser.parse_args()
    rows = []
    for figures in options.figures:
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
            started = start(Path(place), options.memory)
            records = write(figures, Path(place) / "records")
            for cores in (2, 1) if figures == min(options.figures) else (2,):
                runs = measured(records, Path(place), cores, options.memory, options.runs)
                rows += compared(f"{figures:,} figures, {cores} core{'s' if cores > 1 else ''}", figures, runs, started)
    save("engines", "figures", rows)


if __name__ == "__main__":
    main()
