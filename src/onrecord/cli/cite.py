"""``onrecord cite``."""

import sys
from pathlib import Path

import click

from onrecord.cli.group import FOLDER, main
from onrecord.cli.output import plural, print_problems
from onrecord.cli.progress import at_work


@main.command()
@click.argument("folder", type=FOLDER, default="records")
@click.option("--sources", type=FOLDER, required=True, help="The folder with the texts of sources.")
@click.option("--paragraphs", is_flag=True, help="Where a citation gives a paragraph alone, fill in the whole of it.")
def cite(folder: Path, sources: Path, paragraphs: bool) -> None:
    """Fill in the places of citations in FOLDER (default: records) that say which words to find.

    \b
    citations:
      - {source_id: src-minutes, paragraph: 4, find: "1,200 households"}

    In the file, the words give way to the span and the hash of the passage, and are kept nowhere. `…` stands for what
    is left out between the first and the last words. Where the words stand at several places, or at none, the citation
    stays as it is, and the candidates are listed. The text of a source is known by its hash; that of one without a hash
    is the file named after its id, and its hash and size are filled in too.
    """
    from onrecord.cite import cite as fill_in

    with at_work("looking for passages"):
        cited = fill_in(folder, sources, paragraphs=paragraphs)
    for source in cited.sources:
        click.echo(f"{source}: sha256, length and paragraphs filled in")
    left = f"; {plural(len(cited.problems), 'citation')} left as they are" if cited.problems else ""
    click.echo(f"{plural(cited.citations, 'citation')} filled in, in {plural(len(cited.files), 'file')}{left}")
    if cited.bare:
        click.echo(f"{plural(cited.bare, 'citation')} of a paragraph alone; `--paragraphs` cites the whole paragraph")
    print_problems(cited.problems)
    if cited.problems:
        sys.exit(1)
