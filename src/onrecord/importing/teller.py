"""What is wrong with the rows of one input, told at a cell or at the map."""

from collections.abc import Mapping

from onrecord.importing.complaints import Complaints
from onrecord.importing.formats import Row, Sheet
from onrecord.importing.map_file import ReadMap, Step
from onrecord.importing.readings import Reading
from onrecord.read.faults import Fault


class Teller:
    """Adds to the complaints, where those of one kind in one column of the input are counted together."""

    def __init__(
        self, complaints: Complaints, read: ReadMap, path: tuple[Step, ...], columns: Mapping[str, str]
    ) -> None:
        self._complaints, self._read, self._input, self._columns = complaints, read, str(path), columns

    def unread(self, sheet: Sheet, row: Row, one: Reading, cell: str) -> None:
        """Adds a problem at a cell that cannot be read as its column is to be."""
        code, message, help = one.complaint(cell)
        kind = (self._input, one.name, code)
        self._complaints.add_alike(kind, lambda: sheet.problem(row, one.column, code, message, help))

    def cell(self, sheet: Sheet, row: Row, name: str, code: str, message: str, help: str = "") -> None:
        """Adds a problem at the cell that a name of a template stands for."""
        column = self._columns.get(name, name)
        kind = (self._input, name, code)
        self._complaints.add_alike(kind, lambda: sheet.problem(row, column, code, message, help))

    def map(self, path: tuple[Step, ...], fault: Fault) -> None:
        """Adds a problem at a text of the map that no cell has a part in."""
        kind = ("map", *map(str, path), fault.code)
        self._complaints.add_once(kind, lambda: self._read.problem(path, fault.code, fault.message, fault.help))
