"""Rows of a table or of an answer, in the forms that people want them in."""

from collections import namedtuple
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from onrecord.notebook import MOST, table_html
from onrecord.release.extras import optional

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


ANSWER = "Row"
"""What a row of an answer is called."""
_PYTHON = {pa.string(): str, pa.int64(): int, pa.float64(): float, pa.date32(): date}


@dataclass(frozen=True, repr=False)
class Rows:
    """The rows of a table or of an answer, to be had in whatever form is wanted."""

    arrow: pa.Table
    name: str = ANSWER
    """What one row is called: ``Figure``, ``Statement``; that of an answer is ``Row``."""

    def __len__(self) -> int:
        return len(self.arrow)

    def __repr__(self) -> str:
        return f"<{len(self):,} rows of {self.name}: {', '.join(self.arrow.column_names)}>"

    def __iter__(self) -> Iterator[Any]:
        """The rows one by one: ``figure.value``, ``figure.period_start``; None for what is missing.

        Those of a table are Pydantic models with a field for each column (``figure.model_dump()``). Those of an answer,
        whose columns may be called anything, are named tuples; one whose name Python does not take is called ``_`` and
        its place.
        """
        make = _tuple(self.arrow.schema) if self.name == ANSWER else _model(self.name, self.arrow.schema)
        for batch in self.arrow.to_batches():
            yield from map(make, *(column.to_pylist() for column in batch.columns))

    def _repr_html_(self) -> str:
        rows = [tuple(row.values()) for row in self.arrow.slice(0, MOST).to_pylist()]
        return table_html(self.arrow.column_names, rows, len(self))

    def to_arrow(self) -> pa.Table:
        """As an Arrow table."""
        return self.arrow

    def to_dicts(self) -> list[dict[str, Any]]:
        """As a list of dictionaries; None for what is missing."""
        return list(self.arrow.to_pylist())

    def to_pandas(self) -> "pd.DataFrame":
        """As a pandas DataFrame: text as ``str``, whole numbers as nullable ``Int64``, days as ``datetime64``.

        Needs pandas (``pip install onrecord[pandas]``); raises UsageError without it.
        """
        pandas = optional("pandas")
        fields = [_with_timestamps(field) for field in self.arrow.schema]
        kinds = {pa.int64(): pandas.Int64Dtype(), pa.string(): pandas.StringDtype(na_value=float("nan"))}
        frame: pd.DataFrame = self.arrow.cast(pa.schema(fields)).to_pandas(types_mapper=kinds.get)
        return frame

    def to_polars(self) -> "pl.DataFrame":
        """As a polars DataFrame. Needs polars (``pip install onrecord[polars]``); raises UsageError without it."""
        frame: pl.DataFrame = optional("polars").from_arrow(self.arrow)
        return frame


def _tuple(schema: pa.Schema) -> Callable[..., Any]:
    return namedtuple(ANSWER, schema.names, rename=True)


def _model(name: str, schema: pa.Schema) -> Callable[..., Any]:
    """Makes a model of a row of cells; they are not validated again, for Parquet holds nothing of another type."""
    from pydantic import ConfigDict, create_model

    fields: Any = {field.name: (_PYTHON.get(field.type, Any) | None, None) for field in schema}
    model = create_model(name, __config__=ConfigDict(frozen=True), **fields)

    def make(*cells: Any) -> Any:
        return model.model_construct(**dict(zip(schema.names, cells, strict=True)))

    return make


def _with_timestamps(field: pa.Field) -> pa.Field:
    """A field of days as one of timestamps, because pandas keeps Arrow's days as Python objects."""
    return field.with_type(pa.timestamp("s")) if pa.types.is_date32(field.type) else field.remove_metadata()
