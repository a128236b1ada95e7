"""The text of a source as it was read: its code points, paragraphs and passages; and where it is found."""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from onrecord.problems import UsageError

_PARAGRAPH = re.compile(r"[^\n]*[^\s][^\n]*")
"""A line that holds more than blanks. Only a line feed ends a line, so that every tool counts alike."""


class Span(NamedTuple):
    """A part of a text, in code points from 0, the end exclusive."""

    start: int
    end: int

    def within(self, other: "Span") -> bool:
        """Whether all of the span lies in the other one."""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True)
class SourceText:
    """A text in its code points, nothing normalised."""

    content: str

    @property
    def whole(self) -> Span:
        """The span of all of it."""
        return Span(0, len(self.content))

    @cached_property
    def paragraphs(self) -> list[Span]:
        """The span of every paragraph in order; that of paragraph 1, the title, comes first."""
        return [Span(*match.span()) for match in _PARAGRAPH.finditer(self.content)]

    def passage(self, span: Span) -> str:
        """The text of a span."""
        return self.content[span.start : span.end]

    def touched(self, span: Span) -> range:
        """The numbers of the paragraphs that a span has a part of."""
        first = bisect_right(self.paragraphs, span.start, key=lambda paragraph: paragraph.end)
        last = bisect_left(self.paragraphs, span.end, key=lambda paragraph: paragraph.start)
        return range(first + 1, last + 1)


def sha256(passage: str) -> str:
    """The SHA-256 of a passage's UTF-8, in hexadecimal digits."""
    return hashlib.sha256(passage.encode()).hexdigest()


def contents(path: Path) -> bytes:
    """The bytes of a file. Raises UsageError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path.as_posix()} cannot be read: {error.strerror}") from error


def read_text(path: Path) -> SourceText | None:
    """The text of a file; None where it is not UTF-8. A byte order mark and carriage returns stay in it."""
    try:
        return SourceText(contents(path).decode())
    except UnicodeDecodeError:
        return None


def files_below(folder: Path) -> list[Path]:
    """Every file below a folder, by path. Raises UsageError where it is none."""
    if not folder.is_dir():
        raise UsageError(f"{folder.as_posix()} is not a folder")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def files_by_hash(folder: Path, wanted: Container[str]) -> dict[str, Path]:
    """For each wanted SHA-256 the file below the folder that has it, the first one by path where there are several.

    Raises UsageError where the folder is none or one of its files cannot be read.
    """
    found: dict[str, Path] = {}
    for path in files_below(folder):
        digest = hashlib.sha256(contents(path)).hexdigest()
        if digest in wanted:
            found.setdefault(digest, path)
    return found
