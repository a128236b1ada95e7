"""What the rules of a map make: models and tables, and the fields that they ask for."""

from pydantic import BaseModel

from onrecord import kinds
from onrecord.importing.map import Rule
from onrecord.models.base import Record
from onrecord.read.record import AUTHORED
from onrecord.tables import TABLES, Table

NUMBER_FIELDS = ("availability", "qualifier", "stated", "value", "low", "high")
"""The fields of a figure that `number` fills in."""


def required(model: type[BaseModel]) -> list[str]:
    """The fields that every record of a model has to give."""
    return [name for name, field in model.model_fields.items() if field.is_required()]


def of_rule(rule: Rule) -> tuple[type[Record], Table]:
    """The model and the table of the records of a rule."""
    return AUTHORED[rule.table], TABLES[rule.table]


def is_id(table: Table, field: str) -> bool:
    """Whether a field holds an id, so that cells in it become parts of ids."""
    column = next((column for column in table.columns if column.field == field), None)
    return column is not None and column.kind in (kinds.ID, kinds.REFERENCE)


def is_number(table: Table, field: str) -> bool:
    """Whether a field holds a number."""
    columns = (*table.columns, *table.instructions)
    column = next((column for column in columns if column.field == field), None)
    return column is not None and column.kind in (kinds.INTEGER, kinds.NUMBER)
