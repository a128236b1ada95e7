"""How fast ``onrecord verify`` is beside ``frictionless validate``: whole processes, in turn, on one release.

python benchmarks/verify.py --figures 100000 --runs 3
"""

import argparse
import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from generate import generate_release

OURS, THEIRS = "onrecord verify", "frictionless validate"


@dataclass(frozen=True)
class Run:
    """One process: seconds, megabytes at its peak, whether it said that the release is right, and all that it said."""

    seconds: float
    megabytes: float
    valid: bool
    said: str


Place = tuple[int, int]
"""Row and column of figures.csv; the header is row 1, the first column 1."""
FIGURES = "data/figures.csv"


def run(command: list[str]) -> Run:
    """Runs a command to its end."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        return Run(seconds, usage.ru_maxrss / 1000, process.returncode == 0, said.read())


def plant(release: Path) -> list[Place]:
    """Puts an error of each sort into the figures, far apart; returns where. The files' hashes are left wrong."""
    path = release / FIGURES
    errors: list[tuple[str, str]] = [
        ("value", "twelve"),
        ("period_start", "2023-02-30"),
        ("modality", "guessed"),
        ("measure_id", ""),
        ("about_id", "org-nobody"),
        ("id", "fig-000000000"),
    ]
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    places = []
    for number, (column, text) in enumerate(errors, 1):
        row, position = number * len(rows) // (len(errors) + 1), rows[0].index(column)
        rows[row][position] = text
        places.append((row + 1, position + 1))
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return places


def ours(said: str) -> set[Place]:
    """Where ``onrecord verify --format json`` found something in the figures, other formats left aside."""
    problems = json.loads(said)["problems"]
    return {
        (each["row"], each["column"])
        for each in problems
        if each["file"] == FIGURES and each["code"] != "formats-disagree"
    }


def theirs(said: str) -> set[Place]:
    """Where ``frictionless validate --json`` did; column 0 where it names a row alone, as it does for keys."""
    [task] = [task for task in json.loads(said)["tasks"] if task["place"] == FIGURES]
    return {(each["rowNumber"], each.get("fieldNumber", 0)) for each in task["errors"] if "rowNumber" in each}


def compare(planted: list[Place], found: dict[str, list[Run]]) -> str:
    """Where both found the planted errors, as a Markdown table."""
    mine, other = ours(found[OURS][0].said), theirs(found[THEIRS][0].said)
    lines = ["| planted at row, column | onrecord verify | frictionless validate |", "|---|---|---|"]
    for row, column in planted:
        word = "the cell" if (row, column) in other else "the row" if (row, 0) in other else "not found"
        lines.append(f"| {row:,}, {column} | {'the cell' if (row, column) in mine else 'not found'} | {word} |")
    return "\n".join(lines)


def measure(release: Path, runs: int) -> dict[str, list[Run]]:
    """Both tools in turn, so that a busy minute hits both."""
    here = Path(sys.executable).parent
    commands = {
        OURS: [sys.executable, "-m", "onrecord", "verify", str(release), "--all", "--format", "json"],
        THEIRS: [str(here / "frictionless"), "validate", "--json", str(release / "datapackage.json")],
    }
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(run(command))
    return found


def table(title: str, found: dict[str, list[Run]]) -> str:
    """The runs as rows of a Markdown table."""
    medians = {name: statistics.median(each.seconds for each in runs) for name, runs in found.items()}
    slowest = medians[THEIRS]
    lines = []
    for name, runs in found.items():
        verdict = {True: "valid", False: "invalid"}[runs[0].valid]
        peak = max(each.megabytes for each in runs)
        ratio = slowest / medians[name]
        lines.append(f"| {title} | {name} | {medians[name]:.1f} | {ratio:.1f} | {peak:.0f} | {verdict} |")
    return "\n".join(lines)


def main() -> None:
    """Generates, plants, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=100_000, help="figures in the release")
    parser.add_argument("--runs", type=int, default=3, help="runs of each tool")
    parser.add_argument("--clean-only", action="store_true", help="leave out the variant with planted errors")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clean = generate_release(options.figures, Path(folder) / "clean")
        print("| release | tool | seconds (median) | times as fast | peak MB | verdict |")
        print("|---|---|---:|---:|---:|---|", flush=True)
        print(table(f"{options.figures:,} figures", measure(clean, options.runs)), flush=True)
        if not options.clean_only:
            broken = Path(shutil.copytree(clean, Path(folder) / "broken"))
            planted = plant(broken)
            found = measure(broken, options.runs)
            print(table(f"{options.figures:,} figures, {len(planted)} errors planted", found))
            print("", compare(planted, found), sep="\n")


if __name__ == "__main__":
    main()
