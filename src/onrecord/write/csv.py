"""CSV by RFC 4180, with LF line ends: a cell is quoted only where it must be, an absent value is an empty cell."""

from collections.abc import Iterable
from functools import reduce
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from onrecord import kinds
from onrecord.batches import pieces
from onrecord.tables import Column, Table
from onrecord.text import decimal_text, replaced, text_data
from onrecord.write.loom import Loom, texts_of

_QUOTE = '"'
_MARKS = (_QUOTE, ",", "\r", "\n")
"""What a cell without quotes cannot hold."""
_PLAIN = frozenset({kinds.ID, kinds.REFERENCE, kinds.CODE, kinds.FLAG, kinds.INTEGER, kinds.DATE, kinds.NUMBER})
"""The kinds of value that never hold one."""


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
    loom = Loom(len(batch))
    for column in table.columns:
        _add(loom, column, batch[column.name])
        loom.add([b"\n" if column is table.columns[-1] else b","])
    return loom.woven()


def _add(loom: Loom, column: Column, cells: pa.Array) -> None:
    """Adds the cells of a column, in quotes where they need them."""
    text = decimal_text if column.kind is kinds.NUMBER else _string
    if column.kind in _PLAIN or not (marks := _marks(cells)):
        loom.add([texts_of(cells, text)])
    else:
        needy, quote = reduce(pc.or_, (pc.match_substring(cells, mark) for mark in marks)), _QUOTE.encode()
        loom.add([quote], needy)
        loom.add([texts_of(cells, _doubled)])
        loom.add([quote], needy)


def _marks(cells: pa.StringArray) -> list[str]:
    """The marks that stand in any of some cells."""
    data = text_data(cells).to_pybytes()
    return [mark for mark in _MARKS if mark.encode() in data]


def _string(cells: pa.Array) -> pa.StringArray:
    return pc.cast(cells, pa.string())


def _doubled(cells: pa.StringArray) -> pa.StringArray:
    return replaced(cells, [(_QUOTE, _QUOTE * 2)])
