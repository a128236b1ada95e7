"""``onrecord new``."""

from pathlib import Path

import click

from onrecord.cli.group import FOLDER, main


def _sorts(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """What a shell completes a sort to."""
    from onrecord.scaffold import SORTS

    return [sort for sort in SORTS if sort.startswith(incomplete)]


@main.command()
@click.argument("sort", metavar="SORT", shell_complete=_sorts)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--into", type=FOLDER, default="records", show_default=True, help="The folder of records, or the file to add to."
)
def new(sort: str, words: tuple[str, ...], into: Path) -> None:
    """Add a skeleton of a record, with a fresh id made of WORDS and a comment on every field.

    SORT is organization, person, group, source, place, measure, statement, figure, derivation or event. It is added to
    the one YAML file that has such records, or else to a file named after their table; nothing that stands there is
    touched. Fill in the empty fields and delete those that you do not need; `onrecord check` tells what is missing.

    \b
    onrecord new source "Annual report 2024"
    onrecord new statement council announces new wells
    """
    from onrecord.scaffold import add

    added = add(sort, " ".join(words), into)
    click.echo(f"{added.path}:{added.line}: {added.id}")
    if added.taken:
        click.echo(f"`{added.taken}` is there already; if it is the same {sort}, take this one out again", err=True)
