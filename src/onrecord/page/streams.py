"""The tables of a dataset as streams, so that a query over them never holds a table in memory."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from onrecord.dataset import Dataset, query
from onrecord.tables import TABLES


class Streams(Mapping[str, Any]):
    """Each table as a reader of record batches, a new one each time that it is asked for."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def __getitem__(self, name: str) -> Any:
        return pa.RecordBatchReader.from_batches(TABLES[name].schema, self._dataset.batches(name))

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    def ask(self, sql: str, **tables: pa.Table) -> list[dict[str, Any]]:
        """The rows of an answer to a query over the tables that it names, and over small ones beside them."""
        return list(query({**self, **tables}, sql).to_pylist())

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return self._dataset.count(name)
