"""Writes docs/problems.md anew: ``python tests/authoring/refresh.py``."""

from pathlib import Path

from onrecord.explain import page

DOCS = Path(__file__).parents[2] / "docs"

if __name__ == "__main__":
    (DOCS / "problems.md").write_text(page(), "utf-8")
