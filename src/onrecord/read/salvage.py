"""What is right of a record with something wrong in it, so that all other problems can be told at the same time.

It is never published: a record with a problem refuses the release. What is wrong is taken out, and what is missing
stays empty, except that a row without an id of its own gets one that nobody can mean; rules that such a gap could
mislead are not held against it (see :class:`Salvaged`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, cast

from pydantic import ValidationError, create_model

from onrecord import kinds
from onrecord.dataset import STAND_IN
from onrecord.models.base import Record
from onrecord.read.faults import Fault
from onrecord.read.marked import MarkedList, MarkedMapping, Path
from onrecord.tables import TABLES, Table

MOST = 1_000
"""How many mappings with gaps are checked further, about: enough to mend at a time. Where all records of a large file
lack the same, such as their period, rules would otherwise compare each with each."""
_ID = "id"
_APART = (kinds.CODE, kinds.EDTF, kinds.DATE, kinds.URL, kinds.INTEGER)
"""Kinds of fields that say nothing of the rows inside their record, nor of records around it."""


@dataclass(frozen=True)
class Salvaged:
    """A record without what is wrong in it."""

    record: Record
    doubtful: frozenset[int]
    """The places of the mappings in it that lack something which they or a record around them gave, or should have
    given: of these it can be said where their references lead, and nothing more."""


def salvaged(model: type[Record], data: MarkedMapping, faults: Sequence[Fault]) -> Salvaged | None:
    """The record that is left of data when its faults are taken out of it, in place; None where nothing is left."""
    table = TABLES[model.heading.table]
    doubtful = frozenset(place for fault in faults for place in _touched(data, table, fault))
    unnamed = [_unnamed(data, table, fault) for fault in faults if _is_of_id(fault)]
    take_out(data, faults, missing=True)
    mark = sha256(repr(data).encode()).hexdigest()[:16] if unnamed else ""
    for number, (row, prefix) in enumerate(unnamed):
        row[_ID] = f"{prefix}-{STAND_IN}-{mark}-{number}"
    try:
        return Salvaged(_lenient(model).model_validate(data), doubtful)
    except ValidationError:
        return None


@cache
def _lenient(model: type[Record]) -> type[Record]:
    """The model with no field that is required, in the records inside it too."""
    table = TABLES[model.heading.table]
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name in table.nested:
            child = _lenient(_model_of(field.annotation))
            fields[name] = (tuple[child, ...], ())  # type: ignore[valid-type]
        elif field.is_required():
            fields[name] = (field.rebuild_annotation() | None, None)
    return cast("type[Record]", create_model(model.__name__, __base__=model, **fields))


def _model_of(annotation: Any) -> type[Record]:
    """The model of the rows of a field, as in ``tuple[Name, ...]``."""
    found: type[Record] = next(part for part in annotation.__args__ if isinstance(part, type))
    return found


def take_out(data: MarkedMapping, faults: Sequence[Fault], *, missing: bool = False) -> None:
    """Takes everything out of data that faults tell of; unless it may be ``missing``, what lacks something goes too."""
    lacking = () if missing else ("missing-field",)
    paths = {fault.path[:-1] if fault.code in lacking else fault.path for fault in faults}
    for path in sorted(filter(None, paths), reverse=True):
        _take_out(data, path)


def _take_out(data: MarkedMapping, path: Path) -> None:
    node: Any = data
    for step in path[:-1]:
        node = _inside(node, step)
    last = path[-1]
    if isinstance(node, MarkedMapping):
        node.pop(cast(str, last), None)
    elif isinstance(node, MarkedList) and isinstance(last, int) and last < len(node):
        del node[last], node.items_at[last]


def _inside(node: Any, step: str | int) -> Any:
    if isinstance(node, MarkedMapping):
        return node.get(cast(str, step))
    return node[step] if isinstance(node, MarkedList) and isinstance(step, int) and step < len(node) else None


def _is_of_id(fault: Fault) -> bool:
    return fault.path[-1:] == (_ID,) and fault.code != "computed-field"


def _unnamed(data: MarkedMapping, table: Table, fault: Fault) -> tuple[MarkedMapping, str]:
    """The row whose own id is what is wrong, and the prefix of the ids of its table."""
    *_, (row, own) = _way(data, table, fault.path)
    return row, own.prefix


def _way(data: MarkedMapping, table: Table, path: Path) -> Iterator[tuple[MarkedMapping, Table]]:
    """The groups on the way to what is at a path, from the record on, each with the table of its rows."""
    node: Any = data
    yield data, table
    for step in path[:-1]:
        node = _inside(node, step)
        if isinstance(step, str) and step in table.nested:
            table = TABLES[table.nested[step]]
        if isinstance(node, MarkedMapping):
            yield node, table


def _touched(data: MarkedMapping, table: Table, fault: Fault) -> Iterator[int]:
    """The places of the mappings that a fault leaves in doubt."""
    way = [(data, table), *_way(data, table, fault.path)]
    (outer, _), (owner, own) = way[-2:]
    yield owner.place
    if fault.code == "unknown-field":
        return
    apart = _is_apart(own, fault.path)
    if own.has_row_ids or not apart:  # a row without an id of its own is part of what the record around it says
        yield outer.place
    if not apart:
        yield from _below(owner)


def _is_apart(table: Table, path: Path) -> bool:
    fields = [step for step in path if isinstance(step, str)]
    return any(column.field == fields[-1] and column.kind in _APART for column in table.columns) if fields else False


def _below(node: Any) -> Iterator[int]:
    if isinstance(node, MarkedMapping):
        yield node.place
    for part in node.values() if isinstance(node, MarkedMapping) else node:
        if isinstance(part, MarkedMapping | MarkedList):
            yield from _below(part)
