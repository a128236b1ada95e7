"""Releases to look at: the tiny one and the flagship, each built once."""

import shutil
from pathlib import Path

import pytest

from onrecord.publish import build

HERE = Path(__file__).parent
RECORDS = {"tiny": HERE.parent / "tiny" / "records", "flagship": HERE.parents[1] / "records"}


@pytest.fixture(scope="session", params=RECORDS)
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of each dataset; tests that change it take `damaged`."""
    return build(RECORDS[request.param], tmp_path_factory.mktemp(request.param) / "datapackage").path


@pytest.fixture(scope="session")
def tiny_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny dataset's release."""
    return build(RECORDS["tiny"], tmp_path_factory.mktemp("tiny") / "datapackage").path


@pytest.fixture
def damaged(tiny_release: Path, tmp_path: Path) -> Path:
    """A copy of the tiny dataset's release, to be damaged."""
    return Path(shutil.copytree(tiny_release, tmp_path / "datapackage"))
