"""Formats of other people's tables: each opens a file as a sheet of rows."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from onrecord.importing.formats.csv_rows import csv_head, open_csv
from onrecord.importing.formats.json_rows import open_json, open_json_lines
from onrecord.importing.formats.parquet_rows import open_parquet
from onrecord.importing.formats.rows import BrokenError, File, Native, Row, Sheet
from onrecord.importing.formats.xlsx_rows import open_xlsx, xlsx_head
from onrecord.importing.map import Input
from onrecord.problems import Problem, Where
from onrecord.read.words import listed

__all__ = ["ENDS", "OPEN", "BrokenError", "File", "Native", "Row", "Sheet", "first_rows", "open_sheet"]

OPEN: Mapping[str, Callable[[File, Input], Sheet]] = {
    "csv": open_csv,
    "tsv": partial(open_csv, delimiter="\t"),
    "xlsx": open_xlsx,
    "json": open_json,
    "jsonl": open_json_lines,
    "parquet": open_parquet,
}
"""What opens a file, by format."""
ENDS: Mapping[str, str] = {".tab": "tsv", ".xlsm": "xlsx", ".ndjson": "jsonl", **{f".{name}": name for name in OPEN}}
"""The format by the end of a file's name."""
_HEADS: Mapping[str, Callable[[File, Input], Iterator[list[str]]]] = {
    "csv": csv_head,
    "tsv": partial(csv_head, delimiter="\t"),
    "xlsx": xlsx_head,
}
"""What reads a file whose columns are named in one of its rows, by format."""


def first_rows(file: File, input: Input) -> Iterator[list[str]]:
    """The rows of a file before anybody knows which names the columns; none of formats that name them otherwise.

    Raises BrokenError.
    """
    head = _HEADS.get(ENDS.get(file.path.suffix.lower(), ""))
    return head(file, input) if head else iter(())


def open_sheet(file: File, input: Input) -> Sheet:
    """A file as a sheet of rows. Raises BrokenError."""
    format = input.format or ENDS.get(file.path.suffix.lower())
    if format is None:
        message = f"nothing tells the format of the file: its name ends in `{file.path.suffix}`"
        raise BrokenError(Problem(Where(file.shown), "unknown-format", message, f"give `format`: {listed(OPEN)}"))
    try:
        return OPEN[format](file, input)
    except OSError as error:
        message = f"the file cannot be opened: {error.strerror}"
        raise BrokenError(Problem(Where(file.shown), "unreadable-file", message, "let it be read")) from None
