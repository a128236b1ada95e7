"""Problems as GitHub's workflow commands, which mark them in the files of a pull request, and as a table.

Source: GitHub Actions, "Workflow commands for GitHub Actions": setting an error message, adding a job summary. GitHub
shows ten marks of a step at most; the table holds all.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.cli.excerpt import visible
from onrecord.problems import Problem


def github_text(problems: Iterable[Problem]) -> str:
    """A workflow command for each problem, a line each; all of them also go into the summary of the step."""
    problems = tuple(problems)
    if problems and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in _table(problems))
    return "\n".join(map(_command, problems))


def _command(problem: Problem) -> str:
    where = problem.where
    places = {"file": where.file, "line": where.line, "col": where.column}
    if where.column:
        places["endColumn"] = where.column + problem.width
    fields = {name: place for name, place in places.items() if place} | {"title": problem.code}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in fields.items())
    text = ". ".join(filter(None, (problem.message, problem.help)))
    return f"::{problem.severity.value} {properties}::{_escaped(visible(text))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _table(problems: Iterable[Problem]) -> Iterator[str]:
    yield from ("| where | problem | what to do |", "|---|---|---|")
    for problem in problems:
        cells = (str(problem.where), f"`{problem.code}` {problem.message}", problem.help)
        yield f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    """A cell of a table in Markdown: what it holds cannot end the cell or become a tag."""
    return visible(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
