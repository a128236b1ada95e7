"""Reaching Spark: a session for one build, or words that say what is missing."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.problems import UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MASTER = "local[*]"
"""Where Spark runs unless it is told otherwise: in threads of this machine."""
_JAVA = 17
"""The oldest Java that Spark 4 runs on (Spark 4.0, Overview)."""

_SETTINGS: Mapping[str, str] = {
    "spark.app.name": "onrecord",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}
"""What users may set otherwise."""
_FIXED: Mapping[str, str] = {"spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "true"}
"""What results depend on."""


@contextmanager
def connected(master: str = MASTER, conf: Mapping[str, str] | None = None) -> Iterator["SparkSession"]:
    """A session of Spark, stopped at the end.

    Raises UsageError where pyspark or Java is missing, or where the master cannot be reached.
    """
    session = _connect(master, conf or {})
    try:
        yield session
    finally:
        session.stop()


def _connect(master: str, conf: Mapping[str, str]) -> "SparkSession":
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession

        from onrecord.spark.functions import register
    except ImportError as error:
        raise UsageError("the engine `spark` needs more: pip install 'onrecord[spark]'") from error
    _check_java()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master)
    for name, value in {**_SETTINGS, **conf, **_FIXED}.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
        register(session)
    except (PySparkException, OSError, RuntimeError) as error:
        raise UsageError(f"no Spark at `{master}`: {_first_line(error)}") from error
    return session


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr if java else ""
    found = re.search(r'version "(\d+)', told)
    if not found:
        raise UsageError(f"the engine `spark` needs Java {_JAVA} or later, and there is none: set JAVA_HOME")
    if int(found[1]) < _JAVA:
        raise UsageError(f"the engine `spark` needs Java {_JAVA} or later, and this is {found[1]}: set JAVA_HOME")
