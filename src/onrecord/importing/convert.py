"""From rows to records, as the rules of one input say."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from onrecord.importing import numbers
from onrecord.importing.account import Account, Used
from onrecord.importing.complaints import Complaints
from onrecord.importing.formats import Row, Sheet
from onrecord.importing.map import Input, Rule
from onrecord.importing.read_map import ReadMap, Step
from onrecord.importing.readings import Reading, reading
from onrecord.importing.rules import Field, Ready, made_ready
from onrecord.importing.template import CELL, COLUMN, FILE, NAME, ROW, SPECIAL
from onrecord.read.faults import Fault
from onrecord.read.words import shown

_REMEMBERED = 100_000
"""How many ids are remembered, so that memory stays bounded."""


class Made(NamedTuple):
    """A record that was made of a row."""

    rule: int
    column: str
    """The column that it was made of; empty for the whole row."""
    data: dict[str, Any]


class Converter:
    """Makes the records of one input of a map."""

    def __init__(self, read: ReadMap, number: int, complaints: Complaints) -> None:
        self.input = read.map.inputs[number]
        self._read, self._path = read, ("inputs", number)
        self._complaints = complaints
        self._readings = [reading(name, given) for name, given in self.input.columns.items()]
        self._columns = {one.name: one.column for one in self._readings}
        self._rules = [
            made_ready(rule, index, (*self._path, "records", index)) for index, rule in enumerate(self.input.records)
        ]
        self._whole_rows, self._cells, skips = _skips(self.input)
        self.account = Account([self._used(rule) for rule in self._rules], skips)

    def _used(self, ready: Ready) -> Used:
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

    def _named_in(self, ready: Ready) -> Iterator[tuple[str, tuple[Step, ...]]]:
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
        applied = idle = 0
        for ready in self._rules:
            if not made.holds(ready.rule):
                continue
            if ready.finds(cells):
                applied |= 1 << ready.number
                yield from made.records(ready)
            else:
                idle |= 1 << ready.number
        self.account.row(cells, applied, idle)

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

    def records(self, ready: Ready) -> Iterator[Made]:
        """The records that a rule makes of the row."""
        own = ready.rule.number.column if ready.rule.number else None
        if not ready.rule.each and self._is_old(ready):
            return
        found = [column for column in ready.rule.each if column in self._row.cells] if ready.rule.each else [own or ""]
        shared = self._fields(ready.of_row)
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

    def _is_old(self, ready: Ready) -> bool:
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

    def _record(self, ready: Ready, column: str, shared: Mapping[str, Any]) -> Iterator[Made]:
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

    def _fields(self, fields: tuple[Field, ...]) -> dict[str, Any] | None:
        """The fields of a record; None where it needs one that cannot be filled in."""
        data, whole, values = {}, True, self._values
        for part in fields:
            found = part.fill(values)
            if found is not None:
                data[part.name] = found
            elif not self._may_lack(part):
                whole = False
        return data if whole else None

    def _may_lack(self, part: Field) -> bool:
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

    def _nested(self, fields: tuple[Field, ...]) -> dict[str, Any] | None:
        """A row inside the record; None where all the cells that it is made of are empty."""
        names = {name for part in fields for name in part.columns}
        if names and not any(name in self._values for name in names):
            return None
        return self._fields(fields)

    def _number(self, ready: Ready, column: str, data: dict[str, Any]) -> bool:
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

    def _fault(self, ready: Ready, column: str, fault: Fault) -> None:
        """A fault of the record, told at the cell that it comes from or, without one, at the map."""
        part = _part(ready, fault.path)
        if part and not part.names:
            self._converter.complain_of_map(part.path, fault)
            return
        name = next((name for name in part.columns if name in self._values), "") if part else ""
        self._converter.complain(self._sheet, self._row, name or column, fault.code, fault.message, fault.help)


def _part(ready: Ready, path: tuple[Step, ...]) -> Field | None:
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
