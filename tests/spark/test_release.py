"""A build on Spark gives the release, and the problems, of a build in this process."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.layout import Layout
from onrecord.load import load
from onrecord.problems import Refused, UsageError
from onrecord.publish import build

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
SETTINGS = {"spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN"}
"""Of few rows, code takes longer to compile than it saves."""
FAR, SOME = (SETTINGS | {"spark.onrecord.smallTables": rows} for rows in ("-1", "100"))
"""No table is held in this process, or only small ones."""


def files(release: Path) -> dict[str, bytes]:
    """Every file of a release."""
    return {path.relative_to(release).as_posix(): path.read_bytes() for path in release.rglob("*") if path.is_file()}


def rules() -> Any:
    """The tests of the rules, with a case for each."""
    spec = importlib.util.spec_from_file_location("rules", Path(__file__).parents[1] / "check" / "test_rules.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def problems_on_spark(records: Path, **options: Any) -> tuple[object, ...]:
    """What a build on Spark refuses records for."""
    with pytest.raises(Refused) as refused:
        build(records, "release", engine="spark", **options)
    return refused.value.problems


@pytest.mark.slow
@pytest.mark.usefixtures("spark")
def test_problems_are_the_same(records: Path) -> None:
    cases = rules()
    for code, file, old, new, *_ in cases.BROKEN:
        if code in cases.TOGETHER:
            cases.break_rule(records / f"{file}.yaml", code, old, new)
    _, expected = load(records)
    assert {problem.code for problem in expected} >= set(cases.TOGETHER)
    assert problems_on_spark(records, spark_conf=FAR) == expected


@pytest.mark.slow
@pytest.mark.usefixtures("spark")
def test_changes_without_a_reason_are_the_same(records: Path, tiny_release: Path) -> None:
    text = (records / "reports.yaml").read_text("utf-8").replace("7e9", "7.1e9").replace("7 billion", "7.1 billion")
    (records / "reports.yaml").write_text(text, "utf-8")
    _, expected = load(records, previous=tiny_release)
    assert {problem.code for problem in expected} >= {"unexplained-change", "same-version"}
    assert problems_on_spark(records, previous=tiny_release, spark_conf=FAR) == expected


@pytest.mark.slow
@pytest.mark.usefixtures("spark", "small_parts")
def test_a_release_has_the_same_bytes(network: Path, tmp_path: Path) -> None:
    layout = Layout(part_rows=300)
    here = build(network, tmp_path / "here", layout=layout)
    there = build(network, tmp_path / "there", layout=layout, engine="spark", spark_conf=SOME)
    assert files(there.path) == files(here.path)
    assert there.warnings == here.warnings
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_is_missing_is_told(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="no engine is called `daft`: take one of duckdb, spark"):
        build(records, "release", engine="daft")
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(UsageError, match=r"pip install 'onrecord\[spark\]'"):
        build(records, "release", engine="spark")


def test_a_missing_java_is_told(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    monkeypatch.setattr(sessions.SparkSession, "getActiveSession", lambda: None)
    monkeypatch.setenv("JAVA_HOME", str(records))
    with pytest.raises(UsageError, match="needs Java 17 or later, and there is none"):
        build(records, "release", engine="spark")


@pytest.mark.parametrize(("version", "is_told"), [("1.8.0_402", "this is 8"), ("11.0.2", "this is 11"), (None, "none")])
def test_another_java_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str | None, is_told: str
) -> None:
    from onrecord.spark.session import check_java

    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n" if version else "no program", "utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UsageError, match=f"needs Java 17 or later, and .*{is_told}"):
        check_java()


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("options", "is_told"),
    [
        (["--engine", "spark", "--conf", "spark.executor.memory"], "`spark.executor.memory` is not KEY=VALUE"),
        (["--engine", "spark", "--conf", "=x"], "`=x` is not KEY=VALUE"),
        (["--engine", "spark", "--conf", "spark.onrecord.smallTables=x"], "is a number of rows, not `x`"),
        (["--master", "local"], "go with `--engine spark`"),
        (["--conf", "a=b"], "go with `--engine spark`"),
    ],
)
def test_wrong_settings_are_told_before_spark_starts(options: list[str], is_told: str) -> None:
    told = CliRunner().invoke(main, ["build", *options])
    assert told.exit_code == 2
    assert is_told in told.output
    assert not list(Path().glob(".*.work"))


@pytest.mark.usefixtures("spark")
def test_a_setting_that_spark_does_not_take_is_told(records: Path) -> None:
    with pytest.raises(UsageError, match=r"does not take the setting `spark.sql.shuffle.partitions`: .*abc"):
        build(records, "release", engine="spark", spark_conf={"spark.sql.shuffle.partitions": "abc"})
