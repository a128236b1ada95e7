"""``onrecord withhold``."""

import sys
from pathlib import Path

import click

from onrecord.cli.group import FOLDER, main


@main.command()
@click.argument("words", nargs=-1)
@click.option("--records", "folder", type=FOLDER, default="records", show_default=True, help="The folder of records.")
def withhold(words: tuple[str, ...], folder: Path) -> None:
    """Add WORDS to those that no release of the records may hold.

    A phrase of several words is one argument, in quotes. Without arguments words are read from standard input, one a
    line, so that they need not stand in the history of the shell. Only salted hashes are kept, in `withheld.yaml`.
    """
    from onrecord.disclosure import withhold as add

    phrases = words or [line for line in sys.stdin.read().splitlines() if line.strip()]
    added, total = add(phrases, folder)
    click.echo(f"{folder / 'withheld.yaml'}: {added} added, {total} in all")
