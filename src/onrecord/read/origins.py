"""Origins: from the number in a row's ``_origin`` back to the place in the file that the row was read from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.problems import Problem, Where
from onrecord.read.found import Finder, Format
from onrecord.read.marked import locate
from onrecord.read.page import Page, decode

_PLACE_BITS = 32


def base_of(index: int) -> int:
    """The number that the origins of a file start at: the file's index above the 32 bits of the place."""
    return index << _PLACE_BITS


@dataclass(frozen=True)
class InputFile:
    """A file of records and the name by which problems call it."""

    path: Path
    name: str
    format: Format
    table: str
    """The table that the file's name tells."""

    def open(self) -> Page | Problem:
        """The text of the file, or why it has none."""
        return opened(self.path, self.name)


def opened(path: Path, name: str) -> Page | Problem:
    """The text of a file under the name by which problems call it, or why it has none."""
    try:
        return decode(name, path.read_bytes())
    except OSError as error:
        return cannot_open(name, error)


def cannot_open(name: str, error: OSError) -> Problem:
    """The problem of a file that cannot be opened."""
    help = "take the file away, or let it be read"
    return Problem(Where(name), "unreadable-file", f"the file cannot be opened: {error.strerror}", help)


@dataclass(frozen=True)
class FileOrigins:
    """The origins of rows of files; a file is read again when the first problem in it is asked for."""

    files: Sequence[InputFile]
    _opened: dict[int, tuple[Page, Finder] | None] = field(default_factory=dict, compare=False, repr=False)

    def problem(self, origin: int, field: str, code: str, message: str, help: str = "") -> Problem:
        """A problem at a field of the row of that origin, or at the row's head where it lacks the field.

        Rows nested in a line of JSON Lines all have its origin: of several that have the field, the first is shown.
        """
        index, place = origin >> _PLACE_BITS, origin & ((1 << _PLACE_BITS) - 1)
        opened = self._open(index)
        record = opened[1](place, field) if opened else None
        if opened is None or record is None:
            return Problem(Where(self.files[index].name), code, message, help)
        return opened[0].problem(locate(record, (field,)), code, message, help)

    def _open(self, index: int) -> tuple[Page, Finder] | None:
        if index not in self._opened:
            file = self.files[index]
            page = file.open()
            self._opened[index] = (page, file.format.finder(page, file.table)) if isinstance(page, Page) else None
        return self._opened[index]
