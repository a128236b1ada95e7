"""The number as printed and the number as recorded are the same."""

from collections.abc import Iterator
from decimal import Decimal

import pyarrow as pa

from onrecord.dataset import Origins, query
from onrecord.printed import reading_of
from onrecord.problems import Problem
from onrecord.tables import ORIGIN

CODE = "stated-mismatch"
MEANING = "The printed number, where it can be read, is the value that was recorded."
_HELP = "correct `stated` or the number: `stated` holds what was printed, without the words around it"

_PAIRS = f"""
SELECT stated, cell, field, list({ORIGIN} ORDER BY {ORIGIN}) AS origins FROM (
    SELECT stated, value AS cell, 'value' AS field, {ORIGIN} FROM figures WHERE value IS NOT NULL
    UNION ALL SELECT stated, low, 'low', {ORIGIN} FROM figures WHERE qualifier = 'between' AND low IS NOT NULL
    UNION ALL SELECT stated, high, 'high', {ORIGIN} FROM figures WHERE qualifier = 'between' AND high IS NOT NULL
) WHERE stated IS NOT NULL GROUP BY ALL
"""


def mismatches(figures: pa.Table, origins: Origins) -> Iterator[Problem]:
    """A problem for every figure whose printed text can be read, but never as the number beside it."""
    for row in query({"figures": figures}, _PAIRS).to_pylist():
        cell = Decimal(repr(row["cell"]))
        if reading_of(row["stated"], cell) is None:
            message = f"`{row['stated']}` was printed, but `{row['field']}` is {cell.normalize():f}"
            for origin in row["origins"]:
                yield origins.problem(origin, row["field"], CODE, message, _HELP)
