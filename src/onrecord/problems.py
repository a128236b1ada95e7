"""What can be wrong with a dataset, as values with an address, and the errors that carry them.

The tree of errors, all of which a caller may catch as :class:`OnrecordError`::

    OnrecordError
    ├── UsageError      the call itself cannot be carried out (no such folder, unwritable target, bad query)
    └── Refused         the input was read and has problems; carries them all
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is: an error refuses a release, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Where:
    """The address of a problem: a file and, where they are known, a line and a column (both from 1, in code points)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(part) for part in (self.line, self.column) if part)])


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, where it is, and what to do about it."""

    where: Where
    code: str
    message: str
    help: str = ""
    severity: Severity = field(default=Severity.ERROR, compare=False)
    excerpt: str = field(default="", compare=False)
    """The offending line of the file, as it stands there."""
    width: int = field(default=1, compare=False)
    """How many code points of the excerpt the problem covers, from its column on."""

    def __str__(self) -> str:
        return f"{self.where}: {self.severity.value}[{self.code}]: {self.message}"


def errors_among(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that refuse a release, in order of address."""
    return sorted(problem for problem in problems if problem.severity is Severity.ERROR)


def strictly(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems, warnings among them as errors."""
    return tuple(replace(problem, severity=Severity.ERROR) for problem in problems)


class OnrecordError(Exception):
    """Anything that this library raises on purpose."""


class UsageError(OnrecordError):
    """The call cannot be carried out: a folder is missing, a target cannot be written, a query does not parse."""


class Refused(OnrecordError):
    """The input has problems, so nothing was written. ``problems`` holds all of them, sorted by address."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        count = len(errors_among(self.problems))
        super().__init__("\n".join([f"{count} problem{'s' * (count != 1)}", *map(str, self.problems)]))
