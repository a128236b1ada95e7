"""The rows that a Parquet file holds, beside those of a CSV file, and how CSV spells them."""

from itertools import chain

import pyarrow as pa
import pyarrow.compute as pc

from onrecord import kinds
from onrecord.tables import Column, Table
from onrecord.text import decimal_text
from onrecord.verify.files import Files
from onrecord.verify.rows import CsvFile
from onrecord.verify.stored import batches, check_text


class Held:
    """The rows of a Parquet file, as many at a time as wanted.

    Their texts are not looked at, but where nothing is known of them: those that a CSV file has are UTF-8 as it is.
    """

    def __init__(self, files: Files, file: CsvFile) -> None:
        repeated = [column.name for column in file.table.columns if _repeats(column)]
        self._stem = file.stem
        self._batches = batches(files, file.stem, repeated)
        self._left: pa.RecordBatch | None = next(self._batches, None)

    def take(self, count: int) -> pa.Table | None:
        """The next rows, fewer only at the end; None where there are none left."""
        taken = []
        while count and self._left is not None:
            taken.append(self._left.slice(0, count))
            count -= len(taken[-1])
            rest = self._left.slice(len(taken[-1]))
            self._left = rest if len(rest) else next(self._batches, None)
        return pa.Table.from_batches(taken) if taken else None

    def finish(self, taken: pa.Table | None = None) -> bool:
        """Reads on to the end; returns whether there was anything left.

        Raises Damaged where a text of that, or of ``taken``, is not UTF-8.
        """
        left = [rows for rows in (taken, self._left) if rows is not None]
        for rows in chain(left, self._batches):
            check_text(self._stem, rows)
        return self._left is not None


def _repeats(column: Column) -> bool:
    """Whether a column may have far fewer texts than rows."""
    return pa.types.is_string(column.kind.arrow) and not column.unique


def texts(table: Table, rows: pa.Table | None) -> pa.Table:
    """The rows as a CSV file spells them."""
    schema = pa.schema([(name, pa.string()) for name in table.names])
    if rows is None:
        return schema.empty_table()
    return pa.table([_text(column, rows.column(column.name)) for column in table.columns], schema=schema)


def _text(column: Column, values: pa.ChunkedArray) -> pa.ChunkedArray:
    if column.kind is kinds.NUMBER:
        return pa.chunked_array([decimal_text(chunk) for chunk in values.chunks], pa.string())
    return pc.cast(values, pa.string())
