"""What is wrong with an input of a map, as far as it can be told before any file is read."""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.importing import dates, numbers, template
from onrecord.importing.map import Column, Input, Quantity, Rule
from onrecord.importing.map_file import ReadMap, Step
from onrecord.importing.targets import of_rule, required
from onrecord.models.base import Record
from onrecord.models.figure import Figure
from onrecord.problems import Problem
from onrecord.read.fields import columns_of
from onrecord.read.found import unknown_table
from onrecord.read.record import AUTHORED
from onrecord.read.words import did_you_mean, listed, shown
from onrecord.tables import TABLES, Table

_QUALIFIERS = TABLES["figures"]["qualifier"].codes
_AVAILABILITIES = TABLES["figures"]["availability"].codes
_POINTER = re.compile("(/([^/~]|~[01])*)+")


@dataclass(frozen=True)
class InputCheck:
    """The checks of one input."""

    read: ReadMap
    path: tuple[Step, ...]
    input: Input

    def _problem(
        self, path: tuple[Step, ...], code: str, message: str, help: str = "", *, key: bool = False
    ) -> Problem:
        return self.read.problem((*self.path, *path), code, message, help, key=key)

    def problems(self) -> Iterator[Problem]:
        """Everything that is wrong with the input."""
        yield from self._options()
        for name, column in self.input.columns.items():
            yield from self._column(name, column)
        yield from self._skips()
        for number, rule in enumerate(self.input.records):
            if rule.table in AUTHORED and rule.table != "records":
                yield from self._rule(("records", number), rule)
            else:
                yield self._problem(("records", number, "table"), *unknown_table(rule.table))
                yield from self._texts(("records", number), rule)

    def _options(self) -> Iterator[Problem]:
        try:
            codecs.lookup(self.input.encoding)
            "".encode(self.input.encoding)
        except (LookupError, UnicodeError, ValueError):
            message = f"`{shown(self.input.encoding)}` is not an encoding of text"
            yield self._problem(("encoding",), "bad-format", message, "write one such as utf-8, cp1252 or utf-16")
        if self.input.rows is not None and not _POINTER.fullmatch(self.input.rows):
            message = f"`{shown(self.input.rows)}` is not a JSON Pointer"
            yield self._problem(("rows",), "bad-format", message, "write the names on the way, as in /data/rows")

    def _column(self, name: str, column: Column) -> Iterator[Problem]:
        path: tuple[Step, ...] = ("columns", name)
        if name.startswith("@"):
            help = "give it a name without `@`, and the column's own under `column`"
            yield self._problem(path, "conflicting-keys", f"`{shown(name)}` starts like a placeholder", help, key=True)
        if column.date is not None and column.number is not None:
            message = "a column is read as a date or as a number, not as both"
            yield self._problem((*path, "number"), "conflicting-keys", message, "read it under two names", key=True)
        if column.otherwise is not None and not column.values:
            message = "`otherwise` goes with `values`"
            yield self._problem((*path, "otherwise"), "conflicting-keys", message, "add `values`", key=True)
        if column.date is not None:
            yield from self._date((*path, "date"), column)
        if column.number is not None:
            yield from self._number((*path, "number"), column.number)

    def _date(self, path: tuple[Step, ...], column: Column) -> Iterator[Problem]:
        try:
            dates.reader(column.date or "", column.months)
        except ValueError as error:
            message = f"`{shown(column.date)}` is not a form of dates: {error}"
            yield self._problem(path, "bad-format", message, f"it is written with {listed(dates.TOKENS)}")

    def _number(self, path: tuple[Step, ...], example: str) -> Iterator[Problem]:
        try:
            numbers.form(example)
        except ValueError as error:
            yield self._problem(path, "bad-format", f"`{shown(example)}` shows no form of numbers", str(error))

    def _skips(self) -> Iterator[Problem]:
        for number, skip in enumerate(self.input.skip):
            if skip.whole_row and not skip.values:
                message = "`whole_row` goes with `values`: it would leave out every row that has the column"
                yield self._problem(
                    ("skip", number, "whole_row"), "conflicting-keys", message, "add `values`", key=True
                )

    def _texts(self, path: tuple[Step, ...], rule: Rule) -> Iterator[Problem]:
        """What is wrong in a rule whatever its table is."""
        for name, text in rule.fields.items():
            yield from self._template((*path, "fields", name), text, rule)
        for name, rows in rule.nested.items():
            for number, fields in enumerate(rows):
                for field, text in fields.items():
                    yield from self._template((*path, "nested", name, number, field), text, rule)
        if rule.number:
            yield from self._reading((*path, "number"), rule.number)

    def _rule(self, path: tuple[Step, ...], rule: Rule) -> Iterator[Problem]:
        model, table = of_rule(rule)
        for name, text in rule.fields.items():
            if name not in columns_of(table):
                yield self._unknown_field((*path, "fields", name), name, table)
            yield from self._constant((*path, "fields", name), name, text, table)
        for name, rows in rule.nested.items():
            yield from self._nested((*path, "nested", name), name, rows, table)
        yield from self._missing((*path, "fields"), rule, model, table)
        yield from self._twins(path, rule)
        yield from self._texts(path, rule)
        if rule.number:
            yield from self._quantity((*path, "number"), rule, rule.number)
        if rule.again == "correct" and model is not Figure:
            message = f"only figures are corrected, and not a {table.singular}"
            yield self._problem((*path, "again"), "conflicting-keys", message, "choose `first`, `last` or `refuse`")

    def _twins(self, path: tuple[Step, ...], rule: Rule) -> Iterator[Problem]:
        """Columns under `each` with one name, where nothing else tells their records apart."""
        if any(template.COLUMN in placeholders(text) for text in rule.fields.values()):
            return
        known: dict[str, str] = {}
        for column, name in rule.each.items():
            first = known.setdefault(template.slug(name) or name, column)
            if first != column:
                message = f"`{shown(column)}` has the name that `{shown(first)}` has, `{shown(name)}`"
                help = "give each column a name of its own, or tell them apart by `{@column}` in the id"
                yield self._problem((*path, "each", column), "conflicting-keys", message, help)

    def _unknown_field(self, path: tuple[Step, ...], name: str, table: Table) -> Problem:
        if name in table.nested:
            message, help = f"`{name}` holds several rows", "put it under `nested`"
            return self._problem(path, "unknown-field", message, help, key=True)
        known = columns_of(table)
        help = did_you_mean(name, known) or f"its fields are {listed(known)}"
        return self._problem(
            path, "unknown-field", f"`{shown(name)}` is not a field of {table.singular}", help, key=True
        )

    def _nested(
        self,
        path: tuple[Step, ...],
        name: str,
        rows: tuple[Mapping[str, str], ...],
        table: Table,
    ) -> Iterator[Problem]:
        if name not in table.nested:
            message = f"a {table.singular} has no rows `{shown(name)}` inside it"
            help = did_you_mean(name, table.nested) or f"it has {listed(table.nested)}"
            yield self._problem(path, "unknown-field", message, help, key=True)
            return
        inner = TABLES[table.nested[name]]
        for number, fields in enumerate(rows):
            for field, text in fields.items():
                if field not in columns_of(inner):
                    yield self._unknown_field((*path, number, field), field, inner)
                yield from self._constant((*path, number, field), field, text, inner)

    def _template(self, path: tuple[Step, ...], text: str, rule: Rule) -> Iterator[Problem]:
        try:
            names = template.parse(text).names
        except template.TemplateError as error:
            help = "write `{a column}`, and `{{` for a bracket"
            yield self._problem(path, "bad-template", str(error), help)
            return
        if not rule.each and (found := template.OF_EACH.intersection(names)):
            message = f"`{{{min(found)}}}` means something only where the rule has `each`"
            yield self._problem(path, "bad-template", message, "name the column itself")

    def _missing(self, path: tuple[Step, ...], rule: Rule, model: type[Record], table: Table) -> Iterator[Problem]:
        for name in required(model):
            if name not in rule.fields:
                message, help = f"`{name}` is missing from this {table.singular}", model.model_fields[name].description
                yield self._problem(path, "missing-field", message, " ".join((help or "").split()))

    def _quantity(self, path: tuple[Step, ...], rule: Rule, quantity: Quantity) -> Iterator[Problem]:
        if rule.table != "figures":
            message = "`number` fills in the number of a figure"
            yield self._problem(path, "conflicting-keys", message, "leave it out, and use `fields`", key=True)
        if (quantity.column is None) is not bool(rule.each):
            message = "`number` reads the cell of `each`, or else the `column` that it names"
            yield self._problem(path, "conflicting-keys", message, "give one of the two", key=True)

    def _reading(self, path: tuple[Step, ...], quantity: Quantity) -> Iterator[Problem]:
        yield from self._number((*path, "format"), quantity.format)
        yield from self._codes((*path, "qualifiers"), quantity.qualifiers, "qualifier", _QUALIFIERS)
        yield from self._codes((*path, "absent"), quantity.absent, "availability", _AVAILABILITIES)

    def _constant(self, path: tuple[Step, ...], field: str, text: str, table: Table) -> Iterator[Problem]:
        """A text without any cell, which cannot become a code of the field."""
        codes = next((column.codes for column in table.columns if column.field == field), {})
        given = constant(text)
        if codes and given is not None and given not in codes:
            yield self._problem(path, "unknown-code", *_no_code(given, field, codes))

    def _codes(
        self, path: tuple[Step, ...], given: Mapping[str, str], name: str, codes: Mapping[str, str]
    ) -> Iterator[Problem]:
        for words, code in given.items():
            if code not in codes:
                yield self._problem((*path, words), "unknown-code", *_no_code(code, name, codes))


def _no_code(given: str, name: str, codes: Mapping[str, str]) -> tuple[str, str]:
    """Message and help for what is not a code."""
    help = f"{did_you_mean(given, codes)} the codes are {listed(codes)}".strip()
    return f"`{shown(given)}` is not a code of `{name}`", help


def placeholders(text: str) -> tuple[str, ...]:
    """The names in a template; none where it is no template."""
    try:
        return template.parse(text).names
    except template.TemplateError:
        return ()


def constant(text: str) -> str | None:
    """What a template becomes in every row; None where that depends on the row, or it is no template."""
    try:
        parsed = template.parse(text)
    except template.TemplateError:
        return None
    return None if parsed.names else parsed.texts[0]
