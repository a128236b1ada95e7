"""``onrecord schema``."""

from pathlib import Path

import click

from onrecord.cli.group import FOLDER, main


@main.command()
@click.option("--into", type=FOLDER, default="schema", show_default=True, help="The folder to write to.")
def schema(into: Path) -> None:
    """Write what follows from the models alone.

    JSON Schemas for authors' editors, Table Schemas, the ontology, the SHACL shapes and the JSON-LD context.
    """
    from onrecord.schema import write_schema

    paths = write_schema(into)
    click.echo(f"{into}: {len(paths)} files")
