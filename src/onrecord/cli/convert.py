"""``onrecord convert``."""

from pathlib import Path

import click

from onrecord.cli.group import FOLDER, main
from onrecord.cli.progress import at_work

_FORMATS = ["sqlite", "duckdb", "xlsx", "zip"]


@main.command()
@click.argument("release", type=FOLDER)
@click.option("--into", type=FOLDER, required=True, help="The new file.")
@click.option("--to", type=click.Choice(_FORMATS), help="The format; without it, what the file's name ends in.")
def convert(release: Path, into: Path, to: str | None) -> None:
    """Copy a RELEASE into one file: an SQLite or DuckDB database, a workbook or an archive.

    \b
    sqlite  all tables with their keys and full-text search; opens in Datasette
    duckdb  all tables with types and descriptions
    xlsx    a sheet a table with filters, and a data dictionary; no text runs as a formula
    zip     the release as it is; `onrecord` opens it, too
    """
    from onrecord.copies import convert as copy

    with at_work("converting"):
        written = copy(release, into, to or "")
    click.echo(f"{written}: written")
