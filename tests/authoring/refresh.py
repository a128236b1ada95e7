"""Writes docs/problems.md and the outputs in docs/tutorial.md anew: ``python tests/authoring/refresh.py``."""

import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"

if __name__ == "__main__":
    sys.path.insert(0, str(DOCS.parent))
    from tests.readme.refresh import refreshed

    from onrecord.explain import page

    (DOCS / "problems.md").write_text(page(), "utf-8")
    tutorial = DOCS / "tutorial.md"
    with tempfile.TemporaryDirectory() as place:
        tutorial.write_text(refreshed(tutorial.read_text("utf-8"), Path(place)), "utf-8")
