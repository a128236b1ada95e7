"""The Parquet files of a release, each table opened when it is asked for and read only as far as a query needs it."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as pd

from onrecord.problems import UsageError
from onrecord.tables import TABLES

FAULTS = (OSError, pa.ArrowException, UnicodeDecodeError)
"""What Arrow raises for a file that is missing or damaged."""


def unreadable(name: str, error: Exception) -> UsageError:
    """What is told of a file by the name that it has for people; Arrow's own words name the file where it lies."""
    reason = "it is missing" if isinstance(error, FileNotFoundError) else str(error).rpartition("': ")[2]
    return UsageError(f"{name} cannot be read: {' '.join(reason.split())}")


class ParquetTables(Mapping[str, Any]):
    """Tables by name as Arrow data sets, which DuckDB and Arrow read in batches, filters and columns pushed down.

    Raises UsageError for a table of which a file is missing or damaged.
    """

    def __init__(self, paths: Callable[[str], list[Path]], called: Callable[[Path], str]) -> None:
        """``paths`` tells the files of a table, in their order; ``called`` what a file is called in messages."""
        self._paths, self._called = paths, called

    def __getitem__(self, name: str) -> pd.Dataset:
        if name not in TABLES:
            raise KeyError(name)
        paths = self._paths(name)
        try:
            return pd.dataset(list(map(str, paths)), format="parquet")
        except FAULTS as error:
            raise unreadable(self._called(_faulty(paths)), error) from error

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)


def _faulty(paths: list[Path]) -> Path:
    """Of the files of a table that cannot be opened together, the first that cannot be opened."""
    for path in paths:
        try:
            pd.dataset(str(path), format="parquet")
        except FAULTS:
            return path
    return paths[0]


def in_memory(table: pa.Table) -> pd.Dataset:
    """A table in memory in the form in which ``ParquetTables`` has those of files."""
    return pd.dataset(table)
