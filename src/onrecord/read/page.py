"""A page: the text of an input file, and the lines and columns of its offsets."""

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from onrecord.problems import Problem, Where

Span = tuple[int, int]
"""Where something stands in a page: its first offset and the one after its last, in code points."""

_LINE_END = re.compile(r"\r\n|\n|\r")
# What YAML 1.2 (section 5.1) does not print, and the three line separators that editors do not count as lines.
FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Page:
    """The text of one file under the name by which problems call it."""

    file: str
    text: str

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line starts."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def line(self, number: int) -> str:
        """The line of that number, from 1, without its end; empty where there is none."""
        if not 1 <= number <= len(self.starts):
            return ""
        start, stop = self.span(number)
        return self.text[start:stop].rstrip("\r\n")

    def span(self, number: int) -> Span:
        """Where the line of that number stands, its end included."""
        stop = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.starts[number - 1], stop

    def line_at(self, offset: int) -> int:
        """The number of the line that holds the offset."""
        return bisect_right(self.starts, offset)

    def problem(self, span: Span, code: str, message: str, help: str = "") -> Problem:
        """A problem with what stands at the span; the width ends with the line."""
        start, stop = span
        number = self.line_at(start)
        column = start - self.starts[number - 1] + 1
        excerpt = self.line(number)
        width = max(1, min(stop - start, len(excerpt) - column + 1))
        return Problem(Where(self.file, number, column), code, message, help, excerpt=excerpt, width=width)


def line_ends(content: bytes) -> int:
    """How many lines of a content have an end: LF, CR or both together."""
    ends = content.count(b"\n")
    return ends + (content.count(b"\r") - content.count(b"\r\n") if b"\r" in content else 0)


def decode(file: str, content: bytes) -> Page | Problem:
    """The page that the bytes of a file hold, or the problem that they are not UTF-8 or not text. A BOM is dropped."""
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        page = Page(file, content.decode())
    except UnicodeDecodeError as error:
        return _not_utf8(file, content, error)
    if match := FORBIDDEN.search(page.text):
        message = f"the file holds the character U+{ord(match[0]):04X}, which is not text"
        return page.problem(match.span(), "control-character", message, "delete it")
    return page


def _not_utf8(file: str, content: bytes, error: UnicodeDecodeError) -> Problem:
    page = Page(file, content.decode(errors="replace"))
    before = len(content[: error.start].decode())
    message = f"the file is not UTF-8: it has the byte 0x{content[error.start]:02X} here"
    return page.problem((before, before + 1), "not-utf8", message, "save the file in the encoding UTF-8")
