"""Writes the golden files of the tiny dataset anew. Read the diff before you commit."""

import tempfile
from pathlib import Path

from onrecord.publish import build

TINY = Path(__file__).parent / "tiny"

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        release = build(TINY / "records", Path(folder) / "datapackage").path
        for path in (TINY / "golden").rglob("*.*"):
            path.write_bytes((release / path.relative_to(TINY / "golden")).read_bytes())
