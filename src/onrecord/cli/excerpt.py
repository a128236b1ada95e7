"""The line of a file that a problem is about, as a terminal shows it, with carets right below what is wrong."""

import re

from rich.cells import cell_len

from onrecord.problems import Problem

WIDEST = 100
"""As many columns of a terminal as a line is shown in; of a longer one, the part around the caret."""
_BEFORE = WIDEST // 3
"""How many of them may stand left of the caret where the line is cut."""
_CUT = "…"
_STEERING = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, line separators, marks that turn the direction of writing, and halves of surrogate pairs."""


def visible(text: str) -> str:
    """The text with escapes such as ``\\x1b`` for what would steer a terminal or hide itself there; tabs stay tabs."""
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def pointed(problem: Problem) -> tuple[str, str]:
    """The excerpt of a problem, and the line of blanks and carets that belongs below it.

    A terminal gives wide characters two columns and combining marks none, and the carets follow it.
    """
    start = max(problem.where.column - 1, 0)
    end = start + problem.width
    first, last = _window(problem.excerpt, start)
    before = _CUT * (first > 0) + visible(problem.excerpt[first:start])
    covered = visible(problem.excerpt[start : min(end, last)])
    after = visible(problem.excerpt[min(end, last) : last]) + _CUT * (last < len(problem.excerpt))
    return before + covered + after, _blank(before) + "^" * max(_columns(covered), 1)


def _window(text: str, at: int) -> tuple[int, int]:
    """The part of a text to show, so that it fits and the place is in it; all of it where that fits."""
    if _columns(visible(text)) <= WIDEST:
        return 0, len(text)
    last = _reach(text, _back(text, at, _BEFORE), WIDEST)
    return _back(text, last, WIDEST), last


def _back(text: str, end: int, columns: int) -> int:
    """The first place from which the text up to the end takes no more than so many columns."""
    start = end
    while start and (columns := columns - _columns(visible(text[start - 1]))) >= 0:
        start -= 1
    while 0 < start < end and not _columns(text[start]):  # a mark belongs to the letter before it
        start += 1
    return start


def _reach(text: str, start: int, columns: int) -> int:
    """The last place up to which the text from the start takes no more than so many columns."""
    end = start
    while end < len(text) and (columns := columns - _columns(visible(text[end]))) >= 0:
        end += 1
    return end


def _columns(text: str) -> int:
    """How many columns the text takes, each tab as one."""
    return sum(1 if char == "\t" else cell_len(char) for char in text)


def _blank(text: str) -> str:
    """As many columns of blanks as the text takes on a terminal; tabs stay tabs."""
    return "".join(char if char == "\t" else " " * cell_len(char) for char in text)
