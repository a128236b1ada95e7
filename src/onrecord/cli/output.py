"""What commands print: problems as people like to read them, counts, and rows of an answer."""

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from onrecord.problems import Problem, Severity, errors_among

if TYPE_CHECKING:
    from onrecord.dataset import Dataset
    from onrecord.release import Rows


def print_problems(problems: Iterable[Problem]) -> None:
    """Prints problems on standard error, with their number below."""
    from onrecord.cli.report import full_text

    problems = tuple(problems)
    if not problems:
        return
    errors = len(errors_among(problems))
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    click.echo(full_text(problems), err=True)
    click.echo(f"\n{plural(errors, 'error')}, {plural(warnings, 'warning')}", err=True)


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


def _print_table(rows: "Rows") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for name in rows.arrow.column_names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*map(_cell, row.values()))
    Console(emoji=False).print(table, markup=False)


def _cell(value: Any) -> str:
    """A cell as the CSV files of a release write it: whole numbers without a fraction."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**18:
        return str(int(value))
    return "" if value is None else str(value)


def _print_csv(rows: "Rows") -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(rows.arrow.column_names)
    writer.writerows(map(_cell, row.values()) for row in rows)


def _print_json(rows: "Rows") -> None:
    import json

    click.echo(json.dumps(rows.to_dicts(), ensure_ascii=False, indent=2, default=str))
