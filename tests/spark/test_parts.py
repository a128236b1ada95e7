"""Parts of the input are read, and parts of tables written, by tasks as they are on this machine."""

import os
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from onrecord.dataset import AUTHORED, Records
from onrecord.read import Work, part, read_records
from onrecord.tables import ORIGIN

pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas"),
]


@pytest.fixture(autouse=True)
def fewer_parts(small_parts: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts are small, but not so small that Spark's own work is all that takes time."""
    monkeypatch.setattr(part, "PART", 40_000)


def read_on_spark(spark: Any, folder: Path, work: Path) -> Records:
    """The records of a folder, read by tasks; tables of more than a few rows stay on Spark."""
    from onrecord.spark.reading import OnSpark
    from onrecord.spark.store import SparkStore

    return read_records(folder, Work(), OnSpark(Work(), SparkStore(spark, small=100), work))


def tables(records: Records) -> dict[str, pa.Table]:
    """Every table, in the order of reading."""
    return {name: rows.sort_by(ORIGIN) for name, rows in records.tables.items()}


def test_tasks_read_the_same_rows(spark: Any, network: Path, tmp_path: Path) -> None:
    tmp_path = tmp_path / "[a]{b,c}*?"
    tmp_path.mkdir()
    here, there = read_records(network), read_on_spark(spark, network, tmp_path)
    assert tables(there) == tables(here)
    assert there.store.count(f"{AUTHORED}figures") == 1_000
    assert len(list(tmp_path.glob("*-figures.parquet"))) > 5


def test_what_tasks_left_is_not_read_again(spark: Any, network: Path, tmp_path: Path) -> None:
    for name in ("old.draft", "old-figures.parquet", "new-figures.parquet", "kept-figures.parquet", "kept.rows"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, None if name.startswith("new") else (0, 0))
    read_on_spark(spark, network, tmp_path)
    assert not list(tmp_path.glob("old*"))
    assert {path.name for path in tmp_path.glob("*w*-figures.parquet")} == {"new-figures.parquet"}
    assert (tmp_path / "kept-figures.parquet").exists()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert tables(read_on_spark(spark, network, tmp_path)) == tables(read_records(network))
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_problems_are_told_at_their_lines(spark: Any, network: Path, tmp_path: Path, form: str) -> None:
    folder = shutil.copytree(network, tmp_path / "records")
    if form == "csv":
        lines = [f"place-x{number:05d},Place,city,UKR\n" for number in range(5_000)]
        (folder / "places-more.csv").write_text("id,name,kind,country\n" + "".join(lines), "utf-8")
        damage(folder / "places-more.csv", {4_000: ("city", "towne"), 4_500: ("UKR", "UKR,UKR")})
    damage(folder / "figures.jsonl", {700: ('"observed"', '"obserfed"'), 900: ('"value"', '"valeu"')})
    (tmp_path / "work").mkdir()
    here, there = read_records(folder), read_on_spark(spark, folder, tmp_path / "work")
    assert here.problems
    assert there.problems == here.problems
    assert [problem.excerpt for problem in there.problems] == [problem.excerpt for problem in here.problems]
    assert (there.refused, there.doubtful, there.complete) == (here.refused, here.doubtful, here.complete)
    assert tables(there) == tables(here)


def test_rows_that_are_not_checked_further_are_left_out_alike(
    spark: Any, network: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(network, tmp_path / "records")
    damage(folder / "figures.jsonl", dict.fromkeys(range(0, 1000, 3), ('"observed"', '"obserfed"')))
    monkeypatch.setattr("onrecord.read.folder.MOST", 100)
    (tmp_path / "work").mkdir()
    here, there = read_records(folder), read_on_spark(spark, folder, tmp_path / "work")
    assert 100 <= len(here.doubtful) < 300
    assert there.doubtful == here.doubtful
    assert tables(there) == tables(here)


def damage(path: Path, changes: dict[int, tuple[str, str]]) -> None:
    """Replaces something in lines, counted from 0."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    for number, (old, new) in changes.items():
        assert old in lines[number]
        lines[number] = lines[number].replace(old, new)
    path.write_text("".join(lines), "utf-8")


def test_equal_parts_of_two_files_have_rows_of_their_own(spark: Any, network: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(network, tmp_path / "records")
    shutil.copy(folder / "statements.jsonl", folder / "statements-again.jsonl")
    (tmp_path / "work").mkdir()
    assert tables(read_on_spark(spark, folder, tmp_path / "work")) == tables(read_records(folder))
