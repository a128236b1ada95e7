"""CSV by RFC 4180, with LF line ends: a cell is quoted only where it must be, an absent value is an empty cell."""

from collections.abc import Iterable
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from onrecord import kinds
from onrecord.tables import Column, Table
from onrecord.text import decimal_text, replaced, text_data

_NEEDS_QUOTES = r'[",\r\n]'


def write_csv(table: Table, batches: Iterable[pa.RecordBatch], sink: BinaryIO) -> None:
    """Writes a table's rows with a header, UTF-8 without a byte order mark."""
    sink.write((",".join(table.names) + "\n").encode())
    for batch in batches:
        if len(batch):
            cells = [_cells(column, batch[column.name]) for column in table.columns]
            cells[-1] = pc.binary_join_element_wise(cells[-1], "\n", "")
            lines = pc.binary_join_element_wise(*cells, ",")
            sink.write(text_data(lines))


def _cells(column: Column, values: pa.Array) -> pa.Array:
    if column.kind is kinds.NUMBER:
        return pc.fill_null(decimal_text(values), "")
    text = pc.fill_null(pc.cast(values, pa.string()), "")
    needy = pc.match_substring_regex(text, _NEEDS_QUOTES)
    if not pc.any(needy).as_py():
        return text
    quoted = pc.binary_join_element_wise('"', replaced(text, [('"', '""')]), '"', "")
    return pc.if_else(needy, quoted, text)
