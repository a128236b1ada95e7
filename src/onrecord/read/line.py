"""One line of JSON Lines: its record at once, where that is sure to be right.

The model decides, through pydantic's own JSON parser. What that parser takes in silence and should not is looked for
here; a line with anything doubtful is left to a reader that knows where everything in it stands, as is one with
anything wrong.
"""

import re
from collections.abc import Sequence
from itertools import chain
from operator import attrgetter, itemgetter

from pydantic import ValidationError

from onrecord.models.base import Record
from onrecord.read.block import DOUBTFUL
from onrecord.read.page import FORBIDDEN
from onrecord.tables import TABLES, Table

_is_doubtful = re.compile(DOUBTFUL, re.ASCII).search
# Before the colon after a key there may be blanks; where there are any, keys cannot be counted by their colons.
_apart = re.compile(r'"[ \t\r]+:').search


def record_of(model: type[Record], line: str) -> Record | None:
    """The record of a line; None where it is no valid one, or might be misread."""
    if FORBIDDEN.search(line) or _is_doubtful(line):
        return None
    try:
        record = model.model_validate_json(line)
    except (ValidationError, UnicodeEncodeError):
        return None
    return record if _keys(line) == _given(TABLES[model.heading.table], [record]) else None


def _keys(line: str) -> int:
    """How many keys the objects of a valid line have; none where that cannot be told in a quick way.

    Each key ends in a quote and a colon; quotes inside texts have a backslash before them. The parser keeps the last of
    two equal keys: that is what the keys are counted for.
    """
    if _apart(line):
        return -1
    inside = line.count('\\":') if "\\" in line else 0
    return line.count('":') - inside


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
