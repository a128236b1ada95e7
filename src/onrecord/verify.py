"""Verifying a release from itself alone: every byte as promised, and one content in three formats."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.problems import Problem, UsageError, Where
from onrecord.read.released import read_csv
from onrecord.tables import TABLES, Table

CHECKSUMS = "SHA256SUMS"
_BLOCK = 1 << 20


def verify(root: Path) -> list[Problem]:
    """Every fault of a release, by file. Empty for a release that is as it was published.

    Checks each file against SHA256SUMS, that nothing is missing and nothing extra, and that CSV and Parquet hold equal
    tables. Raises UsageError where the folder has no SHA256SUMS.
    """
    listed = _listed(root)
    found = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} - {CHECKSUMS}
    faults = [
        *(_fault(path, "missing-file", "the file is missing") for path in listed.keys() - found),
        *(_fault(path, "extra-file", "the file is not in SHA256SUMS") for path in found - listed.keys()),
        *(
            _fault(path, "changed-file", "the file is not the one that was published: its SHA-256 differs")
            for path in listed.keys() & found
            if _sha256(root / path) != listed[path]
        ),
    ]
    return sorted([*faults, *(fault for table in TABLES.values() for fault in _disagreements(root, table))])


def _fault(path: str, code: str, message: str) -> Problem:
    return Problem(Where(path), code, message, "fetch the release again, or build it anew")


def _listed(root: Path) -> dict[str, str]:
    path = root / CHECKSUMS
    if not path.is_file():
        raise UsageError(f"{root} is not a release: it has no {CHECKSUMS}")
    entries = (line.split("  ", 1) for line in path.read_text("utf-8").splitlines())
    return {entry[1]: entry[0] for entry in entries if len(entry) == 2}


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _disagreements(root: Path, table: Table) -> Iterator[Problem]:
    """Faults of one table's files that are there: not readable as the table, or not equal in CSV and Parquet."""
    csv, parquet = root / "data" / f"{table.name}.csv", root / "parquet" / f"{table.name}.parquet"
    if not (csv.is_file() and parquet.is_file()):
        return
    tables = []
    for path, read in ((csv, lambda: read_csv(csv, table)), (parquet, lambda: pq.ParquetFile(parquet).read())):
        try:
            tables.append(read())
        except (OSError, pa.ArrowException) as error:
            reason = str(error).splitlines()[0]
            yield _fault(path.relative_to(root).as_posix(), "unreadable-file", f"the file cannot be read: {reason}")
    if len(tables) == 2 and not tables[0].equals(tables[1]):
        yield _fault(f"data/{table.name}.csv", "formats-disagree", f"it differs from parquet/{table.name}.parquet")
