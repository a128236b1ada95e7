"""How the files of a release are laid out: tables in one file or in parts, plain or compressed."""

from dataclasses import dataclass

PART_ROWS = 2_000_000
"""Rows of a part, unless another number is asked for: a million figures are one file, and whatever reads them copes."""


@dataclass(frozen=True)
class Layout:
    """What whoever builds a release may choose about its files."""

    part_rows: int = PART_ROWS
    """Tables of more rows are written in parts of so many."""
    compression: str = ""
    """The end of the names of compressed CSV and Turtle files, ``gz`` or ``zst``; nothing leaves them plain."""

    def parts(self, rows: int) -> int:
        """How many parts a table of so many rows has; none where it is one file."""
        return -(-rows // self.part_rows) if rows > self.part_rows else 0

    def csv(self, table: str, part: int = 0) -> str:
        """The path of a table's CSV file, or of a part of it, from 1."""
        return self._packed(f"data/{_numbered(table, part)}.csv")

    def parquet(self, table: str, part: int = 0) -> str:
        """The path of a table's Parquet file, or of a part of it, from 1."""
        return f"parquet/{_numbered(table, part)}.parquet"

    def turtle(self, dataset: str, table: str = "", part: int = 0) -> str:
        """The path of a dataset's graph, or of a part of it: the rows of a part of a table."""
        return self._packed(f"rdf/{dataset}{f'-{table}-{part:04d}' if part else ''}.ttl")

    def _packed(self, path: str) -> str:
        return f"{path}.{self.compression}" if self.compression else path


def _numbered(table: str, part: int) -> str:
    return f"{table}/{table}-{part:04d}" if part else table
