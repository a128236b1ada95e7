"""A release to damage."""

import shutil
from pathlib import Path

import pytest

from onrecord.publish import build

TINY = Path(__file__).parents[1] / "tiny" / "records"


@pytest.fixture(scope="session")
def tiny_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny dataset's release; tests that change it take `copy`."""
    return build(TINY, tmp_path_factory.mktemp("tiny") / "datapackage").path


@pytest.fixture
def copy(tiny_release: Path, tmp_path: Path) -> Path:
    """A copy of the tiny dataset's release."""
    return Path(shutil.copytree(tiny_release, tmp_path / "datapackage"))
