"""Reaching Spark: a session for one build, or words that say what is missing."""

import os
import re
import shutil
import subprocess
import sys
import warnings
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
_QUIET = Path(__file__).with_name("log4j2.properties")

_SETTINGS: Mapping[str, str] = {
    "spark.app.name": "onrecord",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_QUIET.as_uri()}",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""What users may set otherwise."""
_FIXED: Mapping[str, str] = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.constraintPropagation.enabled": "false",
}
"""What results depend on; and constraints, which of statements with many columns take minutes to propagate."""


@contextmanager
def connected(master: str = "", conf: Mapping[str, str] | None = None) -> Iterator["SparkSession"]:
    """A session of Spark, stopped at the end.

    Where this process has one already, whatever its ``master``, a new one beside it is used, and what runs is left as
    it is; of ``conf`` it takes what may still be set. Raises UsageError where pyspark or Java is missing, or where the
    master cannot be reached, where a setting cannot be what it is given, or where Spark fails.
    """
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession

        from onrecord.spark.functions import register
    except ImportError as error:
        raise UsageError(f"the engine `spark` needs more ({error}): pip install 'onrecord[spark]'") from error
    running = SparkSession.getActiveSession()
    session = running.newSession() if running else _started(master or MASTER, conf or {})
    try:
        for name, value in {**(conf or {}), **_FIXED}.items():
            _set(session, name, value)
        register(session)
        yield session
    except (PySparkException, Py4JError) as error:
        raise UsageError(f"Spark cannot go on: {reason(error)}") from error
    finally:
        if running is None:
            session.stop()


def _set(session: "SparkSession", name: str, value: str) -> None:
    """Gives a setting a value, if it may still be set."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        if session.conf.isModifiable(name):
            session.conf.set(name, value)
    except (PySparkException, Py4JError) as error:
        raise UsageError(f"Spark does not take the setting `{name}`: {reason(error)}") from error


def _started(master: str, conf: Mapping[str, str]) -> "SparkSession":
    from py4j.protocol import Py4JError
    from pyspark import SparkContext
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    check_java()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master)
    for name, value in {**_SETTINGS, **conf}.items():
        builder = builder.config(name, value)
    before = SparkContext._active_spark_context
    try:
        return builder.getOrCreate()
    except (PySparkException, Py4JError, OSError, RuntimeError) as error:
        left = SparkContext._active_spark_context
        if left is not None and left is not before:
            left.stop()
        raise UsageError(f"no Spark at `{master}`: {reason(error)}") from error


def reason(error: Exception) -> str:
    """What went wrong, in the one line of an error of Spark, Java or a task's Python that tells it."""
    if "stopped SparkContext" in str(error):
        return "it does not answer"
    lines = [line.strip() for line in str(error).splitlines()]
    lines = [line for line in lines if line and not line.startswith("SQLSTATE")]
    if any("Python worker" in line for line in lines[:1]):
        return lines[-1]
    told = next((line for line in lines if re.match(r"(: )?(java|org|scala)[.\w]+(Exception|Error): ", line)), "")
    return told.partition(": ")[2] if told.startswith(": ") else told or (lines[0] if lines else type(error).__name__)


def check_java() -> None:
    """Raises UsageError where there is no Java that Spark runs on."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    found = re.search(r'version "(?:1\.)?(\d+)', _version(java) if java else "")  # until 8, it was called 1.8
    if found is None or int(found[1]) < _JAVA:
        there = f"this is {found[1]}" if found else "there is none"
        raise UsageError(f"the engine `spark` needs Java {_JAVA} or later, and {there}: install it, or set JAVA_HOME")


def _version(java: str) -> str:
    """What a Java says of its version; nothing where it cannot be run."""
    try:
        return subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    except OSError:
        return ""
