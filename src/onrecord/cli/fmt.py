"""``onrecord fmt``."""

import sys
from pathlib import Path

import click

from onrecord.cli.group import FOLDER, main
from onrecord.cli.output import plural, print_problems
from onrecord.cli.progress import at_work


@main.command()
@click.argument("path", metavar="[FOLDER]", type=FOLDER, default="records")
@click.option("--check", "look", is_flag=True, help="Change nothing; the exit code is 1 where something would change.")
def fmt(path: Path, look: bool) -> None:
    """Bring the YAML files in FOLDER (default: records), or one file, into the common format.

    Keys stand in the order of the model; quotes go where they do nothing; lines are at most 120 characters wide where
    that is possible. Comments, the order of records and what the files say stay as they are.
    """
    from onrecord.tidy import fmt as bring

    with at_work("formatting"):
        done = bring(path, write=not look)
    for file in done.changed:
        click.echo(f"{'would change' if look else 'changed'}: {file.as_posix()}")
    click.echo(f"{plural(len(done.files), 'file')}, {len(done.changed)} {'to change' if look else 'changed'}")
    print_problems(done.problems)
    if done.problems or (look and done.changed):
        sys.exit(1)
