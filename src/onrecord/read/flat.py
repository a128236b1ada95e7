"""Checked records as rows of Arrow: nested rows move to their own tables and name their parents."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import itemgetter
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
        groups = list(map(itemgetter(field), rows))
        counts = list(map(len, groups))
        nested = list(chain.from_iterable(groups))
        if nested:
            owners = chain.from_iterable(map(repeat, map(itemgetter("id"), rows), counts))
            yield from flatten(TABLES[child], nested, places.nested(field, counts), list(owners))


def _arrow(table: Table, rows: Sequence[Mapping[str, Any]], places: Places, parents: Sequence[str] | None) -> pa.Table:
    given: dict[str, Sequence[Any]] = {ORIGIN: places.numbers}
    if parents is not None:
        given[table.parent] = parents
    schema = table.authored_schema
    names = [name for name in schema.names if name not in given]
    # The first name stands twice, because of one name alone an itemgetter makes no tuple.
    _, *columns = zip(*map(itemgetter(names[0], *names), rows), strict=True)
    given |= zip(names, columns, strict=True)
    return pa.Table.from_arrays([_column(given[field.name], field.type) for field in schema], schema=schema)


def _column(values: Sequence[Any], type: pa.DataType) -> pa.Array:
    if values.count(None) == len(values):
        return pa.nulls(len(values), type)
    if pa.types.is_floating(type):
        return pa.array([None if value is None else float(value) for value in values], type)
    return pa.array(values, type)
