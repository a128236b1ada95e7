"""``onrecord import``."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.group import FOLDER, main
from onrecord.cli.output import plural, print_problems
from onrecord.cli.progress import progress
from onrecord.problems import UsageError

if TYPE_CHECKING:
    from onrecord.importing import Imported

_LISTED = 10
"""How many files that nothing was made of are listed by name."""


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=FOLDER)
@click.option("--map", "map_file", type=FOLDER, help="The map: which columns are which fields.")
@click.option("--into", type=FOLDER, default="records", show_default=True, help="The folder of records.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would come.")
@click.option("--as", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.option("--format", "source", type=click.Choice(["map", "ftm"]), default="map", show_default=True)
@click.option("--exposures", type=FOLDER, help="For ftm: a file of YAML, entity ids to the exposure of the persons.")
def import_(
    files: tuple[Path, ...],
    map_file: Path | None,
    into: Path,
    dry_run: bool,
    form: str,
    source: str,
    exposures: Path | None,
) -> None:
    """Make records of FILES, or of the files in folders, as a map says.

    Reads CSV, TSV, workbooks of Excel, JSON, JSON Lines and Parquet. Every cell that is not empty becomes a record or a
    field of one, or is skipped for a reason that the map gives; the report counts all of them. With any problem nothing
    is written. Only files that an import wrote are ever overwritten. With `--format ftm` the files hold entities of
    the followthemoney model, and no map is needed.
    """
    target = None if dry_run else into
    with progress() as told:
        if source == "ftm":
            from onrecord.ftm import import_entities

            done = import_entities(files, target, exposures=exposures, form=form, progress=told)
        else:
            from onrecord.importing import import_files

            if map_file is None:
                raise UsageError("an import needs `--map`; `onrecord map FILE` drafts one")
            done = import_files(files, map_file, target, form=form, progress=told)
    print_problems(done.warnings)
    if dry_run:
        click.echo("\n".join(_examples(done)))
    click.echo("\n".join(_report(done)))
    for path in done.written:
        click.echo(f"{path.as_posix()}: written")


def _examples(done: "Imported") -> Iterator[str]:
    for table, records in done.examples.items():
        for record in records:
            yield f"{table}: {json.dumps(record, ensure_ascii=False)}"
    yield ""


def _report(done: "Imported") -> Iterator[str]:
    account = done.account
    yield f"{plural(done.files, 'file')}, {_count(account.rows, 'row')}, {_count(account.cells, 'cell')}:"
    yield f"{account.numbers.total():>12,}  as records of their own"
    if joined := account.joined.total():
        yield f"{joined:>12,}    joined with an equal one of the same id"
    yield f"{account.fields.total():>12,}  in fields of records"
    yield f"{account.skipped.total():>12,}  skipped"
    for (column, reason), count in sorted(account.skipped.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>12,}    {column}: {reason}"
    records = ", ".join(_records(table, count) for table, count in done.records.items()) or "no records"
    yield f"{records}{_versions(done)}"
    if done.others:
        yield f"{plural(len(done.others), 'file')} that the map gives to no input: {_some(done.others)}"


def _records(table: str, count: int) -> str:
    from onrecord.tables import TABLES

    return f"{count:,} {TABLES[table].singular if count == 1 else table.replace('_', ' ')}"


def _versions(done: "Imported") -> str:
    said = [
        f"{done.repeated:,} came again and {'says' if done.repeated == 1 else 'say'} the same" if done.repeated else "",
        f"{done.replaced:,} gave way to another of the same id" if done.replaced else "",
        f"{done.corrected:,} {'corrects' if done.corrected == 1 else 'correct'} an earlier one"
        if done.corrected
        else "",
    ]
    parts = "; ".join(filter(None, said))
    return f" ({parts})" if parts else ""


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _LISTED:,} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


def _count(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
