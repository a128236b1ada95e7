"""``onrecord check``."""

import sys
from pathlib import Path

import click

from onrecord.cli.group import FOLDER, PREVIOUS, STRICT, main
from onrecord.cli.output import FORMAT, counts, print_problems, say


@main.command()
@click.argument("folder", type=FOLDER, default="records")
@PREVIOUS
@STRICT
@FORMAT
def check(folder: Path, previous: Path | None, strict: bool) -> None:
    """Check the records in FOLDER (default: records) and list every problem.

    Nothing is written. Each problem comes with its file, line and column, and with what to do about it;
    `onrecord explain CODE` tells more. --format json, github and sarif print on standard output, for programs.
    """
    from onrecord.publish import load

    dataset, problems = load(folder, previous=previous, strict=strict)
    print_problems(problems)
    if dataset is None:
        sys.exit(1)
    say(f"{folder}: {counts(dataset)}; no errors")
