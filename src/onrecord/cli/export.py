"""``onrecord export``."""

from pathlib import Path

import click

from onrecord.cli.group import FOLDER, main
from onrecord.cli.output import plural
from onrecord.cli.progress import at_work


@main.command()
@click.argument("release", type=FOLDER, default="datapackage")
@click.option("--format", "form", type=click.Choice(["ftm"]), default="ftm", show_default=True)
@click.option("--into", type=FOLDER, required=True, help="The file to write.")
def export(release: Path, form: str, into: Path) -> None:
    """Write the organizations and persons of RELEASE (default: datapackage) for other tools.

    `ftm`: entities of the followthemoney model, one a line, with their names. What the model has no place for is
    counted.
    """
    from onrecord.ftm import export_entities

    with at_work("exporting"):
        done = export_entities(release, into)
    click.echo(f"{into.as_posix()}: {plural(done.entities, 'entity').replace('entitys', 'entities')}")
    for what, count in done.left_out.items():
        click.echo(f"{count:>12,}  {what}")
