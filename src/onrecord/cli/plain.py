"""Problems as plain values, for programs."""

from typing import Any

from onrecord.problems import Problem


def plain(problem: Problem) -> dict[str, Any]:
    """A problem as JSON has it: where (line and column from 1, 0 where unknown), how bad, its code, what, and help."""
    return {
        "file": problem.where.file,
        "line": problem.where.line,
        "column": problem.where.column,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "help": problem.help,
    }
