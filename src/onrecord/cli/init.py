"""``onrecord init``."""

from pathlib import Path

import click

from onrecord.cli.group import FOLDER, main
from onrecord.cli.output import plural


@main.command()
@click.argument("folder", type=FOLDER)
def init(folder: Path) -> None:
    """Start a dataset in FOLDER, which must be empty or not there yet.

    It holds a small true sample that is valid as it is, schemas and settings for editors, a hook for pre-commit, a
    workflow for GitHub, and a .gitignore that keeps the texts of sources out of sight. What is hidden, such as .git,
    may be in the folder already.
    """
    from shlex import quote

    from onrecord.scaffold import init as start

    files = start(folder)
    click.echo(f"{folder}: {plural(len(files), 'file')}")
    click.echo("Checks on GitHub install onrecord from wheels/: .github/workflows/onrecord.yaml says how.")
    click.echo("Next:")
    click.echo(f"  cd {quote(str(folder))} && onrecord build records --into datapackage && onrecord verify datapackage")
