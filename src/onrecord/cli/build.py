"""``onrecord build``."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from onrecord.cli.group import FOLDER, PREVIOUS, RECORDS, STRICT, main
from onrecord.cli.output import FORMAT, counts, print_problems, say
from onrecord.cli.progress import progress
from onrecord.cli.watch import WATCH, again_and_again


@main.command()
@click.argument("folder", type=RECORDS, default="records")
@click.option("--into", type=FOLDER, default="datapackage", show_default=True, help="The folder of the release.")
@PREVIOUS
@click.option("--draft", is_flag=True, help="Allow silent changes; the version ends in -draft.")
@click.option("--sources", type=FOLDER, help="A folder with texts of sources, whose wording must not be published.")
@click.option("--formats", default="", metavar="NAMES", help="Also the graph as nt (N-Triples) or jsonld; with commas.")
@click.option("--withheld", type=FOLDER, help="A file of words that must not be published, one a line.")
@click.option("--part-rows", type=click.IntRange(1), help="Write tables of more rows in parts of so many.")
@click.option("--compress", type=click.Choice(["gz", "zst"]), help="Compress the CSV and Turtle files.")
@click.option("--memory", default="1GB", show_default=True, help="What the database may hold in memory.")
@click.option("--workers", type=click.IntRange(1), help="Processes that read large inputs; one a core if not given.")
@click.option("--cache", type=FOLDER, help="A folder in which one build leaves for the next what need not change.")
@click.option(
    "--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True, help="What computes."
)
@click.option("--master", default="", metavar="URL", help="Where Spark runs: local[*] if not given.")
@click.option("--conf", "settings", multiple=True, metavar="KEY=VALUE", help="A setting of Spark; may be repeated.")
@STRICT
@WATCH
@FORMAT
def build(
    folder: Path,
    into: Path,
    previous: Path | None,
    draft: bool,
    sources: Path | None,
    formats: str,
    withheld: Path | None,
    part_rows: int | None,
    compress: str | None,
    memory: str,
    workers: int | None,
    cache: Path | None,
    engine: str,
    master: str,
    settings: tuple[str, ...],
    strict: bool,
    watch: bool,
) -> None:
    """Check the records in FOLDER (default: records) and publish them as a release.

    With any error nothing is written, and the release that stood there before stays as it was. Against the previous
    release, an id that vanishes and a value that changes without a reason are errors. Before the release is published,
    its finished files are searched for words that the records withhold (see `onrecord withhold`).
    """
    from onrecord.layout import Layout
    from onrecord.publish import build as build_release

    wanted = tuple(name.strip() for name in formats.split(",")) if formats else ()
    layout = Layout(part_rows or Layout.part_rows, compress or "")
    options: dict[str, Any] = {
        "previous": previous,
        "draft": draft,
        "strict": strict,
        "formats": wanted,
        "layout": layout,
    }
    options |= {"memory": memory, "workers": workers or _cores(), "cache": cache}
    options |= {"engine": engine, "master": master, "spark_conf": dict(map(_setting, settings))}
    run = partial(_publish, partial(build_release, folder, into, sources, withheld, **options), into)
    if watch:
        again_and_again(run, folder, into)
    else:
        run()


_MOST_WORKERS = 4
"""More processes than these wait for the one that takes in what they read."""


def _cores() -> int:
    """How many cores this process may use, up to as many as pay."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST_WORKERS)


def _setting(text: str) -> tuple[str, str]:
    """The name and the value of a setting."""
    name, sign, value = text.partition("=")
    if not name.strip() or not sign:
        raise click.BadParameter(f"`{text}` is not KEY=VALUE", param_hint="--conf")
    return name, value


def _publish(build_release: Callable[..., Any], into: Path) -> None:
    from onrecord.story.words import visible

    with progress() as told:
        built = build_release(progress=told)
    print_problems(built.warnings)
    metadata = built.dataset.metadata
    say(f"{visible(metadata.title)} {metadata.version}, issued {metadata.issued}")
    say(f"{counts(built.dataset)}")
    say(f"{into}: {len(built.files)} files{f', {built.reused} of them as they were' if built.reused else ''}")
    if built.searched.files:
        say(f"{built.searched}; none found")
