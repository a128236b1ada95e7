"""One error of pydantic's with what is needed to word it, and the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import BaseModel

from onrecord.models.base import Record
from onrecord.tables import TABLES, Column, Table


class Wording(NamedTuple):
    """What a problem says."""

    code: str
    message: str
    help: str = ""


@dataclass(frozen=True)
class Miss:
    """One of pydantic's errors with what is needed to word it."""

    model: type[BaseModel]
    step: str | int
    """The field, or the number of an item of it."""
    field: str
    given: Any
    context: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What messages call the field or its item."""
        return f"`{self.field}`" if self.field == self.step else f"item {int(self.step) + 1} of `{self.field}`"

    @property
    def table(self) -> Table | None:
        """The table of the model; None for metadata."""
        return TABLES[self.model.heading.table] if issubclass(self.model, Record) else None

    @property
    def singular(self) -> str:
        """What messages call one thing of the model."""
        return self.table.singular if self.table else self.model.__name__.replace("Metadata", "dataset").lower()

    @property
    def description(self) -> str:
        """What the field is for; empty for an unknown one."""
        info = self.model.model_fields.get(self.field)
        return " ".join((info.description or "").split()) if info else ""

    @property
    def column(self) -> Column | None:
        """The first column of the field; None for metadata, nested rows and unknown fields."""
        columns = (*self.table.columns, *self.table.instructions) if self.table else ()
        return next((column for column in columns if column.field == self.field), None)
