"""``onrecord check``."""

import sys
from pathlib import Path

import click

from onrecord.cli.group import FOLDER, PREVIOUS, STRICT, main
from onrecord.cli.output import FORMAT, counts, print_problems, say
from onrecord.cli.progress import progress
from onrecord.cli.watch import WATCH, again_and_again


@main.command()
@click.argument("folder", type=FOLDER, default="records")
@PREVIOUS
@STRICT
@WATCH
@FORMAT
def check(folder: Path, previous: Path | None, strict: bool, watch: bool) -> None:
    """Check the records in FOLDER (default: records) and list every problem.

    Nothing is written. Each problem comes with its file, line and column, and with what to do about it;
    `onrecord explain CODE` tells more. --format json, github and sarif print on standard output, for programs.
    """
    if watch:
        again_and_again(lambda: _passes(folder, previous, strict), folder)
    elif not _passes(folder, previous, strict):
        sys.exit(1)


def _passes(folder: Path, previous: Path | None, strict: bool) -> bool:
    from onrecord.publish import load
    from onrecord.read import Work

    with progress() as told:
        dataset, problems = load(folder, previous=previous, strict=strict, work=Work(progress=told))
    print_problems(problems)
    if dataset is not None:
        say(f"{folder}: {counts(dataset)}; no errors")
    return dataset is not None
