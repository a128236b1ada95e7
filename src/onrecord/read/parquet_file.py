"""Files of Parquet: one record of the file's table a row, read as the line of JSON that says the same.

So they have the records and problems of such lines: a problem's line is the number of the row, from 1, and its column
stands in the row as JSON. Cells that are null are fields that are not given.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from math import isfinite
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pydantic_core import to_json

from onrecord.read.found import Format, Rows
from onrecord.read.json_lines import JSON_LINES

ROWS = 65_536
"""Rows that are read at a time, whatever the row groups: the rows before them in their group are passed over."""
_BATCH = 4_096
_CELL = 20
"""Bytes of a cell as JSON, with its name, about."""
_MIDNIGHT = r" 00:00:00(\.0+)?$"
"""What tools that know no days add to them."""


class ParquetError(OSError):
    """The file cannot be read as Parquet; says why."""


@contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    with path.open("rb") as stream:
        try:
            yield pq.ParquetFile(stream)
        except Exception as error:  # Arrow raises whatever it meets in a damaged file
            raise ParquetError(" ".join(str(error).split())) from None


def _extents(path: Path) -> Iterator[tuple[int, int, int]]:
    with _opened(path) as file:
        rows, width = file.metadata.num_rows, file.metadata.num_columns * _CELL
    for start in range(0, rows or 1, ROWS):
        stop = min(start + ROWS, rows)
        yield start, stop, (stop - start) * width


def _text(path: Path, start: int, stop: int) -> bytes:
    with _opened(path) as file:
        return b"".join(line for batch in _batches(file, start, stop) for line in _lines(batch))


def _batches(file: pq.ParquetFile, start: int, stop: int) -> Iterator[pa.RecordBatch]:
    """The rows from one to another, the end exclusive; no more than those before them in their row group are read."""
    _check_names(file.schema_arrow.names)
    ends = list(accumulate(file.metadata.row_group(group).num_rows for group in range(file.metadata.num_row_groups)))
    first = bisect_right(ends, start)
    at = ends[first - 1] if first else 0
    for batch in file.iter_batches(_BATCH, list(range(first, min(bisect_left(ends, stop) + 1, len(ends))))):
        from_, to = max(start - at, 0), min(stop - at, len(batch))
        if from_ < to:
            yield batch.slice(from_, to - from_)
        at += len(batch)
        if at >= stop:
            return


def _check_names(names: Sequence[str]) -> None:
    twice = [name for number, name in enumerate(names) if name in names[:number]]
    if twice:
        raise ValueError(f"the column `{twice[0]}` stands there twice")


def _lines(batch: pa.RecordBatch) -> Iterator[bytes]:
    names, columns = batch.schema.names, map(_values, batch.columns)
    for _, *cells in zip(range(len(batch)), *columns, strict=True):
        yield to_json({name: cell for name, cell in zip(names, cells, strict=True) if cell is not None}) + b"\n"


def _values(column: pa.Array) -> list[Any]:
    """The cells as JSON has them: decimals, times and bytes as text, and what is no number as text that says so."""
    kind = column.type
    if pa.types.is_floating(kind):
        return _finite(column if pa.types.is_float64(kind) else pc.cast(column, pa.float32()))
    if pa.types.is_decimal(kind):
        return [None if cell is None else f"{cell.normalize():f}" for cell in column.to_pylist()]
    if pa.types.is_timestamp(kind):
        return list(pc.replace_substring_regex(pc.cast(column, pa.string()), _MIDNIGHT, "").to_pylist())
    if pa.types.is_temporal(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return list(pc.cast(column, pa.string()).to_pylist())
    if pa.types.is_nested(kind):
        return [_given(cell) for cell in column.to_pylist()]
    return list(column.to_pylist())


def _finite(column: pa.Array) -> list[Any]:
    """Numbers with the digits that they need in their own width, and no more."""
    if pa.types.is_float64(column.type):
        cells = column.to_pylist()
    else:
        cells = [None if text is None else float(text) for text in pc.cast(column, pa.string()).to_pylist()]
    return [cell if cell is None or isfinite(cell) else str(cell) for cell in cells]


def _given(cell: Any) -> Any:
    """A nested value without the fields that are null."""
    if isinstance(cell, dict):
        return {name: _given(value) for name, value in cell.items() if value is not None}
    return [_given(value) for value in cell] if isinstance(cell, list) else cell


PARQUET = Format(JSON_LINES.read, JSON_LINES.finder, by_lines=True, rows=Rows(_extents, _text))
