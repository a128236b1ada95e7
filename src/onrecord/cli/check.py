"""``onrecord check``."""

import sys
from pathlib import Path

import click

from onrecord.cli.group import FOLDER, PREVIOUS, main
from onrecord.cli.output import counts, print_problems


@main.command()
@click.argument("folder", type=FOLDER, default="records")
@PREVIOUS
def check(folder: Path, previous: Path | None) -> None:
    """Check the records in FOLDER (default: records) and list every problem.

    Nothing is written. Each problem comes with its file, line and column, and with what to do about it.
    """
    from onrecord.publish import load

    dataset, problems = load(folder, previous=previous)
    print_problems(problems)
    if dataset is None:
        sys.exit(1)
    click.echo(f"{folder}: {counts(dataset)}; no errors")
