"""Origins: from the number in a row's ``_origin`` back to the place in the file that the row was read from."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.problems import Problem, Where
from onrecord.read.found import Finder, Format
from onrecord.read.marked import locate
from onrecord.read.page import Page, decode
from onrecord.read.parquet_file import ParquetError
from onrecord.read.part import Part, content_of, lowered

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
    return read_text(name, path.read_bytes)


def read_text(name: str, read: Callable[[], bytes]) -> Page | Problem:
    """The text of what is read, or why there is none."""
    try:
        return decode(name, read())
    except OSError as error:
        return cannot_open(name, error)


def cannot_open(name: str, error: OSError) -> Problem:
    """The problem of a file that cannot be opened, or read as what it is."""
    if isinstance(error, ParquetError):
        message = f"the file cannot be read as Parquet: {error}"
        return Problem(Where(name), "parquet-syntax", message, "save it as Parquet again")
    help = "take the file away, or let it be read"
    return Problem(Where(name), "unreadable-file", f"the file cannot be opened: {error.strerror}", help)


@dataclass(frozen=True)
class Piece:
    """A part of a file that was read by itself, and how many lines stand before it."""

    part: Part
    before: int


@dataclass(frozen=True)
class FileOrigins:
    """The origins of rows of files; what holds a row is read again when a problem there is asked for.

    Of a file that was read in parts, the part alone is read, and the last few are kept.
    """

    files: Sequence[InputFile]
    pieces: Mapping[int, Sequence[Piece]] = field(default_factory=dict)
    """The parts of files, by the number of the file, in order."""
    _opened: dict[tuple[int, int], tuple[Page, Finder, int] | None] = field(
        default_factory=dict, compare=False, repr=False
    )

    def problem(self, origin: int, field: str, code: str, message: str, help: str = "", *, value: str = "") -> Problem:
        """A problem at a field of the row of that origin, or at the row's head where it lacks the field.

        Rows nested in a line of JSON Lines all have its origin: of several that have the field, the one that holds the
        ``value`` is shown, and where none does, the first.
        """
        index, place = origin >> _PLACE_BITS, origin & ((1 << _PLACE_BITS) - 1)
        opened = self._open(index, place)
        if opened is None:
            return Problem(Where(self.files[index].name), code, message, help)
        page, find, before = opened
        record = find(place - before, field, value)
        if record is None:
            return Problem(Where(self.files[index].name), code, message, help)
        return lowered(page.problem(locate(record, (field,)), code, message, help), before)

    def _open(self, index: int, place: int) -> tuple[Page, Finder, int] | None:
        """The text that holds a place, what finds rows in it, and how many lines of the file it lacks at its start."""
        pieces = self.pieces.get(index, ())
        number = max(bisect_left(pieces, place, key=lambda piece: piece.before) - 1, 0)
        if (index, number) not in self._opened:
            if len(self._opened) >= _KEPT:
                del self._opened[next(iter(self._opened))]
            self._opened[index, number] = self._read(self.files[index], pieces[number] if pieces else None)
        return self._opened[index, number]

    def _read(self, file: InputFile, piece: Piece | None) -> tuple[Page, Finder, int] | None:
        if piece is None:
            page, before = file.open(), 0
        else:
            page = read_text(file.name, lambda: content_of(piece.part))
            before = piece.before - (1 if file.format.header and piece.part.start else 0)
        return (page, file.format.finder(page, file.table), before) if isinstance(page, Page) else None


_KEPT = 8
"""How many texts are kept for the next problem."""
