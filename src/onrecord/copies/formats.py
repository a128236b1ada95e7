"""Which copy is written how, and when it takes its place."""

import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb

from onrecord.copies.archive import to_zip
from onrecord.copies.duck import to_duckdb
from onrecord.copies.sqlite import to_sqlite
from onrecord.copies.workbook import to_xlsx
from onrecord.problems import UsageError
from onrecord.release import Release, open_release
from onrecord.tables import TABLES

FORMATS: dict[str, Callable[[Release, Path], None]] = {
    "sqlite": to_sqlite,
    "duckdb": to_duckdb,
    "xlsx": to_xlsx,
    "zip": to_zip,
}
"""The formats by name, which is also what their files end in."""


def convert(release: str | Path | Release, into: str | Path, to: str = "") -> Path:
    """Writes a copy of a release into one new file; returns its path.

    ``to`` is one of ``FORMATS``; without it the end of the file's name tells. Raises UsageError for another one, for a
    file that exists, and for a release that cannot be read or does not fit into the format.
    """
    into = Path(into)
    form = to or into.suffix.removeprefix(".")
    if form not in FORMATS:
        raise UsageError(f"{form!r} is no format of a copy: the formats are {', '.join(FORMATS)}")
    if into.exists():
        raise UsageError(f"{into} exists: choose another name, or remove it")
    opened = release if isinstance(release, Release) else open_release(release)
    if form != "zip":  # whose files need no reading: they are held against their checksums as they are packed
        _read_all(opened)
    try:
        with tempfile.TemporaryDirectory(prefix=".onrecord-", dir=into.parent) as place:
            part = Path(place, "copy")
            FORMATS[form](opened, part)
            part.rename(into)
    except (OSError, sqlite3.Error, duckdb.Error) as error:
        raise UsageError(f"cannot write {into}: {getattr(error, 'strerror', None) or error}") from error
    return into


def _read_all(release: Release) -> None:
    """UsageError for a release of which a file cannot be read, by its name and before anything is written."""
    for name in TABLES:
        for _ in release.batches(name):
            pass
