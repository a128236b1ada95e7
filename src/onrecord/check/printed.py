"""The number as printed and the number as recorded are the same."""

from collections.abc import Iterator
from decimal import Decimal

import pyarrow as pa

from onrecord.dataset import AUTHORED, Origins
from onrecord.printed import PLAIN, reading_of
from onrecord.problems import Problem
from onrecord.store import Store
from onrecord.tables import ORIGIN

CODE = "stated-mismatch"
MEANING = "The printed number, where it can be read, is the value that was recorded."
HELP = "correct `stated` or the number: `stated` holds what was printed, without the words around it"

_CELLS = f"""
SELECT * FROM (
    SELECT stated, value AS cell, 'value' AS field, {ORIGIN} FROM {AUTHORED}figures WHERE value IS NOT NULL
    UNION ALL SELECT stated, low, 'low', {ORIGIN} FROM {AUTHORED}figures
    WHERE qualifier = 'between' AND low IS NOT NULL
    UNION ALL SELECT stated, high, 'high', {ORIGIN} FROM {AUTHORED}figures
    WHERE qualifier = 'between' AND high IS NOT NULL
) WHERE stated IS NOT NULL
    AND NOT (regexp_full_match(stated, '{PLAIN}') AND TRY_CAST(replace(stated, ',', '') AS DOUBLE) = cell)
"""
"""The printed numbers that need a reading: digits alone that are the number beside them need none."""
_PAIRS = f"SELECT DISTINCT stated, cell FROM ({_CELLS})"
_PLACES = f"""
SELECT c.* FROM ({_CELLS}) c JOIN unlike u ON u.stated = c.stated AND u.cell = c.cell ORDER BY {ORIGIN}, field
"""


def mismatches(store: Store, origins: Origins) -> Iterator[Problem]:
    """A problem for every figure whose printed text can be read, but never as the number beside it."""
    unlike = pa.Table.from_batches(map(_unlike, store.stream(_PAIRS)), _PAIR)
    if not len(unlike):
        return
    store.put("unlike", unlike)
    for batch in store.stream(_PLACES):
        for row in batch.to_pylist():
            message = f"`{row['stated']}` was printed, but `{row['field']}` is {_decimal(row['cell']).normalize():f}"
            yield origins.problem(row[ORIGIN], row["field"], CODE, message, HELP)


_PAIR = pa.schema([("stated", pa.string()), ("cell", pa.float64())])


def _unlike(pairs: pa.RecordBatch) -> pa.RecordBatch:
    """The pairs of a text and a number of which the one cannot be read as the other."""
    columns = pairs.to_pydict()
    read = map(reading_of, columns["stated"], map(_decimal, columns["cell"]))
    return pairs.filter(pa.array((reading is None for reading in read), pa.bool_()))


def _decimal(value: float) -> Decimal:
    return Decimal(repr(value))
