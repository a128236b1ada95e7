"""Spark on this machine, for those tests that need it; they are skipped where it is missing."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.bulk.conftest import network as network
from tests.bulk.conftest import small_parts as small_parts

from onrecord.problems import UsageError

JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Programs that run for seconds are faster when Java does not take time to make them faster."""
SOURCE = Path(__file__).parents[2] / "src"


def needs_spark() -> None:
    """Skips tests where Spark cannot run."""
    pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'onrecord[spark]'")
    from onrecord.spark.session import check_java

    try:
        check_java()
    except UsageError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A session on two cores of this machine."""
    needs_spark()
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = str(SOURCE)
    os.environ["JDK_JAVA_OPTIONS"] = JAVA
    builder = SparkSession.builder.master("local[2]")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "2g",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.session.timeZone": "UTC",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
