"""Functions that Spark lacks or spells otherwise, as DuckDB has them: it computes them itself, batch by batch."""

from functools import cache

import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.functions import arrow_udf

from onrecord.store import DuckStore

NUMBER, NFC, LOWER = "onrecord_number", "onrecord_nfc", "onrecord_lower"
"""The names of the functions in Spark."""

_SQL = {NUMBER: "printf('%.15g', x)", NFC: "nfc_normalize(x)", LOWER: "lower(x)"}
_TYPES = {NUMBER: "double", NFC: "string", LOWER: "string"}


def register(session: SparkSession) -> None:
    """Makes the functions known to a session."""
    session.udf.register(NUMBER, arrow_udf(_number, "string"))
    session.udf.register(NFC, arrow_udf(_nfc, "string"))
    session.udf.register(LOWER, arrow_udf(_lower, "string"))


def _number(cells: pa.Array) -> pa.Array:
    return _answered(NUMBER, cells)


def _nfc(cells: pa.Array) -> pa.Array:
    return _answered(NFC, cells)


def _lower(cells: pa.Array) -> pa.Array:
    return _answered(LOWER, cells)


def _answered(name: str, cells: pa.Array) -> pa.Array:
    answer = _store().query(f"SELECT {_SQL[name]} AS x FROM cells", {"cells": pa.table({"x": cells})})["x"]
    return pa.array([], pa.string()) if not len(answer) else pa.concat_arrays(answer.chunks)


@cache
def _store() -> DuckStore:
    """One for each process that works."""
    return DuckStore()
