"""How long a build of a network's records takes: beside flatterer on the same input, and a plain copy of the release.

    python benchmarks/build.py --figures 1000000 --runs 3

flatterer makes CSV and Parquet of JSON Lines and validates nothing; onrecord validates every record, checks references
and rules, and makes CSV, Parquet, Turtle and checksums, with the tables that follow from the records beside them.
"""

import argparse
import tempfile
from pathlib import Path

from environments import program, version
from processes import Way, in_turn
from records import write
from results import Row, save

AIMS = {"flatterer": 1.25}
"""A build in at most 0.8 of flatterer's time."""


def ways(records: Path, folder: Path, memory: str) -> dict[str, tuple[Way, Path]]:
    """What is measured, and the folder that it writes, by the name of the tool."""
    release, copied, flat = (folder / name for name in ("release", "copied", "flat"))
    build = [program("onrecord"), "-m", "onrecord", "build", str(records), "--into", str(release), "--memory", memory]
    found: dict[str, tuple[Way, Path]] = {"onrecord": ([build], release)}
    if flatterer := program("flatterer", "flatterer"):
        command = [flatterer, "--ndjson", "--parquet", "--threads", "2", "--force"]
        inputs = sorted(records.glob("*.jsonl"))
        found["flatterer"] = [[*command, str(path), str(flat / path.stem)] for path in inputs], flat
    found["cp"] = [["cp", "--recursive", "--no-target-directory", str(release), str(copied)]], copied
    return found


def main() -> None:
    """Generates, measures, saves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=1_000_000, help="figures in the records")
    parser.add_argument("--runs", type=int, default=3, help="runs of each tool")
    parser.add_argument("--memory", default="300MB", help="what onrecord's database may hold")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        records = write(options.figures, Path(place) / "records")
        measured = ways(records, Path(place), options.memory)
        (Path(place) / "flat").mkdir()
        commands = {tool: way for tool, (way, _) in measured.items()}
        runs = in_turn(commands, options.runs, makes={tool: into for tool, (_, into) in measured.items()})
        sizes = {tool: _megabytes(into) for tool, (_, into) in measured.items()}
    names = {"cp": "cp (the same release)"}
    save(
        "build",
        "figures",
        [
            Row.of(
                f"{options.figures:,} figures as JSON Lines",
                names.get(tool) or version(tool),
                options.figures,
                runs[tool],
                AIMS.get(tool),
                f"{sizes[tool]:,.0f} MB written",
            )
            for tool in runs
        ],
    )


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    main()
