"""CSV and the like, row by row (RFC 4180), with the line and column of every cell."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from onrecord.importing.formats.rows import BrokenError, File, Row, Sheet, text
from onrecord.importing.map import Input
from onrecord.problems import Problem, Where
from onrecord.read.page import Page
from onrecord.read.words import shown

ABOVE = "above the header"
"""Why cells above the header are skipped."""
_QUOTES = 'a cell with the delimiter, a line break or a `"` stands in `"`, and each `"` inside it is doubled'


def open_csv(file: File, input: Input, delimiter: str = ",") -> Sheet:
    """The rows of a file of CSV. Raises BrokenError where it has no header that can be read."""
    table = _Csv(file, input.encoding, input.delimiter or delimiter)
    lines = table.numbered()
    for _ in range(input.header - 1):
        table.pass_over(next(lines, None))
    header = next(lines, None)
    if header is None:
        message = f"the file has no row {input.header} that names the columns"
        raise BrokenError(Problem(Where(file.shown), "csv-syntax", message, "name the columns in a row"))
    table.columns = named(header[1])
    if twice := next((name for name in table.columns if table.columns.count(name) > 1), None):
        raise BrokenError(table.twice(header[0], twice))
    return Sheet(file, table.rows(lines), table.locator, table.problem, tuple(table.columns), table.outside)


def csv_head(file: File, input: Input, delimiter: str = ",") -> Iterator[list[str]]:
    """Every row as it stands there, whatever names the columns. Raises BrokenError."""
    for _, row in _Csv(file, input.encoding, input.delimiter or delimiter).numbered():
        yield list(map(text, row))


def named(header: Sequence[str]) -> list[str]:
    """The names of columns; one without a name is called by its number: ``column 3``."""
    return [text(name) or f"column {number}" for number, name in enumerate(header, 1)]


@dataclass
class _Csv:
    file: File
    encoding: str
    delimiter: str
    columns: list[str] = field(default_factory=list)
    outside: Counter[tuple[str, str]] = field(default_factory=Counter)
    _raw: list[str] = field(default_factory=list)
    """The lines of the row that was read last."""

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Every row with the line that it starts in."""
        reader = csv.reader(self._lines(), delimiter=self.delimiter, strict=True)
        line = 1
        while True:
            self._raw = []
            try:
                row = next(reader, None)
            except csv.Error as error:
                message = f"the CSV breaks off in the row that starts here: {error}"
                raise BrokenError(self._at(line, (0, len(self._raw[0])), "csv-syntax", message, _QUOTES)) from None
            if row is None:
                return
            yield line, row
            line = reader.line_num + 1

    def _lines(self) -> Iterator[str]:
        try:
            encoding = "utf-8-sig" if codecs.lookup(self.encoding).name == "utf-8" else self.encoding
            with self.file.path.open(encoding=encoding, newline="") as lines:
                for line in lines:
                    self._raw.append(line)
                    yield line
        except UnicodeError as error:
            message = f"the file is not text in {self.encoding}: {error}"
            help = "say in the map which `encoding` it has, such as cp1252 or utf-16"
            raise BrokenError(Problem(Where(self.file.shown), "undecodable-text", message, help)) from None

    def pass_over(self, row: tuple[int, list[str]] | None) -> None:
        """Counts the cells of a row above the header."""
        if row and (cells := sum(map(bool, map(text, row[1])))):
            self.outside[f"line {row[0]}", ABOVE] += cells

    def rows(self, lines: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
        """The rows below the header that hold anything."""
        columns = self.columns
        for line, given in lines:
            cells = {name: text(cell) for name, cell in zip(columns, given, strict=False) if cell}
            if "" in cells.values():
                cells = {name: cell for name, cell in cells.items() if cell}
            if len(given) > len(columns) and any(map(text, given[len(columns) :])):
                raise BrokenError(self._ragged(line, given))
            if cells:
                yield Row(line, cells, self._raw)

    def locator(self, row: Row, column: str) -> str:
        """The fragment identifier of a cell or row (RFC 7111, section 2)."""
        if not column:
            return f"{self.file.name}#row={row.number}"
        return f"{self.file.name}#cell={row.number},{self.columns.index(column) + 1}"

    def problem(self, row: Row, column: str, code: str, message: str, help: str) -> Problem:
        """A problem at a cell or, where the row has no such column, at the row."""
        raw = "".join(row.mark)
        spans = _spans(raw, self.delimiter)
        index = self.columns.index(column) if column in self.columns else -1
        span = spans[index] if 0 <= index < len(spans) else (0, len(raw.rstrip("\r\n")))
        return self._at(row.number, span, code, message, help, raw)

    def _at(
        self, line: int, span: tuple[int, int], code: str, message: str, help: str, raw: str | None = None
    ) -> Problem:
        problem = Page(self.file.shown, "".join(self._raw) if raw is None else raw).problem(span, code, message, help)
        return replace(problem, where=replace(problem.where, line=problem.where.line + line - 1))

    def _ragged(self, line: int, given: Sequence[str]) -> Problem:
        raw = "".join(self._raw)
        spans = _spans(raw, self.delimiter)
        span = spans[len(self.columns)] if len(spans) > len(self.columns) else (0, len(raw))
        message = f"the row has {len(given)} cells, the header {len(self.columns)}"
        return self._at(line, span, "ragged-row", message, _QUOTES)

    def twice(self, line: int, name: str) -> Problem:
        """The problem of a header that gives a column twice."""
        second = [index for index, column in enumerate(self.columns) if column == name][1]
        spans = _spans("".join(self._raw), self.delimiter)
        span = spans[second] if second < len(spans) else (0, 1)
        message = f"the column `{shown(name)}` is given twice"
        return self._at(line, span, "duplicate-key", message, "give the columns different names")


def _spans(raw: str, delimiter: str) -> list[tuple[int, int]]:
    """Where each cell of a row stands, with its quotes."""
    cell = re.compile(rf'"(?:[^"]|"")*"|[^{re.escape(delimiter)}\r\n]*')
    spans, at = [], 0
    while match := cell.match(raw, at):
        spans.append(match.span())
        at = match.end() + 1
        if raw[match.end() : at] != delimiter:
            break
    return spans
