"""``onrecord build``."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from onrecord.cli.group import FOLDER, PREVIOUS, STRICT, main
from onrecord.cli.output import FORMAT, counts, print_problems, say
from onrecord.cli.watch import WATCH, again_and_again


@main.command()
@click.argument("folder", type=FOLDER, default="records")
@click.option("--into", type=FOLDER, default="datapackage", show_default=True, help="The folder of the release.")
@PREVIOUS
@click.option("--draft", is_flag=True, help="Allow silent changes; the version ends in -draft.")
@click.option("--sources", type=FOLDER, help="A folder with texts of sources, whose wording must not be published.")
@click.option("--withheld", type=FOLDER, help="A file of words that must not be published, one a line.")
@STRICT
@WATCH
@FORMAT
def build(
    folder: Path,
    into: Path,
    previous: Path | None,
    draft: bool,
    sources: Path | None,
    withheld: Path | None,
    strict: bool,
    watch: bool,
) -> None:
    """Check the records in FOLDER (default: records) and publish them as a release.

    With any error nothing is written, and the release that stood there before stays as it was. Against the previous
    release, an id that vanishes and a value that changes without a reason are errors. Before the release is published,
    its finished files are searched for words that the records withhold (see `onrecord withhold`).
    """
    run = partial(_publish, folder, into, sources, withheld, previous=previous, draft=draft, strict=strict)
    if watch:
        again_and_again(run, folder, into)
    else:
        run()


def _publish(folder: Path, into: Path, *others: Path | None, **options: Any) -> None:
    from onrecord.cli.progress import progress
    from onrecord.publish import build as build_release

    with progress("building"):
        built = build_release(folder, into, *others, **options)
    print_problems(built.warnings)
    metadata = built.dataset.metadata
    say(f"{metadata.title} {metadata.version}, issued {metadata.issued}")
    say(f"{counts(built.dataset)}")
    say(f"{into}: {len(built.files)} files")
    if built.searched.files:
        say(f"{built.searched}; none found")
