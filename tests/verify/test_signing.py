"""The commands of docs/verification.md sign a release, and refuse one that was changed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.verify.damage import sum_up

from onrecord.verify import verify

PAGE = Path(__file__).parents[2] / "docs" / "verification.md"

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")


def run(commands: str, folder: Path) -> int:
    """The exit code of shell commands in a folder; the first that fails ends them."""
    here = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {**os.environ, "PATH": here, "KEY": str(folder / "key"), "SIGNER": "desk@example.org"}
    return subprocess.run(["sh", "-ec", commands], cwd=folder, env=settings, capture_output=True).returncode


def test_the_documented_commands(copy: Path, tmp_path: Path) -> None:
    sign, check = re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert run("ssh-keygen -q -t ed25519 -N '' -f key", tmp_path) == 0
    assert run(sign, tmp_path) == 0
    assert run(check, tmp_path) == 0
    assert verify(copy)
    (copy / "README.md").write_text("Another one.")
    sum_up(copy)
    assert run(check, tmp_path) != 0
