"""Rules, made ready: templates that fill in fields, and what is to be known of the table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from onrecord.importing import numbers, template
from onrecord.importing.map import Quantity, Rule
from onrecord.importing.map_file import Step
from onrecord.importing.targets import is_id, is_number, of_rule, required
from onrecord.importing.template import OF_EACH, SPECIAL, Cells, Fill
from onrecord.models.base import Record
from onrecord.read.faults import Fault
from onrecord.read.record import check as check_kinship
from onrecord.read.record import check_document
from onrecord.tables import TABLES, Table

CITING = ("figures", "statements")
"""The tables whose every record cites the cell or row that it was made of."""


@dataclass(frozen=True)
class Field:
    """One field of a record, as a template fills it in."""

    name: str
    fill: Fill
    names: tuple[str, ...]
    """The names in its template."""
    path: tuple[Step, ...]
    required: bool = False
    misled: bool = False
    """Whether the text before its first cell keeps it from being an id of its table."""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names that are no special ones."""
        return tuple(name for name in self.names if name not in SPECIAL)


@dataclass(frozen=True)
class Ready:
    """A rule with all that is needed to make records by it."""

    number: int
    rule: Rule
    model: type[Record]
    table: Table
    fields: tuple[Field, ...]
    nested: Mapping[str, tuple[tuple[Field, ...], ...]]
    amounts: numbers.AmountReader | None
    numeric: frozenset[str]
    cites: bool
    check: Callable[[type[Record], dict[str, Any]], Record | list[Fault]]
    latest: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    """For rules that say nothing of the row itself: what each id was last made of, so that it is made once."""

    @cached_property
    def parts(self) -> tuple[Field, ...]:
        """Every field, those of rows inside the record too."""
        return (*self.fields, *(part for rows in self.nested.values() for fields in rows for part in fields))

    @cached_property
    def of_row(self) -> tuple[Field, ...]:
        """The fields that are the same for every cell of a row."""
        return tuple(part for part in self.fields if not OF_EACH.intersection(part.names))

    @cached_property
    def of_cell(self) -> tuple[Field, ...]:
        """The other fields."""
        return tuple(part for part in self.fields if OF_EACH.intersection(part.names))

    def finds(self, cells: Cells) -> bool:
        """Whether a row has any cell that a record is made of."""
        if self.rule.each:
            return any(column in cells for column in self.rule.each)
        own = self.rule.number.column if self.rule.number else None
        return own is None or own in cells

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name in its templates."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part.names))


def made_ready(rule: Rule, number: int, path: tuple[Step, ...]) -> Ready:
    """A rule that stands at a path of the map, made ready."""
    model, table = of_rule(rule)
    needed = required(model)
    fields = tuple(
        _field(name, text, table, (*path, "fields", name), name in needed) for name, text in rule.fields.items()
    )
    nested = {
        name: tuple(
            tuple(
                _field(part, text, TABLES[table.nested[name]], (*path, "nested", name, at, part))
                for part, text in row.items()
            )
            for at, row in enumerate(rows)
        )
        for name, rows in rule.nested.items()
    }
    amounts = _amounts(rule.number) if rule.number else None
    numeric = frozenset(name for name in model.model_fields if is_number(table, name))
    cites = rule.table in CITING and "citations" not in rule.nested
    check = check_kinship if _names_parents(rule, table) else check_document
    return Ready(number, rule, model, table, fields, nested, amounts, numeric, cites, check)


def _names_parents(rule: Rule, table: Table) -> bool:
    """Whether records may name parents that do not fit: rows inside them do, or the table is one of such rows."""
    inner = ((TABLES[table.nested[name]], row) for name, rows in rule.nested.items() for row in rows)
    return table.has_row_ids or any(child.parent in row for child, row in inner)


def _field(name: str, text: str, table: Table, path: tuple[Step, ...], required: bool = False) -> Field:
    parsed = template.parse(text)
    misled = name == "id" and not parsed.texts[0].startswith(f"{table.prefix}-")
    names = tuple(dict.fromkeys(parsed.names))
    return Field(name, parsed.filler(as_id=is_id(table, name)), names, path, required, misled)


def _amounts(quantity: Quantity) -> numbers.AmountReader:
    form = numbers.form(quantity.format)
    return numbers.AmountReader(form, quantity.qualifiers, quantity.beside, quantity.scales, brackets=quantity.brackets)
