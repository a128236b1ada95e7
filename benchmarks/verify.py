"""How fast ``onrecord verify`` is beside ``frictionless validate``: whole processes, in turn, on one release.

python benchmarks/verify.py --figures 100000 --runs 3
"""

import argparse
import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from generate import generate_release

Change = Callable[[dict[str, str]], None]


@dataclass(frozen=True)
class Run:
    """One process: seconds, megabytes at its peak, and whether it said that the release is right."""

    seconds: float
    megabytes: float
    valid: bool


def run(command: list[str]) -> Run:
    """Runs a command to its end."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1000, process.returncode == 0)


def plant(release: Path) -> int:
    """Puts an error of each sort into the figures, far apart; returns how many. The files' hashes are left wrong."""
    path = release / "data/figures.csv"
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
    for number, (column, text) in enumerate(errors, 1):
        rows[number * len(rows) // (len(errors) + 1)][rows[0].index(column)] = text
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return len(errors)


def measure(release: Path, runs: int) -> dict[str, list[Run]]:
    """Both tools in turn, so that a busy minute hits both."""
    here = Path(sys.executable).parent
    commands = {
        "onrecord verify": [sys.executable, "-m", "onrecord", "verify", str(release), "--all"],
        "frictionless validate": [str(here / "frictionless"), "validate", str(release / "datapackage.json")],
    }
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(run(command))
    return found


def table(title: str, found: dict[str, list[Run]]) -> str:
    """The runs as rows of a Markdown table."""
    medians = {name: statistics.median(each.seconds for each in runs) for name, runs in found.items()}
    slowest = medians["frictionless validate"]
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
            title = f"{options.figures:,} figures, {plant(broken)} errors planted"
            print(table(title, measure(broken, options.runs)))


if __name__ == "__main__":
    main()
