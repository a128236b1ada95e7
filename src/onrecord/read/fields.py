"""The fields of a table that authors fill in."""

from onrecord.tables import ORIGIN, Table


def columns_of(table: Table) -> list[str]:
    """The fields that hold one value, in order: what a file of CSV may have as columns."""
    return [name for name in table.authored_schema.names if name != ORIGIN]


def fields_of(table: Table) -> list[str]:
    """All fields, those that hold nested rows last."""
    return [*columns_of(table), *table.nested]
