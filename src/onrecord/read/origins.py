"""Origins: from the number in a row's ``_origin`` back to the place in the file that the row was read from."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

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
    return Problem(Where(name), "unreadable-file", f"the file cannot be opened: {error.strerror or error}", help)


@dataclass(frozen=True)
class Piece:
    """A part of a file that was read by itself, and how many lines stand before it."""

    part: Part
    before: int


Opened = tuple[Page, Finder, int]
"""The text that holds a place, what finds rows in it, and how many lines of the file it lacks at its start."""
Key = tuple[int, int]
"""The number of a file, and that of a piece of it."""


@dataclass(frozen=True)
class FileOrigins:
    """The origins of rows of files; what holds a row is read again when a problem there is asked for.

    Of a file that was read in parts, the part alone is read, and the last few are kept; where every line can be read by
    itself, the line alone.
    """

    files: Sequence[InputFile]
    pieces: Mapping[int, Sequence[Piece]] = field(default_factory=dict)
    """The parts of files, by the number of the file, in order."""
    _opened: dict[Key, Opened | None] = field(default_factory=dict, compare=False, repr=False)
    _lines: dict[Key, "_Lines"] = field(default_factory=dict, compare=False, repr=False)

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

    def _open(self, index: int, place: int) -> Opened | None:
        file, pieces = self.files[index], self.pieces.get(index, ())
        if not pieces:
            return self._kept((index, 0), lambda: _whole(file, file.open(), 0))
        number = max(bisect_left(pieces, place, key=lambda piece: piece.before) - 1, 0)
        piece, key = pieces[number], (index, number)
        if file.format.alone and (line := self._line(piece, key, place - piece.before)) is not None:
            return _whole(file, decode(file.name, line), place - 1)
        before = piece.before - (1 if file.format.header and piece.part.start else 0)
        return self._kept(key, lambda: _whole(file, read_text(file.name, lambda: content_of(piece.part)), before))

    def _kept(self, key: Key, open: Callable[[], Opened | None]) -> Opened | None:
        if key not in self._opened:
            _make_room(self._opened)
            self._opened[key] = open()
        return self._opened[key]

    def _line(self, piece: Piece, key: Key, number: int) -> bytes | None:
        """A line of a piece; None where that cannot be told in a quick way."""
        if key not in self._lines:
            _make_room(self._lines)
            try:
                self._lines[key] = _Lines.of(content_of(piece.part))
            except OSError:
                return None
        return self._lines[key].line(number)


@dataclass(frozen=True)
class _Lines:
    """A content, and where its lines end."""

    content: bytes
    ends: Any
    """Their offsets, as an array."""

    @staticmethod
    def of(content: bytes) -> "_Lines":
        """The lines of a content; none where they have ends of another sort."""
        if b"\r" in content:
            return _Lines(content, ())
        return _Lines(content, np.append(np.flatnonzero(np.frombuffer(content, np.uint8) == ord("\n")), len(content)))

    def line(self, number: int) -> bytes | None:
        """The line of that number, from 1, without its end; None where there is none."""
        if not 1 <= number <= len(self.ends):
            return None
        return self.content[self.ends[number - 2] + 1 if number > 1 else 0 : self.ends[number - 1]]


def _whole(file: InputFile, page: Page | Problem, before: int) -> Opened | None:
    return (page, file.format.finder(page, file.table), before) if isinstance(page, Page) else None


def _make_room(kept: dict[Key, Any]) -> None:
    if len(kept) >= _KEPT:
        del kept[next(iter(kept))]


_KEPT = 8
"""How many texts are kept for the next problem."""
