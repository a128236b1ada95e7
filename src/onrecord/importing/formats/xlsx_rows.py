"""Workbooks of Excel, row by row, with the address of every cell."""

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from onrecord.importing.formats.csv_rows import ABOVE, named
from onrecord.importing.formats.rows import BrokenError, File, Row, Sheet, cell
from onrecord.importing.map import Input
from onrecord.problems import Problem, Severity, UsageError, Where
from onrecord.read.words import did_you_mean, listed, shown

OTHER = "on another sheet"
"""Why cells of sheets that the map does not name are skipped."""
_INSTALL = "reading workbooks needs the library openpyxl: pip install 'onrecord[xlsx]'"
_SAVE = "open it in a spreadsheet program and save it as .xlsx"
_CHUNK = 1 << 20
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)([0-9]+):[A-Z]+([0-9]+)"')
_LONGEST = 200
"""More bytes than the element of a merged cell has, which may lie on both sides of a chunk's end."""

_DAMAGED = (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError)
"""What is raised where a part of a workbook cannot be unpacked."""

Cells = Sequence[Any]


def open_xlsx(file: File, input: Input) -> Sheet:
    """The rows of a sheet of a workbook. Raises BrokenError; UsageError without the library openpyxl."""
    book = _load(file)
    name = input.sheet or book.sheetnames[0]
    if name not in book.sheetnames:
        message = f"the workbook has no sheet `{shown(name)}`"
        help = did_you_mean(name, book.sheetnames) or f"its sheets are {listed(book.sheetnames)}"
        raise BrokenError(Problem(Where(file.shown), "missing-sheet", message, help))
    left_out = frozenset(column for skip in input.skip if not skip.values for column in skip.columns)
    sheet = _Xlsx(file, name, left_out)
    rows = sheet.numbered(book)
    for number, values in rows:
        if number == input.header:
            sheet.columns = named([cell(value) for value in _trimmed(values)])
            break
        sheet.count(f"row {number}", ABOVE, values)
    if not sheet.columns:
        message = f"row {input.header} names no columns"
        raise BrokenError(
            sheet.at("", input.header, "xlsx-syntax", message, "say in the map which row is the `header`")
        )
    sheet.refuse_twins(input.header)
    warnings = tuple(sheet.merged(book, input.header))
    return Sheet(
        file, sheet.rows(rows, book), sheet.locator, sheet.problem, tuple(sheet.columns), sheet.outside, warnings
    )


def xlsx_head(file: File, input: Input) -> Iterator[list[str]]:
    """Every row as it stands there, whatever names the columns. Raises BrokenError, UsageError as the others do."""
    book = _load(file)
    for values in _Xlsx(file, input.sheet or book.sheetnames[0], frozenset()).values(book):
        yield [cell(value) for value in values]


def _load(file: File, *, values: bool = True) -> Any:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise UsageError(_INSTALL) from None
    try:
        return load_workbook(file.path, read_only=True, data_only=values)
    except Exception as error:  # the library raises whatever it meets
        raise _broken(file, error) from None


def _broken(file: File, error: Exception) -> BrokenError:
    message = f"the workbook cannot be read: {error or type(error).__name__}"
    return BrokenError(Problem(Where(file.shown), "xlsx-syntax", message, _SAVE))


def _trimmed(values: Cells) -> list[Any]:
    """The values up to the last one that is not empty."""
    last = max((number for number, value in enumerate(values, 1) if cell(value)), default=0)
    return list(values[:last])


