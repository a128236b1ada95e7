"""The number as printed and the number as recorded are the same."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

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


def mismatches(store: Store, origins: Origins) -> Iterator[Problem]:
    """A problem for every figure whose printed text can be read, but never as the number beside it."""
    for batch in store.stream(_CELLS):
        for row in batch.to_pylist():
            cell = Decimal(repr(row["cell"]))
            if _is_unlike(row["stated"], cell):
                message = f"`{row['stated']}` was printed, but `{row['field']}` is {cell.normalize():f}"
                yield origins.problem(row[ORIGIN], row["field"], CODE, message, HELP)


@lru_cache(maxsize=65536)
def _is_unlike(stated: str, cell: Decimal) -> bool:
    return reading_of(stated, cell) is None
