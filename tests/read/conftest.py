"""A folder of records, from the texts of its files, read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.dataset import Records
from onrecord.read import read_records

DATASET = """\
name: demo
title: Demo
description: A demo.
version: 1.0.0
issued: 2024-01-01
base_iri: https://example.org/
licence: {id: CC0-1.0, title: CC0, url: https://example.org/licence}
contributors: [{title: A}]
contact: {name: B}
"""


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Records]:
    """Reads a folder ``records`` that holds a valid dataset.yaml and the files given, name to content."""
    monkeypatch.chdir(tmp_path)

    def reading(files: dict[str, str | bytes]) -> Records:
        for name, content in {"dataset.yaml": DATASET, **files}.items():
            path = Path("records", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_records(Path("records"))

    return reading
