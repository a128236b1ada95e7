"""Where a release has its tables: each in one file a format, or in parts that hold the same rows in every format."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import pyarrow as pa

DESCRIPTOR = "datapackage.json"
"""The file that says what a release holds, and makes a folder one."""
CHECKSUMS = "SHA256SUMS"
"""The file with the SHA-256 of all others."""
SIGNATURES = (f"{CHECKSUMS}.sig", f"{CHECKSUMS}.asc")
"""Signatures of the checksums, which no checksum can cover."""
PART_ROWS = 2_000_000
"""Rows of a part, unless another number is asked for: a million figures are one file, and whatever reads them copes."""
CODECS = {".gz": "gzip", ".zst": "zstd"}
"""The last suffix of a compressed file to Arrow's name of its compression."""


def plain_name(path: str) -> str:
    """A path without the suffix of a compression."""
    return next((path.removesuffix(suffix) for suffix in CODECS if path.endswith(suffix)), path)


def open_bytes(path: Path) -> BinaryIO:
    """A file open for reading, its bytes as they were before they were compressed.

    Reading ends in OSError where a compressed file is damaged.
    """
    codec = CODECS.get(path.suffix)
    return cast(BinaryIO, io.BufferedReader(pa.input_stream(path, codec), 1 << 20)) if codec else path.open("rb")


def read_bytes(path: Path) -> bytes:
    """The content of a file as it was before it was compressed."""
    with open_bytes(path) as file:
        return file.read()


def stems(table: str, path: str | Sequence[str]) -> tuple[str, ...]:
    """The names that the files of a table have in every format, for the ``path`` of its resource.

    ``figures`` where the path is one; where it is a list, ``figures/figures-0001`` and so on.
    """
    if isinstance(path, str):
        return (table,)
    return tuple(f"{table}/{plain_name(each).rpartition('/')[2].removesuffix('.csv')}" for each in path)


def are_parts(table: str, paths: Iterable[str]) -> bool:
    """Whether paths are those of a table's parts as CSV: numbered from 0001 without a gap, in order."""
    return all(plain_name(path) == f"data/{table}/{table}-{number:04d}.csv" for number, path in enumerate(paths, 1))


def parquet_path(stem: str) -> str:
    """Where a release has a table, or a part of one, as Parquet."""
    return f"parquet/{stem}.parquet"


def graph_path(dataset: str, stem: str = "") -> str:
    """Where a release has a part of a table as Turtle; without one, the graph of all that is not in parts."""
    return f"rdf/{dataset}-{stem.rpartition('/')[2]}.ttl" if stem else f"rdf/{dataset}.ttl"


def is_graph(path: str) -> bool:
    """Whether a file is Turtle, compressed or not."""
    return plain_name(path).endswith(".ttl")


def graph_files(release: Path) -> list[Path]:
    """The Turtle files of a release, compressed or not, in the order of their names."""
    return sorted(path for path in (release / "rdf").glob("*") if is_graph(path.name))


def part_of(path: str, dataset: str, tables: Iterable[str]) -> str:
    """The table that a file is a part of, by its name; empty where it is no part."""
    part = re.compile(rf"rdf/{re.escape(dataset)}-(\w+)-[0-9]{{4,}}\.ttl|(?:data|parquet)/(\w+)/.+")
    found = part.fullmatch(plain_name(path))
    name = (found[1] or found[2]) if found else ""
    return name if name in tables else ""


@dataclass(frozen=True)
class Layout:
    """What whoever builds a release may choose about its files."""

    part_rows: int = PART_ROWS
    """Tables of more rows are written in parts of so many."""
    compression: str = ""
    """The end of the names of compressed CSV and Turtle files, ``gz`` or ``zst``; nothing leaves them plain."""

    def stems(self, table: str, rows: int) -> list[str]:
        """The names that the files of a table of so many rows have in every format: one, or one for each part."""
        if rows <= self.part_rows:
            return [table]
        return [f"{table}/{table}-{part:04d}" for part in range(1, -(-rows // self.part_rows) + 1)]

    def csv(self, stem: str) -> str:
        """Where a table, or a part of one, stands as CSV."""
        return self._packed(f"data/{stem}.csv")

    def turtle(self, dataset: str, stem: str = "") -> str:
        """Where a part of a table stands as Turtle; without one, the graph of all that is not in parts."""
        return self._packed(graph_path(dataset, stem))

    def _packed(self, path: str) -> str:
        return f"{path}.{self.compression}" if self.compression else path
