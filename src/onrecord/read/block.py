"""Blocks of JSON Lines: many records validated at once, where that is sure to be right.

The models decide, through pydantic's own JSON parser, which is many times faster on a block than line by line. What
that parser takes in silence and should not is looked for here; a block with anything doubtful is left to be read line
by line, as is one with anything wrong.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter, itemgetter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import TypeAdapter, ValidationError

from onrecord.models.base import Record
from onrecord.read.page import FORBIDDEN
from onrecord.tables import TABLES, Table

BLOCK = 65_536
"""Bytes of a block, about; larger ones leave the processor's caches and are slower."""

_DOUBTFUL = r"[:\[,]\s*-?(?:[0-9.]{16}|[0-9][0-9.]*[eE])"
"""Numbers so long or with an exponent that they may not survive the way through float64 (RFC 8259, section 6)."""
_is_doubtful = re.compile(_DOUBTFUL.encode()).search
# Before the colon after a key there may be blanks; where there are any, keys cannot be counted by their colons.
_apart = re.compile(rb'"[ \t\r]+:').search


def blocks(content: bytes) -> Iterator[tuple[int, int]]:
    """The starts and ends of the blocks of a content, each whole lines."""
    start = 0
    while start < len(content):
        end = content.find(b"\n", start + BLOCK) + 1 or len(content)
        yield start, end
        start = end


def has_doubtful_numbers(content: bytes) -> bool:
    """Whether the content has a number that may not survive: one quick look (RE2) through all of it."""
    offsets = np.array([0, len(content)], np.int32)
    text = pa.StringArray.from_buffers(1, pa.py_buffer(offsets), pa.py_buffer(content))
    return bool(pc.match_substring_regex(text, _DOUBTFUL)[0].as_py())


def records_of(model: type[Record], block: bytes, *, sure: bool) -> Sequence[Record] | None:
    """The records of a block, one a line; None where a line is no valid record, or might be misread.

    ``sure`` says that no number in it is doubtful.
    """
    if b"\r" in block:
        block = block.replace(b"\r\n", b"\n")
    # Each line is a list of one, so that no record begins on one line and ends on another; the breaks stay where they
    # were, so that none inside a text is overlooked.
    lines = block.removesuffix(b"\n").replace(b"\n", b"],\n[")
    if not _is_text(block) or not (sure or not _is_doubtful(block)):
        return None
    try:
        records = [record for (record,) in _adapter(model).validate_json(b"[[" + lines + b"]]")]
    except ValidationError:
        return None
    table = TABLES[model.heading.table]
    return records if _keys(block) == _given(table, records) else None


@cache
def _adapter(model: type[Record]) -> TypeAdapter[list[tuple[Record]]]:
    return TypeAdapter(list[tuple[model]])  # type: ignore[valid-type]


def _is_text(block: bytes) -> bool:
    """Whether the block holds no character that pages forbid; of those below a blank, the parser takes none."""
    if b"\r" in block or b"\x7f" in block:
        return False
    return block.isascii() or not FORBIDDEN.search(block.decode("utf-8", "replace"))


def _keys(block: bytes) -> int:
    """How many keys the objects of a valid block have; none where that cannot be told in a quick way.

    Each key ends in a quote and a colon; quotes inside texts have a backslash before them. The parser keeps the last of
    two equal keys: that is what the keys are counted for.
    """
    if (b'" ' in block or b'"\t' in block) and _apart(block):
        return -1
    inside = block.count(b'\\":') if b"\\" in block else 0
    return block.count(b'":') - inside


def _given(table: Table, records: Sequence[Record], *, nested: bool = False) -> int:
    """How many fields of records and of the rows nested in them were given; less than none where kinship is wrong.

    It is right where each record names the parent that it needs, and no row nested in another names one at all.
    """
    rows = [record.__dict__ for record in records]
    if table.parent and (nested or table[table.parent].required):
        named = len(rows) - list(map(itemgetter(table.parent), rows)).count(None)
        if named != (0 if nested else len(rows)):
            return _WRONG
    given = sum(map(len, map(attrgetter("__pydantic_fields_set__"), records)))
    for field, child in table.nested.items():
        if inner := list(chain.from_iterable(map(itemgetter(field), rows))):
            given += _given(TABLES[child], inner, nested=True)
    return given


_WRONG = -(10**12)
"""A number that nothing added to it makes a count of fields."""
