"""Runs the notebook with a real kernel and writes what comes out into it: ``python tests/notebook/refresh.py``."""

import os
import site
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.readers.elsewhere import python_with
from tests.readme.refresh import PROJECT, prepare

NOTEBOOK = PROJECT / "docs" / "notebook.ipynb"


def executed(kitchen: Path) -> str:
    """The notebook with its outputs, run in ``docs/`` beside the release; skips the test where there is no kernel.

    The kernel may be that of another environment, of the same Python: it finds the packages of this one.
    """
    python = python_with("nbclient", "ipykernel")
    (kitchen / "docs").mkdir()
    paths = os.pathsep.join([str(PROJECT / "src"), *site.getsitepackages()])
    settings = {"PYTHONPATH": paths, "MPLCONFIGDIR": str(kitchen), "IPYTHONDIR": str(kitchen), "HOME": str(kitchen)}
    command = [python, "-W", "ignore", str(Path(__file__).with_name("run.py")), str(NOTEBOOK), str(kitchen / "docs")]
    done = subprocess.run(
        command, env={**os.environ, **settings}, capture_output=True, encoding="utf-8", timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    printed: str = done.stdout
    return printed


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        NOTEBOOK.write_text(executed(prepare(Path(place))), "utf-8")
