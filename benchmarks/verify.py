"""How fast ``onrecord verify`` is beside ``frictionless validate``: whole processes, in turn, on one release.

    python benchmarks/verify.py --figures 100000 1000000 --runs 3

Both are given each release as it is, and the smallest once more after an error of each of six sorts was put into its
figures: the remarks tell what both made of it, and which of the six cells they named.
"""

import argparse
import csv
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from environments import program, version
from generate import generate_release
from processes import Run, in_turn
from results import Row, save

AIMS = {100_000: 10.0, 1_000_000: 25.0}
"""How many times as fast as frictionless, by the number of figures."""
FIGURES = "data/figures.csv"
Place = tuple[int, int]
"""Row and column of figures.csv; the header is row 1, the first column 1."""


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


def verdict(run: Run, planted: list[Place], found: set[Place]) -> str:
    """What a tool made of a release."""
    if not planted:
        return "valid" if run.valid else "INVALID"
    named = sum(place in found for place in planted)
    return f"{'VALID' if run.valid else 'invalid'}, {named} of {len(planted)} cells named"


def measure(release: Path, figures: int, runs: int, planted: list[Place]) -> Iterator[Row]:
    """Both tools in turn, so that a busy minute hits both."""
    verify = [program("onrecord"), "-m", "onrecord", "verify", str(release), "--all", "--format", "json"]
    ways = {"onrecord": [verify]}
    if frictionless := program("frictionless", "frictionless"):
        ways["frictionless"] = [[frictionless, "validate", "--json", str(release / "datapackage.json")]]
    found = in_turn(ways, runs, may_fail=True, reads=release)
    for tool, read in (("onrecord", ours), ("frictionless", theirs)):
        if tool in found:
            last = found[tool][-1]
            note = verdict(last, planted, read(last.said) if planted else set())
            aim = AIMS.get(figures) if tool != "onrecord" and not planted else None
            input = f"{figures:,} figures{f', {len(planted)} errors planted' if planted else ''}"
            yield Row.of(input, version(tool), figures, found[tool], aim, note)


def main() -> None:
    """Generates, plants, measures, saves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, nargs="+", default=[100_000, 1_000_000], help="figures in each release")
    parser.add_argument("--runs", type=int, default=3, help="runs of each tool")
    options = parser.parse_args()
    rows = list[Row]()
    for number in sorted(options.figures):
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
            clean = generate_release(number, Path(place) / "clean")
            if number == min(options.figures):
                broken = Path(shutil.copytree(clean, Path(place) / "broken"))
                rows += measure(broken, number, options.runs, plant(broken))
            rows += measure(clean, number, options.runs, [])
    save("verify", "figures", rows)


if __name__ == "__main__":
    main()
