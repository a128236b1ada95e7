"""A release as a workbook (Office Open XML): a sheet a table, and one that explains every column."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.problems import UsageError
from onrecord.release import Release
from onrecord.tables import TABLES, Column, Table

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_ROWS = 1_048_575
"""So many rows below the header a sheet can hold."""
_NUMBERS = ("integer", "number")
_WIDEST = 60
_HEADER = ("table", "column", "type", "required", "meaning", "codes")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def to_xlsx(release: Release, into: Path) -> None:
    """Writes the workbook: numbers are numbers, all else is text that no program takes for a formula or a date.

    Needs openpyxl (``pip install onrecord[xlsx]``); UsageError without it, and for a table with more rows than a sheet
    can hold.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise UsageError("this needs openpyxl: pip install 'onrecord[xlsx]'") from error
    issued = datetime.fromisoformat(str(release.descriptor.get("created", "1980-01-01"))[:10])
    book = Workbook(write_only=True)
    _sheet(book, "dictionary", _HEADER, _dictionary(), [18, 20, 12, 9, _WIDEST, _WIDEST])
    for table in TABLES.values():
        if release.count(table.name) > MOST_ROWS:
            raise UsageError(f"{table.name} has more than {MOST_ROWS:,} rows, which no sheet can hold")
        _sheet(book, table.name, table.names, _rows(release, table), [_width(column) for column in table.columns])
    book.properties.creator, book.properties.created = "onrecord", issued
    unsettled = into.with_name("unsettled.xlsx")
    book.save(unsettled)
    _settle(unsettled, into, issued)


def _dictionary() -> Iterator[list[Any]]:
    for table in TABLES.values():
        for column in table.columns:
            codes = "; ".join(f"{code}: {meaning}" for code, meaning in column.codes.items())
            kind = f"id of {column.reference}" if column.reference else column.kind.field_type
            required = "yes" if column.required else ""
            yield [table.name, column.name, kind, required, column.description, codes]


def _rows(release: Release, table: Table) -> Iterator[list[Any]]:
    numeric = [column.kind.field_type in _NUMBERS for column in table.columns]
    for batch in release.batches(table.name):
        for row in zip(*(batch.column(name).to_pylist() for name in table.names), strict=True):
            yield [
                cell if is_number or cell is None else str(cell) for cell, is_number in zip(row, numeric, strict=True)
            ]


def _width(column: Column) -> int:
    wide = column.kind.name in ("label", "text", "id", "reference", "url")
    return 32 if wide else max(len(column.name) + 4, 12)


def _sheet(
    book: "Workbook", name: str, header: Sequence[str], rows: Iterable[Sequence[Any]], widths: Sequence[int]
) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet: Any = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    top = [_text(sheet, title) for title in header]
    for cell in top:
        cell.font = Font(bold=True)
    with closing(sheet):  # also where the rows, or a later sheet, cannot be written
        sheet.append(top)
        count = 1
        for row in rows:
            sheet.append([_text(sheet, cell) if isinstance(cell, str) else cell for cell in row])
            count += 1
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{count}"


def _text(sheet: Any, value: str) -> Any:
    """A cell of the type text in the number format of texts, so that it stays text when it is edited, too."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cell.value, cell.data_type, cell.number_format = value, "s", "@"
    return cell


def _settle(path: Path, into: Path, issued: datetime) -> None:
    """Copies the parts of a workbook without the time at which it was written."""
    stamp = issued.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
