"""On a cluster: the same release, whoever is killed meanwhile."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.bulk.conftest import contents, generator
from tests.spark.cluster import Cluster
from tests.spark.conftest import JAVA, SOURCE, needs_spark
from tests.spark.driver import LAYOUT

from onrecord.publish import build

pytestmark = pytest.mark.slow
DRIVER = Path(__file__).parent / "driver.py"
FIGURES = 200
FAR, NEAR = 220, 100_000
"""Tables of no more rows are held by the driver as well: all but the citations, or all."""
_PATIENCE = 240.0
Build = subprocess.Popen[str]
"""A build in a process of its own."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One master and two workers, as processes of this machine."""
    needs_spark()
    cluster = Cluster(tmp_path_factory.mktemp("cluster"), [SOURCE], JAVA)
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of a few figures, as JSON Lines."""
    made = generator()
    made.ORGANIZATIONS, made.PLACES, made.MEASURES = 20, 20, 20
    folder: Path = made.write(FIGURES, tmp_path_factory.mktemp("records"))
    return folder


@pytest.fixture(scope="module")
def here(records: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build on this machine writes."""
    return contents(build(records, tmp_path_factory.mktemp("here") / "release", layout=LAYOUT).path)


def start(cluster: Cluster, records: Path, into: Path, part_bytes: int = 20_000, small: int = NEAR) -> Build:
    """Starts a build on the cluster."""
    command = [sys.executable, str(DRIVER), str(records), str(into), cluster.master, str(part_bytes), str(small)]
    return subprocess.Popen(
        command,
        env=cluster.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for(process: Build, found: Callable[[], bool]) -> None:
    """Waits until something is so, while a process runs."""
    until = time.monotonic() + _PATIENCE
    while not found():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.05)


def finished(process: Build) -> str:
    """What a process that ended well has said."""
    said, complaints = process.communicate(timeout=_PATIENCE)
    assert process.returncode == 0, (said, complaints)
    return said


def test_a_cluster_makes_the_same_release(
    cluster: Cluster, records: Path, here: dict[str, bytes], tmp_path: Path
) -> None:
    finished(start(cluster, records, tmp_path / "release", small=FAR))
    assert contents(tmp_path / "release") == here
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_a_killed_worker_changes_nothing(
    cluster: Cluster, records: Path, here: dict[str, bytes], tmp_path: Path
) -> None:
    read = tmp_path / ".release.work" / "parts"
    process = start(cluster, records, tmp_path / "release", part_bytes=2_000)
    wait_for(process, lambda: len(list(read.glob("*.rows"))) > 5)
    cluster.kill_worker()
    wait_for(process, lambda: len(list(read.glob("*.rows"))) > 10)
    finished(process)
    cluster.add_worker("another")
    assert contents(tmp_path / "release") == here
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_a_killed_driver_leaves_the_old_release_and_nothing_after_the_next_run(
    cluster: Cluster, records: Path, here: dict[str, bytes], tmp_path: Path
) -> None:
    old = contents(build(records, tmp_path / "release").path)
    process = start(cluster, records, tmp_path / "release")
    wait_for(process, lambda: bool(list(tmp_path.glob(".release.staging-*/data/*/*.csv"))))
    process.kill()  # its Java ends by itself, a moment later
    process.wait()
    assert contents(tmp_path / "release") == old
    assert (tmp_path / ".release.work").exists()
    assert contents(build(records, tmp_path / "release", layout=LAYOUT).path) == here
    process.communicate(timeout=_PATIENCE)
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_a_bad_record_is_told_with_file_and_line(cluster: Cluster, records: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(records, tmp_path / "records")
    path = folder / "figures.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[150] = lines[150].replace('"observed"', '"obserfed"')
    lines[180] = lines[180].replace('"place_id":"place-', '"place_id":"place-x')
    path.write_text("".join(lines), "utf-8")
    process = start(cluster, folder, tmp_path / "release")
    said, complaints = process.communicate(timeout=_PATIENCE)
    assert process.returncode == 1, complaints
    told = [line.removeprefix(f"{path}:").split(":") for line in said.splitlines()]
    assert [(line, code.strip()) for line, _, code in told] == [("151", "unknown-code"), ("181", "unknown-reference")]
    assert not (tmp_path / "release").exists()
