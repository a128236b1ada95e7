"""How the cells of a row are read before they go into records: dates, numbers and words that stand for others."""

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.importing import dates, numbers
from onrecord.importing.map import Column
from onrecord.read.words import did_you_mean, listed, shown

_FEW = 12


@dataclass(frozen=True)
class Reading:
    """One way of reading a column."""

    name: str
    """What templates call it."""
    column: str
    read: Callable[[str], str | None]
    """From a cell to what it becomes; None where it cannot be read."""
    empty: str | None
    given: Column

    def stated(self, cell: str | None) -> tuple[str, ...]:
        """Where under the column the map gives what the cell becomes; empty where the cell itself says it."""
        if cell is None:
            return ("empty",)
        if cell in self.given.values:
            return ("values", cell)
        return ("otherwise",) if self.read(cell) == self.given.otherwise else ()

    def complaint(self, cell: str) -> tuple[str, str, str]:
        """Code, message and help for a cell that cannot be read."""
        if self.given.date:
            return "unread-date", f"`{shown(cell)}` is not a date of the form `{self.given.date}`", _DATE
        if self.given.number:
            return "unread-number", f"`{shown(cell)}` is not a number of the form `{self.given.number}`", _NUMBER
        known = list(self.given.values)
        near = did_you_mean(cell, known)
        help = (
            near or f"it has {listed(known[:_FEW])}{' ...' if len(known) > _FEW else ''}; add it, or give `otherwise`"
        )
        return "unmapped-value", f"`values` of the column `{shown(self.name)}` lacks `{shown(cell)}`", help


_DATE = "correct the form, skip the cell by its `values`, or say what it becomes in `otherwise`"
_NUMBER = "correct the form, or skip the cell by its `values`"


def reading(name: str, given: Column) -> Reading:
    """The reading that a map states."""
    return Reading(name, name if given.column is None else given.column, _reader(given), given.empty, given)


def _reader(given: Column) -> Callable[[str], str | None]:
    otherwise = _otherwise(given)
    if not given.values:
        return otherwise
    values = given.values

    def read(cell: str) -> str | None:
        found = values.get(cell)
        return otherwise(cell) if found is None else found

    return read


def _otherwise(given: Column) -> Callable[[str], str | None]:
    """What becomes of cells that `values` does not name."""
    if given.date is not None:
        return _or(dates.reader(given.date, given.months), given.otherwise)
    if given.number is not None:
        form = numbers.form(given.number)
        return _or(lambda cell: _digits(form, cell), given.otherwise)
    if given.values:
        return lambda cell: given.otherwise
    return lambda cell: cell


def _or(read: Callable[[str], str | None], otherwise: str | None) -> Callable[[str], str | None]:
    if otherwise is None:
        return read
    return lambda cell: found if (found := read(cell)) is not None else otherwise


def _digits(form: numbers.Number, cell: str) -> str | None:
    decimal = form.decimal(cell)
    return None if decimal is None else f"{decimal:f}"
