"""The tiny dataset as version 1.0.0, published, and its records as version 1.1.0, to be edited."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def edit(path: Path, *edits: tuple[str, str]) -> None:
    """Replaces the first occurrence of each text in a file; a missing file is empty."""
    text = path.read_text("utf-8") if path.exists() else ""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def continued(records: Path, release: Path) -> Path:
    """The tiny dataset's records as version 1.1.0, with its release of version 1.0.0 beside them as `old`."""
    shutil.copytree(release, records.parent / "old")
    edit(records / "dataset.yaml", ("version: 1.0.0", "version: 1.1.0"), ("issued: 2024-01-31", "issued: 2024-02-29"))
    edit(records / "dataset.yaml", ("name: tiny", "previous: ../old\nname: tiny"))
    return records


@pytest.fixture
def later(records: Path, tiny_release: Path) -> Path:
    """The records of version 1.1.0, with the release of version 1.0.0 at `old`, in the current folder."""
    return continued(records, tiny_release)


@pytest.fixture
def reasons(later: Path) -> Callable[[str], Path]:
    """Writes changes.yaml of version 1.1.0."""

    def write(text: str) -> Path:
        (later / "changes.yaml").write_text(text, "utf-8")
        return later

    return write
