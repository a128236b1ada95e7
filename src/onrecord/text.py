"""Text of Arrow columns, by kernels: numbers as plain decimals, and marks that a format must not meet."""

from collections.abc import Iterable
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def text_data(column: pa.StringArray) -> pa.Buffer:
    """The UTF-8 bytes of all cells of a column, one after the other; nothing is copied."""
    _, offsets, data = column.buffers()
    if data is None or not len(column):
        return pa.py_buffer(b"")
    ends = np.frombuffer(offsets, np.int32)
    first, last = int(ends[column.offset]), int(ends[column.offset + len(column)])
    return data.slice(first, last - first)


def replaced(column: pa.StringArray, marks: Iterable[tuple[str, str]]) -> pa.StringArray:
    """The column with every mark replaced, mark by mark in their order.

    A column without a mark comes back as it is, for the price of a search through its bytes.
    """
    data = text_data(column).to_pybytes()
    for mark, other in marks:
        if mark.encode() in data:
            column = pc.replace_substring(column, mark, other)
    return column


def decimal_text(numbers: pa.DoubleArray) -> pa.StringArray:
    """The shortest decimal that reads back as the same number: no exponent, no trailing zeros, ``-0`` is ``0``.

    This is the canonical lexical form of xsd:decimal (XML Schema 1.1 part 2, section 3.3.3.2) for finite numbers.
    """
    text = pc.cast(numbers, pa.string())
    data = text_data(text).to_pybytes()
    if b"e" not in data and b"-0" not in data:
        return text
    odd = pc.or_(pc.match_substring(text, "e"), pc.equal(text, "-0"))
    plain = [f"{Decimal(number) + 0:f}" for number in text.filter(odd).to_pylist()]
    return pc.replace_with_mask(text, odd, pa.array(plain, pa.string()))
