"""The Parquet files of a release, each table opened when it is asked for and read only as far as a query needs it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as pd

from onrecord.problems import UsageError
from onrecord.tables import TABLES

FAULTS = (OSError, pa.ArrowException, UnicodeDecodeError)
"""What Arrow raises for a file that is missing or damaged."""

_SHOWN = 5
"""So many columns of a file that is another table's are named."""


def unreadable(name: str, error: Exception) -> UsageError:
    """What is told of a file by the name that it has for people; Arrow's own words name the file where it lies."""
    reason = "it is missing" if isinstance(error, FileNotFoundError) else str(error).rpartition("': ")[2]
    return UsageError(f"{name} cannot be read: {' '.join(reason.split())}")


def hold(name: str, found: Collection[str], expected: Collection[str]) -> None:
    """UsageError for a file that lacks columns of its table: it is another table's, or none of a release."""
    if lacking := [column for column in expected if column not in found]:
        raise UsageError(f"{name} cannot be read: its columns are {_some(found)}, and {_some(lacking)} should be there")


def _some(columns: Collection[str]) -> str:
    rest = [f"and {len(columns) - _SHOWN} more"] if len(columns) > _SHOWN else []
    return ", ".join([*list(columns)[:_SHOWN], *rest])


class ParquetTables(Mapping[str, Any]):
    """Tables by name as Arrow data sets, which DuckDB and Arrow read in batches, filters and columns pushed down.

    Raises UsageError for a table of which a file is missing, damaged, or another table's.
    """

    def __init__(
        self,
        paths: Callable[[str], list[Path]],
        called: Callable[[Path], str],
        columns: Callable[[str], Collection[str]],
    ) -> None:
        """``paths`` tells the files of a table, in their order, ``columns`` what each of them must have; ``called``
        tells what a file is called in messages."""
        self._paths, self._called, self._columns = paths, called, columns

    def __getitem__(self, name: str) -> pd.Dataset:
        if name not in TABLES:
            raise KeyError(name)
        paths = self._paths(name)
        try:
            found = pd.dataset(list(map(str, paths)), format="parquet")
            headers = [part.physical_schema.names for part in found.get_fragments()]
        except FAULTS as error:
            raise unreadable(self._called(_faulty(paths)), error) from error
        for path, header in zip(paths, headers, strict=True):
            hold(self._called(path), header, self._columns(name))
        return found

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
