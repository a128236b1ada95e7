"""Parts of tables are written by tasks, to the byte as they are written here."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.bulk.conftest import contents

from onrecord.layout import Layout
from onrecord.publish import Built, build
from onrecord.write.tables import Part, write_part

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
LAYOUT = Layout(part_rows=300, compression="zst")


@pytest.fixture(scope="session")
def built(network: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A release in parts, written here."""
    return build(network, tmp_path_factory.mktemp("parts") / "release", layout=LAYOUT)


def left_by_spark(spark: Any, release: Path, folder: Path) -> list[Path]:
    """The figures of a release as Spark leaves them: sorted, in files of its own number."""
    files = [str(path) for path in (release / "parquet" / "figures").iterdir()]
    spark.read.parquet(*files).repartitionByRange(3, "id").sortWithinPartitions("id").write.parquet(str(folder))
    return sorted(folder.glob("part-*.parquet"))


def test_tasks_write_the_same_bytes(spark: Any, built: Built, tmp_path: Path) -> None:
    from onrecord.spark.writing import by_parts

    files = left_by_spark(spark, built.path, tmp_path / "figures")
    assert len(files) > 1
    stems = LAYOUT.stems("figures", 1_000)
    parts = [
        Part("figures", LAYOUT.csv(stem), f"parquet/{stem}.parquet", LAYOUT.turtle("network", stem)) for stem in stems
    ]
    for folder in ("release", "drafts"):
        (tmp_path / folder).mkdir()
    write = partial(write_part, parts, built.dataset.metadata.base_iri, "en")
    schema = pq.read_schema(built.path / "parquet" / "figures" / "figures-0001.parquet")
    written = by_parts(spark, files, schema, 300, tmp_path / "release", tmp_path / "drafts", write)
    assert {file for part in written for file in part} == {file for file in built.files if "figures-0" in file.path}
    expected = {path: content for path, content in contents(built.path).items() if "figures-0" in path}
    assert contents(tmp_path / "release") == expected
    assert not list((tmp_path / "drafts").iterdir())


@given(st.lists(st.integers(0, 40), min_size=1, max_size=5), st.integers(1, 30), st.integers(1, 12))
def test_slices_are_all_rows_in_order(
    tmp_path_factory: pytest.TempPathFactory, counts: list[int], rows: int, group: int
) -> None:
    pytest.importorskip("pyspark")
    from onrecord.spark.writing import read, slices

    folder, first = tmp_path_factory.mktemp("files"), 0
    for number, count in enumerate(counts):
        table = pa.table({"n": pa.array(range(first, first + count), pa.int64())})
        pq.write_table(table, folder / f"part-{number}.parquet", row_group_size=group)
        first += count
    parts = slices(sorted(folder.iterdir()), rows)
    schema = pa.schema([("n", pa.int64())])
    found = [[n for batch in read(part, schema) for n in batch["n"].to_pylist()] for part in parts]
    assert [n for part in found for n in part] == list(range(first))
    assert all(len(part) == rows for part in found[:-1])
    assert not found or found[-1]


def failing(number: int, rows: Iterator[pa.RecordBatch], folder: Path) -> None:
    (folder / "half").write_text("half")
    raise OSError("no more")


def test_a_task_that_fails_leaves_nothing(spark: Any, built: Built, tmp_path: Path) -> None:
    from pyspark.errors import PySparkException

    from onrecord.spark.session import reason
    from onrecord.spark.writing import by_parts

    files = left_by_spark(spark, built.path, tmp_path / "figures")
    for folder in ("release", "drafts"):
        (tmp_path / folder).mkdir()
    schema = pa.schema([("id", pa.string())])
    with pytest.raises(PySparkException) as failed:
        list(by_parts(spark, files, schema, 300, tmp_path / "release", tmp_path / "drafts", failing))
    assert reason(failed.value) == "OSError: no more"
    assert contents(tmp_path / "release") == contents(tmp_path / "drafts") == {}


def test_a_folder_that_is_gone_is_not_made_again(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    from onrecord.spark.writing import _move

    (tmp_path / "draft" / "data").mkdir(parents=True)
    (tmp_path / "draft" / "data" / "figures.csv").touch()
    with pytest.raises(FileNotFoundError):
        _move(tmp_path / "draft", tmp_path / "gone")
    assert not (tmp_path / "gone").exists()
