"""The models folded once into plain values: tables of columns. Everything after reading knows these alone."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import annotated_types
import pyarrow as pa
from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from onrecord import kinds
from onrecord.kinds import Kind
from onrecord.models import MODELS
from onrecord.models.base import (
    ID_PATTERN,
    Derived,
    Enumeration,
    Heading,
    Instruction,
    Key,
    Link,
    Parent,
    Precision,
    Record,
    Ref,
    Required,
    Term,
)

ORIGIN = "_origin"
"""The column, never published, that says where among the inputs a row stands; readers number the places."""


@dataclass(frozen=True)
class Column:
    """One column of a table of a release, with everything that a format may want to say of it."""

    name: str
    field: str
    """The authors' field that it comes from; one date field makes four columns."""
    kind: Kind
    description: str
    required: bool = False
    """Whether every row of a release has a value."""
    unique: bool = False
    reference: str = ""
    """The table that the value is an id of."""
    enumeration: str = ""
    """The name of the closed list that the value is from."""
    codes: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """The values of that list, each with its meaning."""
    pattern: str = ""
    """A regular expression that the whole value matches."""
    minimum: float | None = None
    maximum: float | None = None
    derived: bool = False
    """Whether onrecord computes it."""
    term: Term | None = None
    """Its RDF predicate; None where another column's triples already say it."""

    @property
    def title(self) -> str:
        """The name for people: ``start_char`` is ``start char``."""
        return self.name.replace("_", " ")

    @property
    def arrow(self) -> pa.Field:
        """The column as a field of an Arrow schema, its description in the metadata."""
        return pa.field(self.name, self.kind.arrow, not self.required, {"description": self.description})


@dataclass(frozen=True)
class Table:
    """One table of a release."""

    name: str
    singular: str
    description: str
    prefix: str
    columns: tuple[Column, ...]
    parent: str = ""
    """The column with the record that a nested row belongs to; empty for records of their own."""
    nested: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Authors' fields that hold rows of other tables: field to table."""
    instructions: tuple[Column, ...] = ()
    """Authors' fields that steer a computation and are no columns."""
    classes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    nodes: Mapping[str, str] = dataclasses.field(default_factory=dict)
    authored: bool = True
    in_rdf: bool = True

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema of the table in a release."""
        return pa.schema([column.arrow for column in self.columns])

    @cached_property
    def authored_schema(self) -> pa.Schema:
        """The Arrow schema of the table as authors give it: their fields, then where each row stands."""
        fields = [pa.field(column.field, column.kind.arrow) for column in self.columns if not column.derived]
        steering = [pa.field(column.name, column.kind.arrow) for column in self.instructions]
        return pa.schema([*fields, *steering, pa.field(ORIGIN, pa.int64())])

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]

    @property
    def order(self) -> list[str]:
        """The columns of the canonical order: by parent, then by id."""
        return [self.parent, "id"] if self.has_row_ids else ["id"]

    @property
    def has_row_ids(self) -> bool:
        """Whether ids are made from the row's parent and what it says, and not given by authors."""
        return bool(self.parent) and self["id"].derived

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


_T = TypeVar("_T")


def _parts(annotation: Any) -> Iterator[Any]:
    """Every type and mark inside an annotation, those of inner types first."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        yield from _parts(inner)
        for mark in marks:
            yield from mark.metadata if isinstance(mark, FieldInfo) else [mark]
    elif origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from _parts(member)
    else:
        yield annotation


def _last(parts: list[Any], kind: type[_T]) -> _T | None:
    return next((part for part in reversed(parts) if isinstance(part, kind)), None)


def _column(name: str, annotation: Any, info: FieldInfo) -> Column:
    parts = list(_parts(annotation))
    enumeration = _last(parts, Enumeration)
    key, reference = _last(parts, Key), _last(parts, Ref)
    constraints = _last(parts, StringConstraints)
    least, most = _last(parts, annotated_types.Ge), _last(parts, annotated_types.Le)
    kind = _last(parts, Kind)
    if kind is None:
        raise TypeError(f"{name} has no kind")
    pattern = ID_PATTERN if reference or kind is kinds.ID else str(constraints.pattern if constraints else "")
    return Column(
        name=name,
        field=name,
        kind=kind,
        description=" ".join((info.description or "").split()),
        required=NoneType not in parts or _last(parts, Required) is not None,
        unique=name == "id",
        reference=reference.table if reference else "",
        enumeration=enumeration.name if enumeration else "",
        codes=enumeration.codes if enumeration else {},
        pattern=key.pattern if key else pattern,
        minimum=least.ge if least else None,  # type: ignore[arg-type]
        maximum=most.le if most else None,  # type: ignore[arg-type]
        derived=_last(parts, Derived) is not None,
        term=_last(parts, Term),
    )


_PRECISION = next(part for part in _parts(Precision) if isinstance(part, Enumeration))


def _columns(column: Column) -> Iterator[Column]:
    """The columns of a release that one field becomes: a date field four, any other one."""
    if column.kind is not kinds.EDTF:
        yield column
        return
    name = column.name
    yield replace(column, name=f"{name}_edtf")
    day = replace(column, kind=kinds.DATE, required=False, derived=True, term=None)
    for end, words in (("start", "First"), ("end", "Last")):
        text = f"{words} day of `{name}_edtf`, inclusive; empty where it is open or unknown."
        yield replace(day, name=f"{name}_{end}", description=text)
    yield replace(
        day,
        name=f"{name}_precision",
        kind=kinds.CODE,
        description=f"How exact `{name}_edtf` is.",
        enumeration=_PRECISION.name,
        codes=_PRECISION.codes,
    )


def _nested_table(annotation: Any) -> str:
    arguments = get_args(annotation) if get_origin(annotation) is tuple else ()
    return arguments[0].heading.table if arguments else ""


def _fold(model: type[Record]) -> Table:
    heading: Heading = model.heading
    hints = {
        name: hint for name, hint in get_type_hints(model, include_extras=True).items() if name in model.model_fields
    }
    nested = {name: table for name, hint in hints.items() if (table := _nested_table(hint))}
    fields = {name: hint for name, hint in hints.items() if name not in nested}
    steering = {name for name, hint in fields.items() if _last(list(_parts(hint)), Instruction)}
    parent = next((name for name, hint in fields.items() if _last(list(_parts(hint)), Parent)), "")
    columns = {name: _column(name, hint, model.model_fields[name]) for name, hint in fields.items()}
    return Table(
        name=heading.table,
        singular=heading.singular,
        description=" ".join((model.__doc__ or "").split()),
        prefix=heading.prefix,
        columns=tuple(part for name, column in columns.items() if name not in steering for part in _columns(column)),
        parent=parent,
        nested=nested,
        instructions=tuple(columns[name] for name in columns if name in steering),
        classes=heading.classes,
        links=heading.links,
        nodes=heading.nodes,
        authored=heading.authored,
        in_rdf=heading.in_rdf,
    )


TABLES: Mapping[str, Table] = {model.heading.table: _fold(model) for model in MODELS}
"""Every table of a release by name, in the order in which a release lists them."""
