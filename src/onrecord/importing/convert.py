"""From rows to records, as the rules of one input say."""

from collections.abc import Iterator

from onrecord.importing.account import Account, Used
from onrecord.importing.complaints import Complaints
from onrecord.importing.formats import Row, Sheet
from onrecord.importing.map import Input
from onrecord.importing.map_file import ReadMap, Step
from onrecord.importing.readings import reading
from onrecord.importing.row import Made, RowRecords
from onrecord.importing.rules import Ready, made_ready
from onrecord.importing.teller import Teller
from onrecord.importing.template import SPECIAL


class Converter:
    """Makes the records of one input of a map."""

    def __init__(self, read: ReadMap, number: int, complaints: Complaints) -> None:
        self.input = read.map.inputs[number]
        self._path = ("inputs", number)
        self._readings = [reading(name, given) for name, given in self.input.columns.items()]
        self._columns = {one.name: one.column for one in self._readings}
        self._teller = Teller(complaints, read, self._path, self._columns)
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
        records = RowRecords(sheet, row, self._readings, self._teller)
        applied = idle = 0
        for ready in self._rules:
            if not records.holds(ready.rule):
                continue
            if ready.finds(cells):
                applied |= 1 << ready.number
                yield from records.of_rule(ready)
            else:
                idle |= 1 << ready.number
        self.account.row(cells, applied, idle)


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
