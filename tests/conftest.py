"""Fixtures that all tests share: the tiny dataset, and the flagship's release."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from onrecord.dataset import Dataset
from onrecord.load import load
from onrecord.publish import build

# How long an example takes says something of the machine, and nothing of the law that it proves.
settings.register_profile("patient", parent=settings.default, deadline=None)
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fuzz", type=int, default=300, help="how many damaged files are read")
    parser.addoption("--slow", action="store_true", help="run the tests that take long as well")


HERE = Path(__file__).parent
PROJECT = HERE.parent


_LONG = tuple(
    "spark/ verify/test_agreement authoring/test_explain bulk/ readme/ test_atomic history/ release/test_verify story/ "
    "verify/test_parts authoring/test_tutorial authoring/test_terminal page/test_browser replay/".split()
)
"""What takes longest: folders and files of tests."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes minutes, and all that needs Spark, is skipped unless it is asked for.

    What takes longest comes first: a process takes whole files, and would else still be at one when all others have
    nothing left.
    """
    for item in items:
        if "spark" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
        if "slow" in item.keywords and not config.getoption("--slow"):
            item.add_marker(pytest.mark.skip(reason="takes long: run pytest --slow"))
    items.sort(key=lambda item: not item.nodeid.removeprefix("tests/").startswith(_LONG))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A process takes whole files, because their tests share what they prepare; and one all that share a Spark."""
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

    class ByFile(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return "spark" if "spark/" in nodeid else str(super()._split_scope(nodeid))

    return ByFile(config, log)


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tiny dataset's records, as `records` in the current folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(HERE / "tiny" / "records", tmp_path / "records")
    return Path("records")


@pytest.fixture(scope="session")
def tiny() -> Dataset:
    """The tiny dataset, read and complete."""
    dataset, problems = load(HERE / "tiny" / "records")
    assert dataset is not None, problems
    return dataset


@pytest.fixture(scope="session")
def tiny_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny dataset's release, built once for all tests; whoever changes it takes a copy."""
    return build(HERE / "tiny" / "records", tmp_path_factory.mktemp("tiny") / "datapackage").path


@pytest.fixture(scope="session")
def flagship_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The flagship's release, built once for all tests."""
    return build(PROJECT / "records", tmp_path_factory.mktemp("flagship") / "datapackage").path


@pytest.fixture(scope="session")
def flagship() -> Dataset:
    """The flagship dataset, read and complete."""
    dataset, problems = load(PROJECT / "records")
    assert dataset is not None, problems
    return dataset
