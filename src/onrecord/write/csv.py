"""CSV by RFC 4180, with LF line ends: a cell is quoted only where it must be, an absent value is an empty cell."""

from collections.abc import Iterable
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from onrecord import kinds
from onrecord.batches import pieces
from onrecord.tables import Column, Table
from onrecord.text import decimal_text, replaced, text_data

_NEEDS_QUOTES = r'[",\r\n]'
_MARKS = (b'"', b",", b"\r", b"\n")
_PLAIN = frozenset({kinds.ID, kinds.REFERENCE, kinds.CODE, kinds.FLAG, kinds.INTEGER, kinds.DATE})
"""The kinds of value that never hold a mark that needs quotes."""


class Writable(Protocol):
    """What bytes can be written to."""

    def write(self, data: Any) -> int:
        """Takes bytes or a buffer, and tells how many it took."""
        ...


def write_csv(table: Table, batches: Iterable[pa.RecordBatch], sink: Writable) -> None:
    """Writes a header and a table's rows, UTF-8 without a byte order mark."""
    sink.write((",".join(table.names) + "\n").encode())
    for piece in pieces(batches):
        sink.write(_lines(table, piece))


def _lines(table: Table, batch: pa.RecordBatch) -> pa.Buffer:
    cells = [_cells(column, batch[column.name]) for column in table.columns]
    cells[-1] = pc.binary_join_element_wise(cells[-1], "\n", "")
    return text_data(pc.binary_join_element_wise(*cells, ","))


def _cells(column: Column, values: pa.Array) -> pa.Array:
    if values.null_count == len(values):
        return pa.repeat(pa.scalar(""), len(values))
    if column.kind is kinds.NUMBER:
        return pc.fill_null(decimal_text(values), "")
    text = pc.fill_null(pc.cast(values, pa.string()), "")
    if column.kind in _PLAIN or not _has_marks(text):
        return text
    needy = pc.match_substring_regex(text, _NEEDS_QUOTES)
    quoted = pc.binary_join_element_wise('"', replaced(text, [('"', '""')]), '"', "")
    return pc.if_else(needy, quoted, text)


def _has_marks(text: pa.StringArray) -> bool:
    data = text_data(text).to_pybytes()
    return any(mark in data for mark in _MARKS)
