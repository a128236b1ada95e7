"""From rows to records, as the rules of one input say."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from onrecord.importing import numbers, template
from onrecord.importing.account import Account, Used
from onrecord.importing.complaints import Complaints
from onrecord.importing.formats import Row, Sheet
from onrecord.importing.map import Input, Quantity, Rule
from onrecord.importing.read_map import ReadMap, Step, is_id, is_number, of_rule, required
from onrecord.importing.readings import Reading, reading
from onrecord.importing.template import CELL, COLUMN, FILE, NAME, OF_EACH, ROW, SPECIAL, Fill
from onrecord.models.base import Record
from onrecord.read.faults import Fault
from onrecord.read.record import check as check_kinship
from onrecord.read.record import check_document
from onrecord.read.words import shown
from onrecord.tables import TABLES, Table

CITING = ("figures", "statements")
"""The tables whose every record cites the cell or row that it was made of."""

_REMEMBERED = 100_000
"""How many ids are remembered, so that memory stays bounded."""


class Made(NamedTuple):
    """A record that was made of a row."""

    rule: int
    column: str
    """The column that it was made of; empty for the whole row."""
    data: dict[str, Any]


@dataclass(frozen=True)
class _Field:
    """One field of a record, as a template fills it in."""

    name: str
    fill: Fill
    names: tuple[str, ...]
    """The names in its template."""
    path: tuple[Step, ...]
    required: bool = False

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names that are no special ones."""
        return tuple(name for name in self.names if name not in SPECIAL)


@dataclass(frozen=True)
class _Rule:
    """A rule, made ready."""

    number: int
    rule: Rule
    model: type[Record]
    table: Table
    fields: tuple[_Field, ...]
    nested: Mapping[str, tuple[tuple[_Field, ...], ...]]
    amounts: numbers.AmountReader | None
    numeric: frozenset[str]
    cites: bool
    check: Callable[[type[Record], dict[str, Any]], Record | list[Fault]]
    latest: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    """For rules that say nothing of the row itself: what each id was last made of, so that it is made once."""

    @cached_property
    def parts(self) -> tuple[_Field, ...]:
        """Every field, those of rows inside the record too."""
        return (*self.fields, *(part for rows in self.nested.values() for fields in rows for part in fields))

    @cached_property
    def of_row(self) -> tuple[_Field, ...]:
        """The fields that are the same for every cell of a row."""
        return tuple(part for part in self.fields if not OF_EACH.intersection(part.names))

    @cached_property
    def of_cell(self) -> tuple[_Field, ...]:
        """The other fields."""
        return tuple(part for part in self.fields if OF_EACH.intersection(part.names))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name in its templates."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part.names))