@dataclass
class _Xlsx:
    file: File
    sheet: str
    left_out: frozenset[str]
    """The columns that are left out: their formulas need no value."""
    columns: list[str] = field(default_factory=list)
    outside: Counter[tuple[str, str]] = field(default_factory=Counter)

    def values(self, book: Any) -> Iterator[Cells]:
        """The values of every row."""
        return self._values(book, self.sheet)

    def numbered(self, book: Any) -> Iterator[tuple[int, Cells]]:
        """The values of every row with its number; a formula without a value is a problem, unless it is left out."""
        formulas = self._formulas()
        for number, values in enumerate(self._values(book, self.sheet), 1):
            if formulas is not None:
                values = self._computed(number, values, next(formulas, ()))
            yield number, values

    def _values(self, book: Any, sheet: str) -> Iterator[Cells]:
        try:
            found = book[sheet]
            if hasattr(found, "iter_rows"):  # a sheet of charts has none
                found.reset_dimensions()
                yield from found.iter_rows(values_only=True)
        except Exception as error:
            raise _broken(self.file, error) from None

    def _formulas(self) -> Iterator[Cells] | None:
        """The rows with formulas in place of what comes out of them; None where there are no formulas."""
        if not _has_formulas(self.file):
            return None
        return self._values(_load(self.file, values=False), self.sheet)

    def _computed(self, number: int, values: Cells, formulas: Cells) -> Cells:
        """The values of a row, with the formula itself where there is no value and the column is left out."""
        found = list(values)
        for index, (value, formula) in enumerate(zip(values, formulas, strict=False)):
            if value is None and formula is not None:
                column = self.columns[index] if index < len(self.columns) else ""
                if column in self.left_out:
                    found[index] = str(formula)
                    continue
                message = f"the formula `{shown(formula)}` has no value in this file"
                problem = self.at(_letters(index + 1), number, "formula-without-value", message, _SAVE)
                raise BrokenError(problem, column)
        return found

    def count(self, where: str, why: str, values: Cells) -> None:
        """Counts the cells of a row that is not imported."""
        if cells := sum(1 for value in values if cell(value)):
            self.outside[where, why] += cells

    def refuse_twins(self, number: int) -> None:
        """Raises BrokenError where two columns have one name."""
        for index, name in enumerate(self.columns):
            if name in self.columns[:index]:
                message, help = f"the column `{shown(name)}` is given twice", "give the columns different names"
                raise BrokenError(self.at(_letters(index + 1), number, "duplicate-key", message, help))

    def rows(self, rows: Iterator[tuple[int, Cells]], book: Any) -> Iterator[Row]:
        """The rows below the header that hold anything; then the cells of the other sheets are counted."""
        for number, values in rows:
            found = {index: text for index, value in enumerate(values) if (text := cell(value))}
            if found and max(found) >= len(self.columns):
                letters = _letters(max(found) + 1)
                message, help = "the cell stands beside the columns that the header names", "name its column"
                raise BrokenError(self.at(letters, number, "ragged-row", message, help))
            if found:
                yield Row(number, {self.columns[index]: text for index, text in found.items()})
        for other in book.sheetnames:
            if other != self.sheet:
                self.count(f"sheet {other}", OTHER, list(chain.from_iterable(self._values(book, other))))

    def merged(self, book: Any, header: int) -> Iterator[Problem]:
        """A warning for every cell below the header that goes over several rows: only the first has its value."""
        for letters, first, last in _tall_cells(self.file, getattr(book[self.sheet], "_worksheet_path", "")):
            if first > header and letters not in map(self._letters, self.left_out):
                message = f"the cell goes over rows {first} to {last}, and only row {first} has what it says"
                help = "split it in a spreadsheet program, and fill in each row what it is to say"
                problem = self.at(letters, first, "merged-cells", message, help)
                yield replace(problem, severity=Severity.WARNING)

    def locator(self, row: Row, column: str) -> str:
        """The address of a cell, or of the row: ``book.xlsx#Sheet1!C14``."""
        return f"{self.file.name}#{self.sheet}!{self._letters(column)}{row.number}"

    def problem(self, row: Row, column: str, code: str, message: str, help: str) -> Problem:
        """A problem at a cell, or at the row."""
        return self.at(self._letters(column), row.number, code, message, help)

    def at(self, letters: str, number: int, code: str, message: str, help: str) -> Problem:
        """A problem at a cell by its letters, or at the row where there are none."""
        address = f"{letters}{number}" if letters else f"{number}:{number}"
        return Problem(Where(f"{self.file.shown}:{self.sheet}!{address}"), code, message, help)

    def _letters(self, column: str) -> str:
        return _letters(self.columns.index(column) + 1) if column in self.columns else ""


def _letters(number: int) -> str:
    """The letters of a column by its number: A to Z, AA ..."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _tall_cells(file: File, part: str) -> list[tuple[str, int, int]]:
    """The first column and the rows of every merged cell of a sheet that goes over several rows, in order."""
    try:
        with zipfile.ZipFile(file.path) as book:
            found = set(_merged_in(book, part)) if part in book.namelist() else set()
    except _DAMAGED as error:
        raise _broken(file, error) from None
    return sorted(each for each in found if each[1] < each[2])


def _merged_in(book: zipfile.ZipFile, name: str) -> Iterator[tuple[str, int, int]]:
    """The first column, the first row and the last row of every merged cell, some of them twice."""
    before = b""
    with book.open(name) as part:
        while chunk := part.read(_CHUNK):
            before = before[-_LONGEST:] + chunk
            yield from ((each[1].decode(), int(each[2]), int(each[3])) for each in _MERGED.finditer(before))


def _has_formulas(file: File) -> bool:
    """Whether any sheet of the workbook may have a formula, told from its XML."""
    try:
        with zipfile.ZipFile(file.path) as book:
            return any(_mentions(book, name) for name in book.namelist() if name.startswith("xl/worksheets/"))
    except _DAMAGED as error:
        raise _broken(file, error) from None


def _mentions(book: zipfile.ZipFile, name: str) -> bool:
    before = b""
    with book.open(name) as part:
        while chunk := part.read(_CHUNK):
            if b"<f" in before + chunk:
                return True
            before = chunk[-1:]
    return False
