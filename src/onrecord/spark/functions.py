"""Functions that Spark lacks or spells otherwise, as DuckDB has them: it computes them itself, batch by batch."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.pandas import functions as pandas_functions

from onrecord.duck_store import connect

NUMBER, NFC, LOWER = "onrecord_number", "onrecord_nfc", "onrecord_lower"
"""The names of the functions in Spark; each takes one column and gives text."""


def register(session: SparkSession) -> None:
    """Makes the functions known to a session."""
    arrow_udf: Any = pandas_functions.arrow_udf
    for name, function in _FUNCTIONS.items():
        session.udf.register(name, arrow_udf(function, "string"))


def _number(cells: pa.Array) -> pa.Array:
    return _answered("printf('%.15g', cell)", cells)


def _nfc(cells: pa.Array) -> pa.Array:
    return _answered("nfc_normalize(cell)", cells)


def _lower(cells: pa.Array) -> pa.Array:
    return _answered("lower(cell)", cells)


_FUNCTIONS: Mapping[str, Callable[[pa.Array], pa.Array]] = {NUMBER: _number, NFC: _nfc, LOWER: _lower}


def _answered(expression: str, cells: pa.Array) -> pa.Array:
    database = _database().register("cells", pa.table({"cell": cells}))
    return database.sql(f"SELECT {expression} AS text FROM cells").to_arrow_table()["text"].combine_chunks()


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """One for each process that works; it leaves no files, however that process ends."""
    return connect()
