"""``onrecord show``."""

import json
from pathlib import Path

import click

from onrecord.cli.group import FOLDER, main
from onrecord.cli.progress import at_work


@main.command()
@click.argument("release", type=FOLDER)
@click.argument("record_id", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
def show(release: Path, record_id: str, form: str) -> None:
    """Show the whole story of the record ID of a RELEASE.

    Who said it to whom, where it stands and what those sources rest on, remarks and marks, what it follows from, what
    speaks against it, what corrects it, and how it changed.

    \b
    onrecord show datapackage fig-requests-2023-autumn
    """
    from onrecord.release import open_release

    with at_work("reading"):
        story = open_release(release).explain(record_id)
    if form == "json":
        click.echo(json.dumps(story.to_dict(), ensure_ascii=False, indent=2))
    else:
        click.echo(str(story) if form == "text" else story.to_html(), nl=False)
