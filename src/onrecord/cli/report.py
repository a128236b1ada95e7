"""Problems as people like to read them: in full, or a line each."""

from collections.abc import Iterable, Iterator

from onrecord.cli.excerpt import pointed, visible
from onrecord.problems import Problem


def full(problem: Problem) -> Iterator[str]:
    """A problem in lines: its address and message, the line of the file with a caret below, and what to do."""
    yield visible(str(problem))
    if problem.excerpt:
        excerpt, carets = pointed(problem)
        yield f"{problem.where.line:>5}| {excerpt}"
        yield f"     | {carets}"
    if problem.help:
        yield f"     = help: {visible(problem.help)}"


def full_text(problems: Iterable[Problem]) -> str:
    """All problems, one after the other, with an empty line between."""
    return "\n\n".join("\n".join(full(problem)) for problem in problems)


def concise_text(problems: Iterable[Problem]) -> str:
    """All problems, a line each, as compilers print them and editors read them."""
    return "\n".join(visible(str(problem)) for problem in problems)
