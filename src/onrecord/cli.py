"""The command line: each command parses, calls the library and prints. Heavy imports wait inside the commands."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.problems import OnrecordError, Problem, Refused, Severity, errors_among

if TYPE_CHECKING:
    from onrecord.release import Rows

_FOLDER = click.Path(path_type=Path)


class _Group(click.Group):
    """Turns the library's errors into exit codes, in this one place: 1 problems found, 2 wrong use."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refused as refused:
            _print_problems(refused.problems)
            sys.exit(1)
        except OnrecordError as error:
            click.echo(f"onrecord: {error}", err=True)
            sys.exit(2)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except Exception as error:
            if "ONRECORD_DEBUG" in os.environ:
                raise
            click.echo(f"onrecord: internal error, please report it: {type(error).__name__}: {error}", err=True)
            click.echo("set ONRECORD_DEBUG=1 to see where it happened", err=True)
            sys.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="onrecord")
def main() -> None:
    """Publish who said what, and how many, as open data that anyone can check.

    Records of organizations, persons, statements and figures, each tied to the passage that shows it, are checked and
    published as a release: CSV with a Frictionless descriptor, Parquet, and RDF.

    Exit codes: 0 clean, 1 problems found, 2 wrong use or internal error.
    """


@main.command()
@click.argument("folder", type=_FOLDER, default="records")
def check(folder: Path) -> None:
    """Check the records in FOLDER (default: records) and list every problem.

    Nothing is written. Each problem comes with its file, line and column, and with what to do about it.
    """
    from onrecord.publish import load

    dataset, problems = load(folder)
    _print_problems(problems)
    if dataset is None:
        sys.exit(1)
    click.echo(f"{folder}: {_counts(dataset.tables)}; no errors")


@main.command()
@click.argument("folder", type=_FOLDER, default="records")
@click.option("--into", type=_FOLDER, default="datapackage", show_default=True, help="The folder of the release.")
def build(folder: Path, into: Path) -> None:
    """Check the records in FOLDER (default: records) and publish them as a release.

    With any error nothing is written, and the release that stood there before stays as it was.
    """
    from onrecord.publish import build as build_release

    built = build_release(folder, into)
    _print_problems(built.warnings)
    metadata = built.dataset.metadata
    size = sum(file.bytes for file in built.files)
    click.echo(f"{metadata.title} {metadata.version}, issued {metadata.issued}")
    click.echo(f"{_counts(built.dataset.tables)}")
    click.echo(f"{into}: {len(built.files)} files, {size / 1000:,.0f} kB")


@main.command()
@click.argument("release", type=_FOLDER, default="datapackage")
def verify(release: Path) -> None:
    """Verify a RELEASE (default: datapackage) from itself alone.

    Every file is the one that SHA256SUMS promises, none is missing and none extra, and CSV, Parquet and Turtle hold
    equal tables.
    """
    from onrecord.release import Release

    faults = Release(release).verify()
    _print_problems(faults)
    if faults:
        sys.exit(1)
    click.echo(f"{release}: every file is as published, and CSV, Parquet and Turtle agree")


@main.command()
@click.option("--into", type=_FOLDER, default="schema", show_default=True, help="The folder to write to.")
def schema(into: Path) -> None:
    """Write what follows from the models alone.

    JSON Schemas for authors' editors, Table Schemas, the ontology, the SHACL shapes and the JSON-LD context.
    """
    from onrecord.schema import write_schema

    paths = write_schema(into)
    click.echo(f"{into}: {len(paths)} files")


@main.command()
@click.argument("release", type=_FOLDER)
@click.argument("text", metavar="QUERY")
@click.option("--language", type=click.Choice(["sql", "sparql"]), help="SQL or SPARQL; guessed from the query.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def query(release: Path, text: str, language: str | None, form: str) -> None:
    """Answer a QUERY over a RELEASE: SQL over its tables or SPARQL over its graph.

    SQL is DuckDB's, and every table of the release is there by its name. SPARQL needs no PREFIX lines for the
    vocabularies of the release. A QUERY of - is read from standard input.

    \b
    onrecord query datapackage "SELECT id, stated FROM figures ORDER BY id"
    onrecord query datapackage "SELECT ?f ?v { ?f a schema:Observation ; schema:value ?v }"
    """
    from onrecord.release import Release

    opened = Release(release)
    text = sys.stdin.read() if text == "-" else text
    ask = opened.sparql if (language or _language(text)) == "sparql" else opened.sql
    _print_rows(ask(text), form)


def _language(text: str) -> str:
    """SPARQL has a group pattern in braces, and variables; SQL has neither outside of DuckDB's struct literals."""
    return "sparql" if "{" in text and ("?" in text or "$" in text or "<" in text) else "sql"


def _counts(tables: Any) -> str:
    wanted = ("organizations", "persons", "groups", "sources", "statements", "figures", "citations", "conflicts")
    return ", ".join(f"{len(tables[name])} {name}" for name in wanted)


def _print_problems(problems: Iterable[Problem]) -> None:
    from onrecord.report import full_text

    problems = tuple(problems)
    if not problems:
        return
    errors = len(errors_among(problems))
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    click.echo(full_text(problems), err=True)
    click.echo(f"\n{_plural(errors, 'error')}, {_plural(warnings, 'warning')}", err=True)


def _plural(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _print_rows(rows: "Rows", form: str) -> None:
    printers: dict[str, Callable[[Rows], None]] = {"table": _print_table, "csv": _print_csv, "json": _print_json}
    printers[form](rows)


def _print_table(rows: "Rows") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for name in rows.arrow.column_names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row.values()))
    Console().print(table, markup=False)


def _print_csv(rows: "Rows") -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(rows.arrow.column_names)
    writer.writerows(("" if cell is None else cell for cell in row.values()) for row in rows)


def _print_json(rows: "Rows") -> None:
    import json

    click.echo(json.dumps(rows.to_dicts(), ensure_ascii=False, indent=2, default=str))
