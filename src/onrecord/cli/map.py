"""``onrecord map``."""

from pathlib import Path

import click

from onrecord.cli.group import FOLDER, main
from onrecord.cli.progress import at_work
from onrecord.problems import UsageError


@main.command("map")
@click.argument("file", type=FOLDER)
@click.option("--into", type=FOLDER, help="The file to write, which must not be there yet; else it is printed.")
def map_(file: Path, into: Path | None) -> None:
    """Draft a map for `onrecord import` from the columns of FILE.

    Kinds of columns, forms of dates and of numbers are guessed from the cells. The draft is a valid map; its comments
    say what only you can know.
    """
    from onrecord.importing import draft_map

    with at_work("looking at the columns"):
        text = draft_map(file)
    if into is None:
        click.echo(text, nl=False)
        return
    try:
        with into.open("x", encoding="utf-8") as target:
            target.write(text)
    except FileExistsError:
        raise UsageError(f"{into.as_posix()} is there already; nothing was written") from None
    except OSError as error:
        raise UsageError(f"cannot write {into.as_posix()}: {error.strerror}") from None
    click.echo(f"{into.as_posix()}: a draft; what it says after FILL IN is for you to say")
