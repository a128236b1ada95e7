"""The folder of records that somebody means."""

from pathlib import Path

from onrecord.problems import UsageError

DATASET = "dataset.yaml"
"""The file, at the top of the folder, in which a dataset tells of itself."""


def records_folder(folder: Path) -> Path:
    """The folder, if it may be one of records. Raises UsageError where it is none, or where it holds one instead."""
    if not folder.is_dir():
        raise UsageError(f"{folder.as_posix()} is not a folder{_around(folder)}")
    if not (folder / DATASET).exists() and (inner := _inside(folder)):
        raise UsageError(f"{folder.as_posix()} has no {DATASET}; did you mean {inner.as_posix()}?")
    return folder


def around(file: Path) -> Path | None:
    """The nearest folder above a file that holds a dataset."""
    return next((folder for folder in file.parents if (folder / DATASET).is_file()), None)


def _around(path: Path) -> str:
    meant = around(path) if path.is_file() else None
    return f"; did you mean {meant.as_posix()}?" if meant else ""


def _inside(folder: Path) -> Path | None:
    """The one folder right below that holds a dataset."""
    found = [inner for inner in sorted(folder.iterdir()) if (inner / DATASET).is_file()]
    return found[0] if len(found) == 1 else None
