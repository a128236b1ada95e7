"""A network's records, small, and the sizes from which on an input counts as large, small too."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.read import part, workers

PROJECT = Path(__file__).parents[2]


def generator() -> Any:
    """The module that makes records of a network."""
    spec = importlib.util.spec_from_file_location("records", PROJECT / "benchmarks" / "records.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of 1,000 figures, as JSON Lines."""
    made = generator()
    made.ORGANIZATIONS, made.PLACES = 50, 20
    folder: Path = made.write(1_000, tmp_path_factory.mktemp("network"))
    return folder


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Inputs of a few kilobytes are read in parts, by workers."""
    monkeypatch.setattr(part, "PART", 20_000)
    monkeypatch.setattr(workers, "_WORTH", 1)


def contents(release: Path) -> dict[str, bytes]:
    """Every file of a release."""
    return {path.relative_to(release).as_posix(): path.read_bytes() for path in release.rglob("*") if path.is_file()}


Contents = Callable[[Path], dict[str, bytes]]
