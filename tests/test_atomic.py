"""A build that is killed, runs out of space or meets another one leaves a whole release and, in the end, no litter."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.publish import build
from onrecord.verify import verify

RECORDS = Path(__file__).parent / "tiny" / "records"

KILLED = """
import os, signal, sys
from onrecord import stage
from onrecord.publish import build
from onrecord.write.files import Folder

def dying(function, calls):
    left = iter(range(calls))
    def replacement(*given, **named):
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*given, **named)
    return replacement

records, target, point = sys.argv[1:]
if point == "before-taking-place":
    stage._take_place = dying(stage._take_place, 0)
elif point == "after-taking-place":
    stage.shutil.rmtree = dying(stage.shutil.rmtree, 0)
elif point == "between-renames":
    stage._exchange = lambda one, other: False
    stage.Path.rename = dying(stage.Path.rename, 2)  # the first is refused: the target is there
else:
    Folder.file = dying(Folder.file, int(point))
build(records, target)
"""

BUILD = "import sys, onrecord; onrecord.build(*sys.argv[1:])"

FULL = """
import resource, sys
from onrecord.publish import build
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
build(*sys.argv[1:3])
"""


@pytest.fixture
def target(tiny_release: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_release, tmp_path / "datapackage"))


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The records of another version."""
    records = Path(shutil.copytree(RECORDS, tmp_path / "newer" / "records"))
    settings = records / "dataset.yaml"
    settings.write_text(settings.read_text().replace("1.0.0", "1.0.1"))
    return records


def start(script: str, *arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def ended(process: subprocess.Popen[bytes]) -> int:
    """The exit code of a process, once it is over."""
    process.communicate()
    return process.returncode


def assert_whole(target: Path, *versions: str) -> None:
    report = verify(target)
    assert list(report) == []
    assert report.version in versions


def assert_no_litter_after(records: Path, target: Path) -> None:
    build(records, target)
    assert [path.name for path in target.parent.glob("*datapackage*")] == ["datapackage"]


@pytest.mark.parametrize("point", ["0", "30", "61", "before-taking-place"])
def test_killed_before_the_end_the_old_release_stays(target: Path, newer: Path, point: str) -> None:
    assert ended(start(KILLED, newer, target, point)) == -signal.SIGKILL
    assert_whole(target, "1.0.0")
    assert_no_litter_after(newer, target)


def test_killed_after_the_end_the_new_release_stands(target: Path, newer: Path) -> None:
    assert ended(start(KILLED, newer, target, "after-taking-place")) == -signal.SIGKILL
    assert_whole(target, "1.0.1")
    assert_no_litter_after(newer, target)


def test_killed_where_folders_cannot_be_exchanged_the_next_run_puts_the_old_one_back(target: Path, newer: Path) -> None:
    assert ended(start(KILLED, newer, target, "between-renames")) == -signal.SIGKILL
    (newer / "broken.yaml").write_text("figures: [")
    assert ended(start(BUILD, newer, target)) == 1
    (newer / "broken.yaml").unlink()
    assert_no_litter_after(newer, target)
    assert_whole(target, "1.0.1")


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_time_one_of_both_is_whole(target: Path, newer: Path, seed: int) -> None:
    process = start(BUILD, newer, target)
    time.sleep(random.Random(seed).uniform(0.5, 2.5))
    process.kill()
    ended(process)
    assert_whole(target, "1.0.0", "1.0.1")
    assert_no_litter_after(newer, target)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits on the size of files")
@pytest.mark.parametrize("size", [0, 500, 20_000])
def test_a_full_disk_leaves_the_old_release(target: Path, newer: Path, size: int) -> None:
    process = start(FULL, newer, target, size)
    _, errors = process.communicate()
    assert process.returncode == 1
    assert b"cannot write" in errors
    assert_whole(target, "1.0.0")
    assert [path.name for path in target.parent.glob("*datapackage*")] == ["datapackage"]


def test_two_builds_at_once_leave_one_whole_release(tmp_path: Path, newer: Path) -> None:
    target = tmp_path / "datapackage"
    both = [start(BUILD, records, target) for records in (RECORDS, newer)]
    assert [ended(process) for process in both] == [0, 0]
    assert_whole(target, "1.0.0", "1.0.1")
    assert [path.name for path in target.parent.glob("*datapackage*")] == ["datapackage"]
