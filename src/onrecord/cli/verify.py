"""``onrecord verify``."""

import sys
from pathlib import Path

import click

from onrecord.cli.group import FOLDER, main
from onrecord.cli.output import print_problems


@main.command()
@click.argument("release", type=FOLDER, default="datapackage")
def verify(release: Path) -> None:
    """Verify a RELEASE (default: datapackage) from itself alone.

    Every file is the one that SHA256SUMS promises, none is missing and none extra, and CSV, Parquet and Turtle hold
    equal tables.
    """
    from onrecord.release import Release

    faults = Release(release).verify()
    print_problems(faults)
    if faults:
        sys.exit(1)
    click.echo(f"{release}: every file is as published, and CSV, Parquet and Turtle agree")
