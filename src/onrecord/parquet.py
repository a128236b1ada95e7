"""The Parquet files of a release, each table opened when it is asked for and read only as far as a query needs it."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as pd

from onrecord.problems import UsageError
from onrecord.tables import TABLES


class ParquetTables(Mapping[str, Any]):
    """Tables by name as Arrow data sets, which DuckDB and Arrow read in batches, filters and columns pushed down.

    Raises UsageError for a table of which a file is missing or damaged.
    """

    def __init__(self, paths: Callable[[str], list[Path]]) -> None:
        """``paths`` tells the files of a table, in their order."""
        self._paths = paths

    def __getitem__(self, name: str) -> pd.Dataset:
        if name not in TABLES:
            raise KeyError(name)
        paths = self._paths(name)
        try:
            return pd.dataset(list(map(str, paths)), format="parquet")
        except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
            raise UsageError(f"{paths[0]} cannot be read: {error}") from error

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)


def in_memory(table: pa.Table) -> pd.Dataset:
    """A table in memory in the form in which ``ParquetTables`` has those of files."""
    return pd.dataset(table)
