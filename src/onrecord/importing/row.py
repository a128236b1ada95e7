"""One row that becomes records."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from onrecord.importing import numbers
from onrecord.importing.formats import Row, Sheet
from onrecord.importing.map import Rule
from onrecord.importing.map_file import Step
from onrecord.importing.readings import Reading
from onrecord.importing.rules import Field, Ready
from onrecord.importing.teller import Teller
from onrecord.importing.template import CELL, COLUMN, FILE, NAME, ROW, slug
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


class RowRecords:
    """The records of one row, rule by rule."""

    def __init__(self, sheet: Sheet, row: Row, readings: Sequence[Reading], teller: Teller) -> None:
        self._sheet, self._row, self._readings, self._teller = sheet, row, readings, teller
        self._values = {**row.cells, ROW: str(row.number), FILE: sheet.file.stem}
        self._bad = self._read()
        self._errors = frozenset(name for name, cell in self._values.items() if cell in numbers.ERRORS)

    def _read(self) -> set[str]:
        """Puts the cells, as they are read, into the values; returns the names of those that cannot be."""
        bad = set()
        for one in self._readings:
            cell = self._row.cells.get(one.column)
            found = one.empty if cell is None else one.read(cell)
            if found is not None:
                self._values[one.name] = found
                continue
            self._values.pop(one.name, None)
            if cell is not None:
                bad.add(one.name)
                self._teller.unread(self._sheet, self._row, one, cell)
        return bad

    def holds(self, rule: Rule) -> bool:
        """Whether the row fulfils the conditions of a rule."""
        for condition in rule.when:
            found = self._values.get(condition.column)
            if (found is not None and (not condition.values or found in condition.values)) is condition.negate:
                return False
        return True

    def of_rule(self, ready: Ready) -> Iterator[Made]:
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
            if self._errors.intersection(part.columns):
                self._tell_of_error(part)
                whole = False
            elif found is not None:
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
        self._teller.cell(self._sheet, self._row, empty[0], "empty-field", message, help)
        return False

    def _tell_of_error(self, part: Field) -> None:
        name = next(name for name in part.columns if name in self._errors)
        message = f"`{shown(self._values[name])}` is an error of a spreadsheet, and `{part.name}` needs the cell"
        help = "correct it at its source, say with `values` under `columns` what it stands for, or skip it"
        self._teller.cell(self._sheet, self._row, name, "unmapped-value", message, help)

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
            help = "say under `qualifiers` or `scales` what it stands for, or under `beside` that it says nothing"
            if error.args[0].startswith("(") and not quantity.brackets:
                help += "; where round brackets make it negative, say `brackets: yes`"
            self._teller.cell(self._sheet, self._row, column, "unread-qualifier", message, help)
            return False
        if amount is None:
            form = f"not a number of the form `{quantity.format}`"
            fault = "an error of a spreadsheet" if cell in numbers.ERRORS else form
            message = f"`{shown(cell)}` is {fault}"
            help = "correct the form, name it under `absent`, or skip it by its `values`"
            self._teller.cell(self._sheet, self._row, column, "unread-number", message, help)
            return False
        if amount.low is not None and amount.high is not None and amount.low > amount.high:
            message = f"`{shown(cell)}` runs from more to less"
            help = "correct it at its source; or name it under `absent`, or skip it by its `values`"
            self._teller.cell(self._sheet, self._row, column, "unread-number", message, help)
            return False
        _put(data, cell, amount)
        return True

    def _fault(self, ready: Ready, column: str, fault: Fault) -> None:
        """A fault of the record, told at the cell that it comes from or, without one, at the map."""
        part = _part(ready, fault.path)
        if part and (stated := self._stated(part)):
            self._teller.map(stated, fault)
            return
        if part and fault.code == "invalid-id" and (blank := self._without_slug(part)):
            message = f"nothing of `{shown(self._values[blank])}` can stand in an id, as `{{{shown(blank)}}}` is to"
            help = "say with `values` under `columns` what it becomes, or leave the cell or the row out"
            self._teller.cell(self._sheet, self._row, column if blank == CELL else blank, fault.code, message, help)
            return
        name = next((name for name in part.columns if name in self._values), "") if part else ""
        self._teller.cell(self._sheet, self._row, name or column, fault.code, fault.message, fault.help)

    def _without_slug(self, part: Field) -> str:
        """The first placeholder whose cell has no letter or digit; empty where each has one."""
        cells = (name for name in part.names if name == CELL or name in part.columns)
        return next((name for name in cells if not slug(self._values.get(name, "x"))), "")

    def _stated(self, part: Field) -> tuple[Step, ...]:
        """Where the map itself says what a field becomes; empty where the cells do."""
        if not part.names or part.misled:
            return part.path
        one = next((one for one in self._readings if (one.name,) == part.names), None)
        way = one.stated(self._row.cells.get(one.column)) if one else ()
        return (*part.path[:2], "columns", part.names[0], *way) if way else ()


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
