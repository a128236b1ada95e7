"""Imports of small files: a map and files by name, and what comes of them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.importing import Imported, import_files

MAP = """\
name: demo
inputs:
  - columns:
      day: {date: DD.MM.YYYY}
    skip:
      - {columns: [note], reason: prose of others}
    records:
      - table: figures
        each: {dead: dead, hurt: hurt}
        number: {format: "1 234,5"}
        fields:
          id: fig-{@name}-{day}
          source_id: src-demo
          measure_id: var-{@name}
          modality: observed
          period: "{day}"
"""
TABLE = "day,dead,hurt,note\n05.12.2023,about 5,1 234,a note\n06.12.2023,>= 7,,\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Imported]:
    """Imports files, name to content, by a map into the folder ``records``."""
    monkeypatch.chdir(tmp_path)

    def importing(files: dict[str, str | bytes], map: str = MAP, **options: Any) -> Imported:
        Path("map.yaml").write_text(map, "utf-8")
        for name, content in files.items():
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        given = options.pop("given", list(files))
        return import_files(given, "map.yaml", options.pop("into", "records"), **options)

    return importing


def records(path: str | Path = "records/figures-demo.jsonl") -> list[dict[str, Any]]:
    """The records in a file of JSON Lines."""
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
