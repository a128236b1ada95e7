"""What commands print: problems as people like to read them, counts, and rows of an answer."""

import json
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from onrecord.problems import Problem, Severity, errors_among

if TYPE_CHECKING:
    from onrecord.dataset import Dataset
    from onrecord.release import Rows


FORMATS = ("full", "concise", "json", "github", "sarif")
"""The forms in which problems can be printed: the first two for people, on standard error."""
_CHOSEN = "onrecord.format"


def _choose(context: click.Context, _: click.Parameter, form: str) -> None:
    context.meta[_CHOSEN] = form


FORMAT = click.option(
    "--format",
    type=click.Choice(FORMATS),
    default="full",
    show_default=True,
    expose_value=False,
    callback=_choose,
    help="How problems are printed.",
)
"""The option that chooses the form of problems, for this run of the command."""


def for_people() -> bool:
    """Whether problems are printed for people; otherwise standard output is theirs, and all else goes elsewhere."""
    return _chosen() in FORMATS[:2]


def _chosen() -> str:
    context = click.get_current_context(silent=True)
    return context.meta.get(_CHOSEN, FORMATS[0]) if context else FORMATS[0]


def print_problems(problems: Iterable[Problem]) -> None:
    """Prints problems in the form that was chosen: for people with their number below, or for programs."""
    problems = tuple(problems)
    if not for_people():
        click.echo(_for_programs(problems), nl=bool(problems) or _chosen() != "github")
        return
    if not problems:
        return
    errors = len(errors_among(problems))
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    click.echo(_for_people(problems), err=True)
    click.echo(f"\n{plural(errors, 'error')}, {plural(warnings, 'warning')}", err=True)


def say(text: str) -> None:
    """Prints what a command has to say besides problems: on standard error where a program reads the problems."""
    click.echo(text, err=not for_people())


def _for_people(problems: Iterable[Problem]) -> str:
    from onrecord.cli.report import concise_text, full_text

    return concise_text(problems) if _chosen() == "concise" else full_text(problems)


def _for_programs(problems: Iterable[Problem]) -> str:
    from onrecord.cli.github import github_text
    from onrecord.cli.plain import plain
    from onrecord.cli.sarif import sarif_text

    match _chosen():
        case "github":
            return github_text(problems)
        case "sarif":
            return sarif_text(problems)
    return json.dumps([plain(problem) for problem in problems], ensure_ascii=False, indent=2)


def plural(count: int, word: str) -> str:
    """A count and its noun: `1 error`, `2 errors`."""
    return f"{count} {word}{'' if count == 1 else 's'}"


def counts(dataset: "Dataset") -> str:
    """How many rows the tables that matter most have, in a line."""
    wanted = ("organizations", "persons", "groups", "sources", "statements", "figures", "citations", "conflicts")
    return ", ".join(plural(dataset.count(name), name.removesuffix("s")) for name in wanted)


def print_rows(rows: "Rows", form: str) -> None:
    """Prints an answer as a table, as CSV or as JSON."""
    printers: dict[str, Callable[[Rows], None]] = {"table": _print_table, "csv": _print_csv, "json": _print_json}
    printers[form](rows)


_NARROWEST = 9
"""Columns of a terminal that a column of a table takes at least, with its lines."""


def _print_table(rows: "Rows") -> None:
    from rich.console import Console
    from rich.table import Table

    from onrecord.story.words import visible

    console = Console(emoji=False)
    if len(rows.arrow.column_names) * _NARROWEST > console.width:
        _print_cells(rows)
        return
    table = Table()
    for name in rows.arrow.column_names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(visible(_cell(value)) for value in row))
    console.print(table, markup=False)


def _print_cells(rows: "Rows") -> None:
    """Rows of more columns than fit beside each other: a cell a line, empty ones left out."""
    from onrecord.story.words import visible

    width = max(map(len, rows.arrow.column_names))
    for number, row in enumerate(rows):
        click.echo("" if number else None, nl=number > 0)
        for name, value in zip(rows.arrow.column_names, row, strict=True):
            if value is not None:
                click.echo(f"{name:<{width}}  {visible(_cell(value))}")


def _cell(value: Any) -> str:
    """A cell as the CSV files of a release write it: whole numbers without a fraction."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**18:
        return str(int(value))
    return "" if value is None else str(value)


def _print_csv(rows: "Rows") -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(rows.arrow.column_names)
    writer.writerows(map(_cell, row) for row in rows)


def _print_json(rows: "Rows") -> None:
    """As JSON, which has no numbers like NaN: they are text."""
    finite = json.loads(json.dumps(rows.to_dicts(), default=str), parse_constant=str)
    click.echo(json.dumps(finite, ensure_ascii=False, indent=2, allow_nan=False))
