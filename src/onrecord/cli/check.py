"""``onrecord check``."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from onrecord.cli.group import PREVIOUS, RECORDS, STRICT, main
from onrecord.cli.output import FORMAT, counts, plural, print_problems, say
from onrecord.cli.progress import progress
from onrecord.cli.watch import WATCH, again_and_again
from onrecord.problems import Problem, errors_among


@main.command()
@click.argument("folder", type=RECORDS, default="records")
@PREVIOUS
@click.option("--memory", default="1GB", show_default=True, help="What the database may hold in memory.")
@STRICT
@WATCH
@FORMAT
def check(folder: Path, previous: Path | None, memory: str, strict: bool, watch: bool) -> None:
    """Check the records in FOLDER (default: records) and list every problem.

    Given a file of records, only its problems are listed. Nothing is written. Each problem comes with its file, line
    and column, and with what to do about it; `onrecord explain CODE` tells more. --format json, github and sarif print
    on standard output, for programs.
    """
    if watch:
        again_and_again(lambda: _passes(folder, previous, memory, strict), folder)
    elif not _passes(folder, previous, memory, strict):
        sys.exit(1)


def _passes(path: Path, previous: Path | None, memory: str, strict: bool) -> bool:
    from onrecord.load import load
    from onrecord.read import Work, around

    folder = around(path) if path.is_file() else None
    with progress() as told:
        work = Work(memory, progress=told)
        dataset, problems = load(folder or path, previous=previous, strict=strict, work=work)
    if folder:
        return _file_passes(path, folder, problems)
    print_problems(problems)
    if dataset is not None:
        say(f"{path}: {counts(dataset)}; no errors")
    return dataset is not None


def _file_passes(path: Path, folder: Path, problems: Iterable[Problem]) -> bool:
    """Prints the problems of one file, and how many others there are."""
    here = [problem for problem in problems if problem.where.file == path.as_posix()]
    others = len(errors_among(problem for problem in problems if problem.where.file != path.as_posix()))
    print_problems(here)
    passes = not errors_among(here)
    more = f"; {plural(others, 'error')} elsewhere in {folder}" if others else ""
    if passes or more:
        say(f"{path}: {'no errors' if passes else plural(len(errors_among(here)), 'error')}{more}")
    return passes
