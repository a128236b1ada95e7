"""Parquet files, batch by batch."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.importing.formats.rows import BrokenError, File, Row, Sheet, flat
from onrecord.importing.map import Input
from onrecord.problems import Problem, Where

_BATCH = 4096


def open_parquet(file: File, input: Input) -> Sheet:
    """The rows of a Parquet file. Raises BrokenError."""
    table = _Parquet(file)
    return Sheet(file, table.rows(), table.locator, table.problem, tuple(table.columns()))


@dataclass(frozen=True)
class _Parquet:
    file: File

    def columns(self) -> list[str]:
        """The columns that hold one value; those inside others are named by their rows."""
        fields = [field for field in self._open().schema_arrow if not pa.types.is_nested(field.type)]
        return [field.name for field in fields]

    def _open(self) -> Any:
        try:
            return pq.ParquetFile(self.file.path)
        except Exception as error:  # Arrow raises whatever it meets in a damaged file
            raise self._broken(error) from None

    def _broken(self, error: Exception) -> BrokenError:
        message = f"the file cannot be read as Parquet: {' '.join(str(error).split())}"
        return BrokenError(Problem(Where(self.file.shown), "parquet-syntax", message, "save it as Parquet again"))

    def rows(self) -> Iterator[Row]:
        """Every row that holds anything."""
        number = 0
        try:
            for batch in self._open().iter_batches(_BATCH):
                for values in batch.to_pylist():
                    number += 1
                    if cells := flat(values):
                        yield Row(number, cells)
        except Exception as error:  # Arrow raises whatever it meets in a damaged file
            raise self._broken(error) from None

    def locator(self, row: Row, column: str) -> str:
        """The number of the row, from 1, and the column."""
        return f"{self.file.name}, row {row.number}" + (f", {column}" if column else "")

    def problem(self, row: Row, column: str, code: str, message: str, help: str) -> Problem:
        """A problem at a cell: the address has the number of the row and the column."""
        address = f"{row.number}:{column}" if column else str(row.number)
        return Problem(Where(f"{self.file.shown}:{address}"), code, message, help)
