"""The metadata beside the CSV files, judged by the `csvw` library."""

import json
import shutil
import warnings
from pathlib import Path

import pytest
from csvw import CSVW

from onrecord.release import open_release
from onrecord.tables import TABLES
from onrecord.write.csvw import NAME


def judged(release: Path) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return bool(CSVW(str(release / "data" / NAME), validate=True).is_valid)
        except ValueError:
            return False


def test_a_release_is_valid(release: Path) -> None:
    assert judged(release)


def test_its_rows_are_those_of_the_tables(tiny_release: Path) -> None:
    read = {table["url"]: table["row"] for table in CSVW(str(tiny_release / "data" / NAME)).to_json()["tables"]}
    opened = open_release(tiny_release)
    assert {Path(url).stem for url in read} == set(TABLES)
    for url, rows in read.items():
        assert len(rows) == len(opened.table(Path(url).stem)), url


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        ("figures", "var-population,", "var-of-nobody,"),
        ("figures", "estimated", "guessed"),
        ("figures", "8000000000", "eight billion"),
        ("figures", "fig-growth", ""),
    ],
)
def test_a_wrong_cell_is_not(damaged: Path, table: str, right: str, wrong: str) -> None:
    path = damaged / "data" / f"{table}.csv"
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), "utf-8")
    assert not judged(damaged)


def test_the_name_is_the_one_that_others_look_for(tiny_release: Path, tmp_path: Path) -> None:
    """From a CSV file alone, its folder's metadata is found (Model for Tabular Data, 5.3)."""
    folder = Path(shutil.copytree(tiny_release / "data", tmp_path / "data"))
    tables = json.loads((folder / NAME).read_text("utf-8"))["tables"]
    assert [table["url"] for table in tables] == [f"{name}.csv" for name in TABLES]
    assert all((folder / table["url"]).is_file() for table in tables)
