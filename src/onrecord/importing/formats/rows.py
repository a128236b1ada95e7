"""What every format gives: sheets of rows, whose cells can be found again."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.problems import Problem


class Native(str):
    """A cell that is a number or a date in its file: plain digits, or a date by ISO 8601."""

    __slots__ = ()


class Row(NamedTuple):
    """One row: its number, its cells that are not empty by column, and what its sheet needs to find them again."""

    number: int
    cells: dict[str, str]
    mark: Any = None


class BrokenError(Exception):
    """What follows in a file cannot be read; the problem says why."""

    def __init__(self, problem: Problem, column: str = "") -> None:
        self.problem = problem
        self.column = column
        """The column that could be left out to read the others; empty where there is none."""


@dataclass(frozen=True)
class File:
    """A file to import."""

    path: Path
    shown: str
    """What problems call it."""
    name: str
    """What citations call it: no folders of this machine."""

    @cached_property
    def stem(self) -> str:
        """Its name without folders and without the end that tells the format."""
        return self.path.stem


Place = Callable[[Row, str], str]
"""From a row and a column (empty for the row) to words for where that is."""
Complaint = Callable[[Row, str, str, str, str], Problem]
"""From a row, a column (or empty), a code, a message and a help to the problem at that place."""


@dataclass(frozen=True)
class Sheet:
    """The rows of a file, read as they are asked for; reading raises BrokenError."""

    file: File
    rows: Iterable[Row]
    locator: Place
    """What a citation calls a cell."""
    problem: Complaint
    columns: tuple[str, ...] = ()
    """The columns, where the file names them before its rows."""
    outside: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Cells that are in no row: how many, by what they stand in and why; complete when the rows are."""
    warnings: tuple[Problem, ...] = ()
    """What may be misread in the file, as it was meant for eyes."""


def cell(value: Any) -> str:
    """A value of a typed format as a cell; empty for nothing. Texts are on one line, without blanks at their ends."""
    if isinstance(value, str):
        return text(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return _digits(value)
    if isinstance(value, datetime):
        return Native(value.date().isoformat() if _is_midnight(value) else value.isoformat(timespec="seconds"))
    if isinstance(value, date):
        return Native(value.isoformat())
    return text(value.decode(errors="replace") if isinstance(value, bytes) else str(value))


def text(value: str) -> str:
    """A text on one line, without blanks at its ends."""
    return value.strip() if value.isprintable() else " ".join(value.split())


def _digits(number: float | Decimal) -> str:
    decimal = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    if not decimal.is_finite():
        return str(decimal)
    digits = f"{decimal:f}"
    return Native(digits.rstrip("0").rstrip(".") if "." in digits else digits)


def _is_midnight(moment: datetime) -> bool:
    return not (moment.hour or moment.minute or moment.second or moment.microsecond)


def flat(value: Mapping[str, Any]) -> dict[str, str]:
    """The values inside an object as cells: those further inside under names such as ``speaker.name`` or ``tags.0``."""
    cells: dict[str, str] = {}
    for name, inner in _leaves(value, ""):
        if found := cell(inner):
            while name in cells:  # such as `a.b` beside `a` with a `b`
                name += "'"
            cells[name] = found
    return cells


def _leaves(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        items: Iterable[tuple[Any, Any]] = value.items()
    elif isinstance(value, list | tuple):
        items = enumerate(value)
    else:
        yield name, value
        return
    for key, inner in items:
        yield from _leaves(inner, f"{name}.{key}" if name else str(key))
