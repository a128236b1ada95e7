"""What is printed of a problem where a withheld word is near it."""

from dataclasses import replace
from pathlib import PurePosixPath

from onrecord.gate.lexicon import Lexicon
from onrecord.problems import Problem, Where

MASK = "(withheld)"


def masked(path: str, lexicon: Lexicon) -> str:
    """The path without the names in it that hold a withheld word."""
    if not lexicon.in_text(path):
        return path
    shown = "/".join(MASK if lexicon.in_text(part) else part for part in PurePosixPath(path).parts)
    return MASK if lexicon.in_text(shown.replace(MASK, "")) or shown == path else shown


def redacted(problem: Problem, lexicon: Lexicon) -> Problem:
    """The problem without the texts of it that hold a withheld word; its code, line and column stay."""
    where = Where(masked(problem.where.file, lexicon), problem.where.line, problem.where.column)
    message, help, excerpt = (
        "" if lexicon.in_text(text) else text for text in (problem.message, problem.help, problem.excerpt)
    )
    return replace(problem, where=where, message=message or MASK, help=help, excerpt=excerpt)
