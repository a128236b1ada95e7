"""Problems as people like to read them."""

import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from onrecord.problems import Problem

_STEERING = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, line separators, marks that turn the direction of writing, and halves of surrogate pairs."""


def full(problem: Problem) -> Iterator[str]:
    """A problem in lines: its address and message, the line of the file with a caret below, and what to do."""
    yield visible(str(problem))
    if problem.excerpt:
        number = f"{problem.where.line:>5}"
        start = max(problem.where.column - 1, 0)
        before = visible(problem.excerpt[:start])
        covered = visible(problem.excerpt[start : start + problem.width])
        yield f"{number}| {visible(problem.excerpt)}"
        yield f"     | {_blank(before)}{'^' * max(cell_len(covered), 1)}"
    if problem.help:
        yield f"     = help: {visible(problem.help)}"


def visible(text: str) -> str:
    """The text with escapes such as ``\\x1b`` for what would steer a terminal or hide itself there; tabs stay tabs."""
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _blank(text: str) -> str:
    """As many columns of blanks as the text takes on a terminal; tabs stay tabs."""
    return "".join(char if char == "\t" else " " * cell_len(char) for char in text)


def full_text(problems: Iterable[Problem]) -> str:
    """All problems, one after the other, with an empty line between."""
    return "\n\n".join("\n".join(full(problem)) for problem in problems)
