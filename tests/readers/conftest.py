"""A release with hard cells, and the programs that read it."""

import shutil
from pathlib import Path

import pytest

from onrecord.publish import build

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the tiny dataset and of ``records/hard.yaml``."""
    place = tmp_path_factory.mktemp("readers")
    shutil.copytree(HERE.parent / "tiny" / "records", place / "records")
    shutil.copy(HERE / "records" / "hard.yaml", place / "records")
    return build(place / "records", place / "release").path
