"""``onrecord verify``."""

import sys
from pathlib import Path

import click

from onrecord.cli.group import FOLDER, main
from onrecord.cli.progress import progress


@main.command()
@click.argument("release", type=FOLDER, default="datapackage")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Print every fault; without it, the first of each sort.")
@click.option(
    "--parse",
    is_flag=True,
    help="Read the graph back even where its bytes are as they should be, and gather the wide figures anew.",
)
@click.option("--shapes", is_flag=True, help="Validate the graph against the SHACL shapes, too; needs pyshacl. Slow.")
def verify(release: Path, form: str, everything: bool, parse: bool, shapes: bool) -> None:
    """Verify a RELEASE (default: datapackage) from itself alone.

    Every file is the one that SHA256SUMS promises, none is missing and none extra; every cell and key is as the
    descriptor says; rows are in order; CSV, Parquet and Turtle hold the same values; nothing is left of withdrawn
    records. Prints how much was checked, then every fault with its file, row and column.
    """
    from onrecord.cli.verified import print_report
    from onrecord.verify import MOST
    from onrecord.verify import verify as verify_release

    most = None if everything else MOST
    with progress() as told:
        report = verify_release(release, parse=parse, shapes=shapes, most=most, progress=told)
    print_report(report, form, most)
    if not report:
        sys.exit(1)
