"""A build on Spark gives the release and the problems of a build in this process."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.problems import Refused, UsageError
from onrecord.publish import build, load

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
SMALL = "spark.onrecord.smallTables"


def files(release: Path) -> dict[str, bytes]:
    """Every file of a release."""
    return {path.relative_to(release).as_posix(): path.read_bytes() for path in release.rglob("*") if path.is_file()}


@pytest.fixture
def rows(spark: Any) -> Iterator[Any]:
    """Says how many rows a table may have that is held in this process."""
    yield lambda count: spark.sparkContext._jsc.sc().conf().set(SMALL, str(count))
    spark.sparkContext._jsc.sc().conf().remove(SMALL)