class Converter:
    """Makes the records of one input of a map."""

    def __init__(self, read: ReadMap, number: int, complaints: Complaints) -> None:
        self.input = read.map.inputs[number]
        self._read, self._path = read, ("inputs", number)
        self._complaints = complaints
        self._readings = [reading(name, given) for name, given in self.input.columns.items()]
        self._columns = {one.name: one.column for one in self._readings}
        self._rules = [self._ready(index, rule) for index, rule in enumerate(self.input.records)]
        self._whole_rows, self._cells, skips = _skips(self.input)
        self.account = Account([self._used(rule) for rule in self._rules], skips)

    def _ready(self, index: int, rule: Rule) -> _Rule:
        model, table = of_rule(rule)
        path = (*self._path, "records", index)
        needed = required(model)
        fields = tuple(
            _field(name, text, table, (*path, "fields", name), name in needed) for name, text in rule.fields.items()
        )
        nested = {
            name: tuple(
                tuple(
                    _field(part, text, TABLES[table.nested[name]], (*path, "nested", name, number, part))
                    for part, text in row.items()
                )
                for number, row in enumerate(rows)
            )
            for name, rows in rule.nested.items()
        }
        amounts = _amounts(rule.number) if rule.number else None
        numeric = frozenset(name for name in model.model_fields if is_number(table, name))
        cites = rule.table in CITING and "citations" not in rule.nested
        check = check_kinship if _names_parents(rule, table) else check_document
        return _Rule(index, rule, model, table, fields, nested, amounts, numeric, cites, check)

    def _used(self, ready: _Rule) -> Used:
        rule = ready.rule
        own = [rule.number.column] if rule.number and rule.number.column else []
        names = [*(n for n in ready.names if n not in SPECIAL), *(condition.column for condition in rule.when)]
        return Used(frozenset([*rule.each, *own]), frozenset(self._columns.get(name, name) for name in names))

    def named(self) -> Iterator[tuple[str, tuple[Step, ...]]]:
        """Every column that the input names, and where."""
        for number, skip in enumerate(self.input.skip):
            yield from ((name, (*self._path, "skip", number, "columns", at)) for at, name in enumerate(skip.columns))
        for one in self._readings:
            yield one.column, (*self._path, "columns", one.name)
        for ready in self._rules:
            yield from self._named_in(ready)

    def _named_in(self, ready: _Rule) -> Iterator[tuple[str, tuple[Step, ...]]]:
        path = (*self._path, "records", ready.number)
        yield from ((column, (*path, "each", column)) for column in ready.rule.each)
        for number, condition in enumerate(ready.rule.when):
            yield self._columns.get(condition.column, condition.column), (*path, "when", number, "column")
        if ready.rule.number and ready.rule.number.column:
            yield ready.rule.number.column, (*path, "number", "column")
        for part in ready.parts:
            yield from ((self._columns.get(name, name), part.path) for name in part.columns)

    def convert(self, sheet: Sheet, row: Row) -> Iterator[Made]:
        """The records of a row; what is wrong with it goes to the complaints."""
        cells = row.cells
        self.account.rows += 1
        for column, values, reason in self._whole_rows:
            if cells.get(column) in values:
                self.account.skip_row(cells, reason)
                return
        for column, values, reason in self._cells:
            if cells.get(column) in values:
                del cells[column]
                self.account.skip(column, reason)
        made = _Row(self, sheet, row)
        applied = 0
        for ready in self._rules:
            if made.holds(ready.rule):
                applied |= 1 << ready.number
                yield from made.records(ready)
        self.account.row(cells, applied)

    def read_row(self, sheet: Sheet, row: Row, values: dict[str, str]) -> set[str]:
        """Puts the cells, as they are read, into the values; returns the names of those that cannot be."""
        bad = set()
        for one in self._readings:
            cell = row.cells.get(one.column)
            found = one.empty if cell is None else one.read(cell)
            if found is not None:
                values[one.name] = found
                continue
            values.pop(one.name, None)
            if cell is not None:
                bad.add(one.name)
                self._unread(sheet, row, one, cell)
        return bad

    def _unread(self, sheet: Sheet, row: Row, one: Reading, cell: str) -> None:
        code, message, help = one.complaint(cell)
        kind = (str(self._path), one.name, code)
        self._complaints.add_alike(kind, lambda: sheet.problem(row, one.column, code, message, help))

    def complain(self, sheet: Sheet, row: Row, name: str, code: str, message: str, help: str = "") -> None:
        """Adds a problem at the cell that a name of a template stands for."""
        column = self._columns.get(name, name)
        kind = (str(self._path), name, code)
        self._complaints.add_alike(kind, lambda: sheet.problem(row, column, code, message, help))

    def complain_of_map(self, path: tuple[Step, ...], fault: Fault) -> None:
        """Adds a problem at a text of the map that no cell has a part in."""
        kind = ("map", *map(str, path), fault.code)
        self._complaints.add_once(kind, lambda: self._read.problem(path, fault.code, fault.message, fault.help))


_Values = list[tuple[str, frozenset[str], str]]
"""Columns, the values in them that are left out, and why."""


