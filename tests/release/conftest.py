"""Releases to look at: the tiny one and the flagship, each built once."""

import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent
RECORDS = {"tiny": HERE.parent / "tiny" / "records", "flagship": HERE.parents[1] / "records"}


@pytest.fixture(scope="session", params=RECORDS)
def release(request: pytest.FixtureRequest) -> Path:
    """A release of each dataset; tests that change it take `damaged`."""
    return Path(request.getfixturevalue(f"{request.param}_release"))


@pytest.fixture
def damaged(tiny_release: Path, tmp_path: Path) -> Path:
    """A copy of the tiny dataset's release, to be damaged."""
    return Path(shutil.copytree(tiny_release, tmp_path / "datapackage"))
