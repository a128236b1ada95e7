"""Real tables, whole: every cell is a figure, a field or a skip, as counted by readers that know nothing of maps."""

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.importing import Imported, import_files
from onrecord.publish import build
from onrecord.verify import verify

EXAMPLES = Path(__file__).parents[2] / "examples"
CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
WORDS = frozenset("date personnel* day model manufacturer".split()) | {
    "greatest losses direction",
    "equipment_oryx",
    "equipment_ua",
}
"""The names in the files of losses that hold no numbers, and the number of the day."""
NO_NUMBERS = ("data", "stato", "lat", "long", "note")
"""The columns of the Italian files without figures, and how others of them start."""


def losses(folder: Path) -> Iterator[tuple[str, Any]]:
    for path in sorted(folder.glob("russia_losses_*.json")):
        for record in json.loads(path.read_text("utf-8")):
            yield from record.items()


def italy(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield from ((name, cell) for name, cell in row.items() if cell)


def is_figure_in_italy(name: str) -> bool:
    return not name.startswith(("codice", "denominazione", "sigla", "note")) and name not in NO_NUMBERS


def imported(name: str, data: Path, into: Path) -> Imported:
    """An example's records with those that come of its data beside them."""
    shutil.copytree(EXAMPLES / name / "records", into)
    done = import_files([data], EXAMPLES / name / "map.yaml", into)
    account = done.account
    assert account.cells == account.numbers.total() + account.fields.total() + account.skipped.total()
    assert all(reason for _, reason in account.skipped)
    return done


def test_losses(tmp_path: Path) -> None:
    cells = list(losses(EXAMPLES / "losses" / "sample"))
    done = imported("losses", EXAMPLES / "losses" / "sample", tmp_path / "records")
    numbers = [value for name, value in cells if name not in WORDS]
    assert done.account.cells == len(cells)
    assert done.records["figures"] == len(numbers)
    built = build(tmp_path / "records", tmp_path / "release")
    values = built.dataset.tables["figures"]
    given = [
        value if value is not None else low
        for value, low in zip(values["value"].to_pylist(), values["low"].to_pylist(), strict=True)
    ]
    assert sorted(given) == sorted(numbers)
    qualifiers = values["qualifier"].to_pylist()
    said = [value for name, value in cells if name == "personnel*"]
    assert (qualifiers.count("about"), qualifiers.count("more_than")) == (said.count("about"), said.count("more"))
    assert not verify(tmp_path / "release").problems


def test_italy(tmp_path: Path) -> None:
    sample = EXAMPLES / "italy" / "sample"
    cells = list(italy(sample))
    done = imported("italy", sample, tmp_path / "records")
    figures = [cell for name, cell in cells if is_figure_in_italy(name)]
    assert done.account.cells == len(cells)
    assert done.account.numbers.total() == len(figures)
    assert done.records["figures"] == len(figures) - done.repeated
    assert done.corrected == 1
    prose = sum(name.startswith("note") for name, _ in cells)
    assert sum(count for (_, reason), count in done.account.skipped.items() if reason == "prose of others") == prose
    built = build(tmp_path / "records", tmp_path / "release")
    rows = {row["id"]: row for row in built.dataset.tables["figures"].to_pylist()}
    first = rows["fig-cases-italy-2021-09-30"]
    assert (first["value"], first["corrected_by_id"]) == (4669355, "fig-cases-italy-2021-09-30-v2")
    assert rows["fig-cases-italy-2021-09-30-v2"]["value"] == 4672355
    assert not verify(tmp_path / "release").problems


@pytest.mark.skipif(not CORPORA.is_dir(), reason="needs the corpora in ../shared")
def test_all_of_the_losses(tmp_path: Path) -> None:
    corpus = CORPORA / "ukraine-russia-losses"
    cells = list(losses(corpus))
    done = imported("losses", corpus, tmp_path / "records")
    assert done.account.cells == len(cells)
    assert done.records["figures"] == sum(name not in WORDS for name, _ in cells) == 23_105
