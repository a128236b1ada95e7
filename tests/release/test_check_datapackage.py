"""The descriptors of a release, judged by check-datapackage, by what the standard says must and should be."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

INSTALLED = Path(sys.prefix) / "check-datapackage/bin/check-datapackage"
"""Where `.ci/run` puts it: it needs Python 3.12 and so an environment of its own."""

pytestmark = pytest.mark.skipif(not INSTALLED.is_file(), reason="check-datapackage is not installed: see .ci/run")


def complaint(descriptor: Path) -> str:
    """What it says of a descriptor; nothing where it is content."""
    command = [str(INSTALLED), "check", "--strict", str(descriptor)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.stdout + done.stderr if done.returncode else ""


@pytest.mark.parametrize("folder", [".", "parquet"])
def test_a_release_conforms(release: Path, folder: str) -> None:
    assert complaint(release / folder / "datapackage.json") == ""


def test_a_list_of_no_keys_does_not(damaged: Path) -> None:
    path = damaged / "datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    package["resources"][0]["schema"]["foreignKeys"] = []
    path.write_text(json.dumps(package), "utf-8")
    assert "foreignKeys: []" in complaint(path)
