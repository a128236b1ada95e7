"""Verifying a release from itself alone: every byte as promised, and one content in three formats."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.problems import Problem, UsageError, Where
from onrecord.read.released import read_csv
from onrecord.read.turtle import read_turtle
from onrecord.tables import TABLES, Table

CHECKSUMS = "SHA256SUMS"
_BLOCK = 1 << 20
_DAMAGED = (OSError, pa.ArrowException, UsageError, ValueError, KeyError)
"""What reading a damaged file can end in."""


def verify(root: Path) -> list[Problem]:
    """Every fault of a release, by file. Empty for a release that is as it was published.

    Checks each file against SHA256SUMS, that nothing is missing and nothing extra, and that CSV, Parquet and Turtle
    hold equal tables. Raises UsageError where the folder has no SHA256SUMS.
    """
    listed = _listed(root)
    found = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} - {CHECKSUMS}
    faults = [
        *(_fault(path, "missing-file", "the file is missing") for path in listed.keys() - found),
        *(_fault(path, "extra-file", f"the file is not in {CHECKSUMS}") for path in found - listed.keys()),
        *(
            _fault(path, "changed-file", "the file is not the one that was published: its SHA-256 differs")
            for path in listed.keys() & found
            if _sha256(root / path) != listed[path]
        ),
    ]
    return sorted([*faults, *_disagreements(root)])


def _fault(path: str, code: str, message: str) -> Problem:
    return Problem(Where(path), code, message, "fetch the release again, or build it anew")


def _listed(root: Path) -> dict[str, str]:
    """Path to SHA-256 of every file that the release promises."""
    path = root / CHECKSUMS
    if not path.is_file():
        raise UsageError(f"{root} is not a release: it has no {CHECKSUMS}")
    entries = (line.split("  ", 1) for line in path.read_text("utf-8", "replace").splitlines())
    return {entry[1]: entry[0] for entry in entries if len(entry) == 2}


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _disagreements(root: Path) -> Iterator[Problem]:
    """Files that cannot be read as their tables, and tables that differ from those of the Parquet files."""
    expected: dict[str, pa.Table] = {}
    for table in TABLES.values():
        path = f"parquet/{table.name}.parquet"
        yield from _read(path, partial(_parquet, root / path, table), {}, expected)
    for table in TABLES.values():
        path = f"data/{table.name}.csv"
        yield from _read(path, partial(_csv, root / path, table), expected, {})
    for graph in sorted(root.glob("rdf/*.ttl")):
        if graph.stem not in _ABOUT:
            yield from _read(graph.relative_to(root).as_posix(), partial(_turtle, root, graph), expected, {})


_ABOUT = ("catalog", "ontology", "shapes")
"""The graphs of a release that hold no records."""

Tables = dict[str, pa.Table]


def _read(path: str, read: Callable[[], Tables], expected: Mapping[str, pa.Table], tables: Tables) -> Iterator[Problem]:
    """Adds what a file holds to ``tables``; a fault where it cannot be read, or for each table that is not as expected.

    A file that is not there has its fault already.
    """
    try:
        held = read()
    except FileNotFoundError:
        return
    except _DAMAGED as error:
        yield _fault(path, "unreadable-file", f"the file cannot be read: {str(error).partition(chr(10))[0]}")
        return
    tables |= held
    for name, rows in held.items():
        if name in expected and not rows.equals(expected[name]):
            yield _fault(path, "formats-disagree", f"{name} is not what parquet/{name}.parquet holds")


def _parquet(path: Path, table: Table) -> Tables:
    return {table.name: pq.ParquetFile(path).read().cast(table.schema)}


def _csv(path: Path, table: Table) -> Tables:
    return {table.name: read_csv(path, table)}


def _turtle(root: Path, path: Path) -> Tables:
    descriptor = json.loads((root / "datapackage.json").read_text("utf-8"))
    return read_turtle(path, descriptor["id"].removesuffix(f"release/{descriptor['version']}"))
