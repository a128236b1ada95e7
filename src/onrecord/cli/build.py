"""``onrecord build``."""

from pathlib import Path

import click

from onrecord.cli.group import FOLDER, PREVIOUS, main
from onrecord.cli.output import counts, print_problems


@main.command()
@click.argument("folder", type=FOLDER, default="records")
@click.option("--into", type=FOLDER, default="datapackage", show_default=True, help="The folder of the release.")
@PREVIOUS
@click.option("--draft", is_flag=True, help="Allow silent changes; the version ends in -draft.")
def build(folder: Path, into: Path, previous: Path | None, draft: bool) -> None:
    """Check the records in FOLDER (default: records) and publish them as a release.

    With any error nothing is written, and the release that stood there before stays as it was. Against the previous
    release, an id that vanishes and a value that changes without a reason are errors.
    """
    from onrecord.publish import build as build_release

    built = build_release(folder, into, previous=previous, draft=draft)
    print_problems(built.warnings)
    metadata = built.dataset.metadata
    size = sum(file.bytes for file in built.files)
    click.echo(f"{metadata.title} {metadata.version}, issued {metadata.issued}")
    click.echo(f"{counts(built.dataset.tables)}")
    click.echo(f"{into}: {len(built.files)} files, {size / 1000:,.0f} kB")
