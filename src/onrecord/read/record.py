"""One record: marked data in, a checked model or faults out."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from onrecord.models import MODELS
from onrecord.models.base import Record
from onrecord.problems import Problem
from onrecord.read.faults import Fault, faults
from onrecord.read.marked import MarkedMapping, Path, locate
from onrecord.read.page import Page
from onrecord.tables import TABLES, Table

_Model = TypeVar("_Model", bound=BaseModel)

AUTHORED: Mapping[str, type[Record]] = {model.heading.table: model for model in MODELS if model.heading.authored}
"""The model of every table that authors fill in."""

_Part = TypeVar("_Part", bound=BaseModel)


def check(model: type[Record], data: Mapping[str, Any]) -> Record | list[Fault]:
    """The record that the data is, or what is wrong with it."""
    try:
        record = model.model_validate(data)
    except ValidationError as error:
        return list(faults(model, error))
    return list(kinship(record)) or record


def check_document(model: type[_Model], data: Mapping[str, Any]) -> _Model | list[Fault]:
    """The model that the data is, or what is wrong with it."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        return list(faults(model, error))


def kinship(record: Record) -> Iterator[Fault]:
    """What is wrong with the parents that a record and the rows nested in it name.

    A row that stands on its own must name its parent if it needs one; a nested one need not, and names no other.
    """
    table = TABLES[record.heading.table]
    if table.parent and table[table.parent].required and getattr(record, table.parent) is None:
        message = f"`{table.parent}` is missing from this {table.singular}"
        yield Fault((table.parent,), "missing-field", message, table[table.parent].description)
    yield from _strangers(record, table, ())


def _strangers(record: BaseModel, table: Table, path: Path) -> Iterator[Fault]:
    for field, child in table.nested.items():
        for number, row in enumerate(getattr(record, field)):
            yield from _stranger(row, TABLES[child].parent, record, (*path, field, number))
            yield from _strangers(row, TABLES[child], (*path, field, number))


def _stranger(row: BaseModel, parent: str, record: Any, path: Path) -> Iterator[Fault]:
    given = getattr(row, parent)
    if given not in (None, record.id):
        message = f"`{parent}` is `{given}`, but the row stands inside `{record.id}`"
        yield Fault((*path, parent), "parent-given", message, f"leave `{parent}` out of nested rows")


def problems(page: Page, data: MarkedMapping, faults: list[Fault]) -> list[Problem]:
    """The faults of a record with their places in its page."""
    return [
        page.problem(locate(data, fault.path, key=fault.at_key), fault.code, fault.message, fault.help)
        for fault in faults
    ]
