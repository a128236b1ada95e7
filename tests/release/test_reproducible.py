"""Same records, same issue date: same bytes. Nothing depends on order, hash seed, time zone or locale."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.batches import BATCH_ROWS
from onrecord.dataset import Dataset
from onrecord.publish import build
from onrecord.schema import write_schema
from onrecord.tables import TABLES
from onrecord.write.csv import write_csv
from onrecord.write.turtle import write_turtle

PROJECT = Path(__file__).parents[2]
TINY = PROJECT / "tests" / "tiny"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_build_changes_no_byte(release: Path, tmp_path: Path) -> None:
    name = "tiny" if (release / "rdf/tiny.ttl").exists() else "flagship"
    records = TINY / "records" if name == "tiny" else PROJECT / "records"
    assert contents(build(records, tmp_path / "again").path) == contents(release)


def test_the_committed_release_is_that_of_the_committed_records(tmp_path: Path) -> None:
    built = contents(build(PROJECT / "records", tmp_path / "datapackage").path)
    assert contents(PROJECT / "datapackage") == built, "run `make release` and commit datapackage/"


def test_the_committed_schemas_are_those_of_the_models(tmp_path: Path) -> None:
    write_schema(tmp_path / "schema")
    assert contents(PROJECT / "schema") == contents(tmp_path / "schema"), "run `make schema` and commit schema/"


def test_the_tiny_release_is_the_golden_one(tiny_release: Path) -> None:
    golden = contents(TINY / "golden")
    built = contents(tiny_release)
    assert {path: built[path].decode() for path in golden} == {path: text.decode() for path, text in golden.items()}


@pytest.mark.parametrize("write", [write_csv, partial(write_turtle, language="en")], ids=["csv", "turtle"])
def test_text_does_not_depend_on_how_many_rows_it_is_made_of(flagship: Dataset, write: Callable[..., object]) -> None:
    for name in ("figures", "statements", "sources"):
        written = []
        for rows in (1, 7, BATCH_ROWS):
            sink = BytesIO()
            write(TABLES[name], flagship.tables[name].combine_chunks().to_batches(rows), sink=sink)
            written.append(sink.getvalue())
        assert written[0] == written[1] == written[2]


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_records_give_the_same_bytes(tiny_release: Path, tmp_path: Path, seed: int) -> None:
    shuffle = random.Random(seed).shuffle
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / "dataset.yaml").write_bytes((TINY / "records/dataset.yaml").read_bytes())
    for path in (TINY / "records").glob("[!d]*.yaml"):
        (folder / path.name).write_text(
            yaml.safe_dump(_shuffled(yaml.load(path.read_text(), yaml.BaseLoader), shuffle))
        )
    assert contents(build(folder, tmp_path / "out").path) == contents(tiny_release)


def _shuffled(value: Any, shuffle: Callable[[list[Any]], None]) -> Any:
    if isinstance(value, dict):
        items = [(key, _shuffled(part, shuffle)) for key, part in value.items()]
        shuffle(items)
        return dict(items)
    if isinstance(value, list):
        parts = [_shuffled(part, shuffle) for part in value]
        shuffle(parts)
        return parts
    return value


def test_another_process_gives_the_same_bytes(tiny_release: Path, tmp_path: Path) -> None:
    odd = {"PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONUTF8": "0", "COLUMNS": "40"}
    command = [sys.executable, "-m", "onrecord", "build", str(TINY / "records"), "--into", str(tmp_path / "out")]
    subprocess.run(command, env={**os.environ, **odd}, check=True, capture_output=True)
    assert contents(tmp_path / "out") == contents(tiny_release)
