"""Executes a notebook with a real kernel and prints it with its outputs: ``python run.py NOTEBOOK FOLDER``.

Needs nbclient and ipykernel. The kernel is that of the Python which runs this, in the given folder.
"""

import sys
from pathlib import Path

import nbformat  # type: ignore[import-not-found]  # it has an environment of its own
from nbclient import NotebookClient  # type: ignore[import-not-found]


def executed(path: Path, folder: Path) -> str:
    """The notebook as JSON, with outputs; raises CellExecutionError for a cell that fails."""
    book = nbformat.read(path, as_version=4)
    NotebookClient(
        book, timeout=120, kernel_name="python3", record_timing=False, resources={"metadata": {"path": str(folder)}}
    ).execute()
    book.metadata.pop("language_info", None)  # the version of Python, which is not the notebook's
    return str(nbformat.writes(book)) + "\n"


if __name__ == "__main__":
    sys.stdout.write(executed(*map(Path, sys.argv[1:])))