def _skips(input: Input) -> tuple[_Values, _Values, dict[str, str]]:
    """What leaves out whole rows, what leaves out cells, and the columns that are left out with the reason why."""
    rows: _Values = []
    cells: _Values = []
    columns = {}
    for skip in input.skip:
        for column in skip.columns:
            if not skip.values:
                columns[column] = skip.reason
            else:
                (rows if skip.whole_row else cells).append((column, frozenset(skip.values), skip.reason))
    return rows, cells, columns


def _names_parents(rule: Rule, table: Table) -> bool:
    """Whether records may name parents that do not fit: rows inside them do, or the table is one of such rows."""
    inner = ((TABLES[table.nested[name]], row) for name, rows in rule.nested.items() for row in rows)
    return table.has_row_ids or any(child.parent in row for child, row in inner)


def _field(name: str, text: str, table: Table, path: tuple[Step, ...], required: bool = False) -> _Field:
    parsed = template.parse(text)
    return _Field(name, parsed.filler(as_id=is_id(table, name)), tuple(dict.fromkeys(parsed.names)), path, required)


def _amounts(quantity: Quantity) -> numbers.AmountReader:
    return numbers.AmountReader(numbers.form(quantity.format), quantity.qualifiers, quantity.beside)


class _Row:
    """One row that becomes records."""

    def __init__(self, converter: Converter, sheet: Sheet, row: Row) -> None:
        self._converter, self._sheet, self._row = converter, sheet, row
        self._values = {**row.cells, ROW: str(row.number), FILE: sheet.file.stem}
        self._bad = converter.read_row(sheet, row, self._values)

    def holds(self, rule: Rule) -> bool:
        """Whether the row fulfils the conditions of a rule."""
        for condition in rule.when:
            found = self._values.get(condition.column)
            if (found is not None and (not condition.values or found in condition.values)) is condition.negate:
                return False
        return True

    def records(self, ready: _Rule) -> Iterator[Made]:
        """The records that a rule makes of the row."""
        own = ready.rule.number.column if ready.rule.number else None
        if not ready.rule.each and ((own and own not in self._row.cells) or self._is_old(ready)):
            return
        found = [column for column in ready.rule.each if column in self._row.cells] if ready.rule.each else [own or ""]
        shared = self._fields(ready.of_row) if found else None
        if shared is None:
            return
        for column in found:
            if ready.rule.each:
                self._choose(column, ready.rule.each[column])
            yield from self._record(ready, column, shared)

    def _choose(self, column: str, name: str) -> None:
        """Lets the special placeholders stand for a cell."""
        self._values[COLUMN], self._values[NAME] = column, name
        if column in self._values:
            self._values[CELL] = self._values[column]
        else:
            self._values.pop(CELL, None)

    def _is_old(self, ready: _Rule) -> bool:
        """Whether the record would be what its id already stands for; never for records that cite their row."""
        if ready.cites or ready.amounts:
            return False
        id = next((part.fill(self._values) for part in ready.fields if part.name == "id"), None)
        if id is None:
            return False
        key = tuple(map(self._values.get, ready.names))
        if ready.latest.get(id) == key:
            return True
        if len(ready.latest) == _REMEMBERED:
            ready.latest.clear()
        ready.latest[id] = key
        return False

    def _record(self, ready: _Rule, column: str, shared: Mapping[str, Any]) -> Iterator[Made]:
        own = self._fields(ready.of_cell)
        if own is None:
            return
        data = {**own, **shared}
        if ready.amounts and not self._number(ready, column, data):
            return
        for name, rows in ready.nested.items():
            found = [inner for fields in rows if (inner := self._nested(fields))]
            if found:
                data[name] = found
        if ready.cites and "source_id" in data:
            data["citations"] = [{"source_id": data["source_id"], "locator": self._sheet.locator(self._row, column)}]
        result = ready.check(ready.model, data)
        if isinstance(result, list):
            for fault in result:
                self._fault(ready, column, fault)
            return
        for name in ready.numeric & data.keys():
            data[name] = numbers.plain(getattr(result, name))
        yield Made(ready.number, column, data)

    def _fields(self, fields: tuple[_Field, ...]) -> dict[str, Any] | None:
        """The fields of a record; None where it needs one that cannot be filled in."""
        data, whole, values = {}, True, self._values
        for part in fields:
            found = part.fill(values)
            if found is not None:
                data[part.name] = found
            elif not self._may_lack(part):
                whole = False
        return data if whole else None

    def _may_lack(self, part: _Field) -> bool:
        """Whether a field can be left out, because all the cells that it is made of are empty."""
        if self._bad.intersection(part.columns):
            return False
        empty = [name for name in part.columns if name not in self._values]
        if not empty or (not part.required and len(empty) == len(part.columns)):
            return not part.required
        message = f"`{part.name}` needs the cell `{shown(empty[0])}`, which is empty"
        help = "say what it stands for with `empty` under `columns`, or leave such rows out"
        self._converter.complain(self._sheet, self._row, empty[0], "empty-field", message, help)
        return False

    def _nested(self, fields: tuple[_Field, ...]) -> dict[str, Any] | None:
        """A row inside the record; None where all the cells that it is made of are empty."""
        names = {name for part in fields for name in part.columns}
        if names and not any(name in self._values for name in names):
            return None
        return self._fields(fields)

    def _number(self, ready: _Rule, column: str, data: dict[str, Any]) -> bool:
        """Puts the number of a cell into a figure; False where it cannot be read."""
        cell = self._row.cells[column]
        quantity, reader = ready.rule.number, ready.amounts
        assert quantity is not None and reader is not None
        if cell in quantity.absent:
            data["availability"] = quantity.absent[cell]
            data.pop("qualifier", None)
            return True
        try:
            amount = reader.read(cell)
        except numbers.WordsError as error:
            message = f"`{shown(error.args[0])}` beside the number in `{shown(cell)}` is not known"
            help = "say under `qualifiers` what it stands for, or under `beside` that it says nothing of the number"
            self._converter.complain(self._sheet, self._row, column, "unread-qualifier", message, help)
            return False
        if amount is None:
            message = f"`{shown(cell)}` is not a number of the form `{quantity.format}`"
            help = "correct the form, name it under `absent`, or skip it by its `values`"
            self._converter.complain(self._sheet, self._row, column, "unread-number", message, help)
            return False
        _put(data, cell, amount)
        return True

    def _fault(self, ready: _Rule, column: str, fault: Fault) -> None:
        """A fault of the record, told at the cell that it comes from or, without one, at the map."""
        part = _part(ready, fault.path)
        if part and not part.names:
            self._converter.complain_of_map(part.path, fault)
            return
        name = next((name for name in part.columns if name in self._values), "") if part else ""
        self._converter.complain(self._sheet, self._row, name or column, fault.code, fault.message, fault.help)


def _part(ready: _Rule, path: tuple[Step, ...]) -> _Field | None:
    """The field that a path inside a record leads to; None for the number of a figure and for citations."""
    if not path:
        return None
    if len(path) == 1:
        return next((part for part in ready.fields if part.name == path[0]), None)
    rows = ready.nested.get(str(path[0]), ())
    # rows that are empty are left out, so the number in the path may be too low: the field is what counts
    return next((part for fields in rows for part in fields if part.name == path[-1]), None)


def _put(data: dict[str, Any], cell: str, amount: numbers.Amount) -> None:
    """The fields of a figure that an amount fills in; a qualifier that the map gives stays where the cell has none."""
    data["stated"] = cell
    if amount.qualifier != "exact" or "qualifier" not in data:
        data["qualifier"] = amount.qualifier
    for name, number in (("value", amount.value), ("low", amount.low), ("high", amount.high)):
        if number is not None:
            data[name] = number
