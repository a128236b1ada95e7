"""``onrecord evidence``."""

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.group import FOLDER, main
from onrecord.cli.output import plural, print_problems
from onrecord.cli.plain import plain
from onrecord.cli.progress import progress
from onrecord.problems import errors_among

if TYPE_CHECKING:
    from onrecord.evidence import Evidence, SourceEvidence


@main.command()
@click.argument("folder", type=FOLDER, default="records")
@click.option("--sources", type=FOLDER, required=True, help="The folder with the texts of sources, under any names.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def evidence(folder: Path, sources: Path, form: str) -> None:
    """Hold every citation in FOLDER (default: records) against the text of its source.

    A text is recognised by its SHA-256. Spans, hashes, paragraphs, the numbers of figures and the spellings of names
    are checked; what has no text at hand is counted and is no failure.
    """
    from onrecord.evidence import check_evidence

    with progress() as told:
        told("checking citations")
        found = check_evidence(folder, sources)
    if form == "json":
        _print_json(found)
    else:
        click.echo("\n".join(_report(found)))
        print_problems(found.problems)
    if errors_among(found.problems):
        sys.exit(1)


def _report(found: "Evidence") -> Iterator[str]:
    for source in found.sources:
        yield from _source(source)
    failures = sum(len(source.failures) for source in found.sources)
    yield (
        f"{plural(found.checked, 'citation')} checked, {found.not_at_hand} with no text at hand, "
        f"{found.unhashed} of sources without a hash; {plural(failures, 'failure')}"
    )


def _source(source: "SourceEvidence") -> Iterator[str]:
    claims = f"{plural(source.citations, 'citation')}, {plural(source.names, 'name')}"
    failures = plural(len(source.failures), "failure")
    yield f"{source.source_id}: {source.file or 'no text at hand'}; {claims}; {failures}"
    if source.file:
        yield f"  paragraphs cited: {_ranges(source.cited)}"
        yield f"  paragraphs not cited: {_ranges(source.uncited)}"


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers with neighbours drawn together: ``1-3, 5``."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs) or "none"


def _print_json(found: "Evidence") -> None:
    import json
    from dataclasses import asdict

    sources = [{**asdict(source), "failures": len(source.failures)} for source in found.sources]
    totals = {"checked": found.checked, "not_at_hand": found.not_at_hand, "unhashed": found.unhashed}
    answer = {"sources": sources, "citations": totals, "problems": [plain(problem) for problem in found.problems]}
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
