"""A release to damage."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def copy(tiny_release: Path, tmp_path: Path) -> Path:
    """A copy of the tiny dataset's release."""
    return Path(shutil.copytree(tiny_release, tmp_path / "datapackage"))
