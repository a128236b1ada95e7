"""Checked records as rows of Arrow: nested rows move to their own tables and name their parents."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, repeat
from typing import Any, Protocol

import pyarrow as pa

from onrecord.models.base import Record
from onrecord.read.marked import MarkedMapping
from onrecord.tables import ORIGIN, TABLES, Table


class Places(Protocol):
    """Where each of a sequence of records stands."""

    @property
    def numbers(self) -> Sequence[int]:
        """The origin of each record, as the column ``_origin`` holds it."""
        ...

    def nested(self, field: str, counts: Sequence[int]) -> "Places":
        """The places of the rows in a field of the records, given how many rows each record has there."""
        ...


@dataclass(frozen=True)
class LinePlaces:
    """Records on lines; nested rows stand on the line of their record."""

    numbers: Sequence[int]

    def nested(self, field: str, counts: Sequence[int]) -> "LinePlaces":
        """The place of each record as often as it has rows."""
        return LinePlaces(list(chain.from_iterable(map(repeat, self.numbers, counts))))


@dataclass(frozen=True)
class MappingPlaces:
    """Records that are mappings of a file; each nested row is a mapping of its own."""

    mappings: Sequence[MarkedMapping]

    @property
    def numbers(self) -> Sequence[int]:
        """The ordinals of the mappings."""
        return [mapping.place for mapping in self.mappings]

    def nested(self, field: str, counts: Sequence[int]) -> "MappingPlaces":
        """The mappings inside the records' mappings."""
        return MappingPlaces([row for mapping in self.mappings for row in mapping.get(field, ())])


def flatten(
    table: Table, records: Sequence[Record], places: Places, parents: Sequence[str] | None = None
) -> Iterator[tuple[str, pa.Table]]:
    """The rows of records of one table and of all the rows nested in them, each with the name of its table.

    ``parents`` are the ids of the records that the rows are nested in; None for rows that stand on their own.
    """
    if not records:
        return
    rows = [record.__dict__ for record in records]
    yield table.name, _arrow(table, rows, places, parents)
    for field, child in table.nested.items():
        groups = [row[field] for row in rows]
        counts = list(map(len, groups))
        owners = list(chain.from_iterable(repeat(row["id"], count) for row, count in zip(rows, counts, strict=True)))
        nested = list(chain.from_iterable(groups))
        yield from flatten(TABLES[child], nested, places.nested(field, counts), owners)


def _arrow(table: Table, rows: Sequence[Mapping[str, Any]], places: Places, parents: Sequence[str] | None) -> pa.Table:
    given: dict[str, Sequence[Any]] = {ORIGIN: places.numbers}
    if parents is not None:
        given[table.parent] = parents
    columns = [
        pa.array(given[field.name] if field.name in given else _values(field, rows), field.type)
        for field in table.authored_schema
    ]
    return pa.Table.from_arrays(columns, schema=table.authored_schema)


def _values(field: pa.Field, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    name = field.name
    if pa.types.is_floating(field.type):
        return [float(value) if isinstance(value, Decimal) else value for value in (row[name] for row in rows)]
    return [row[name] for row in rows]
