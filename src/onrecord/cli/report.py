"""Problems as people like to read them."""

from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from onrecord.problems import Problem


def full(problem: Problem) -> Iterator[str]:
    """A problem in lines: its address and message, the line of the file with a caret below, and what to do."""
    yield str(problem)
    if problem.excerpt:
        number = f"{problem.where.line:>5}"
        before = problem.excerpt[: max(problem.where.column - 1, 0)]
        covered = problem.excerpt[len(before) : len(before) + problem.width]
        yield f"{number}| {problem.excerpt}"
        yield f"     | {_blank(before)}{'^' * max(cell_len(covered), 1)}"
    if problem.help:
        yield f"     = help: {problem.help}"


def _blank(text: str) -> str:
    """As many columns of blanks as the text takes on a terminal; tabs stay tabs."""
    return "".join(char if char == "\t" else " " * cell_len(char) for char in text)


def full_text(problems: Iterable[Problem]) -> str:
    """All problems, one after the other, with an empty line between."""
    return "\n\n".join("\n".join(full(problem)) for problem in problems)
