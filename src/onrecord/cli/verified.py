"""What ``onrecord verify`` prints: a table of what was checked, then the faults."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import click

from onrecord.cli.output import plural
from onrecord.cli.report import full_text
from onrecord.verify import Checked, Report

_HEADINGS = ("table", "rows", "columns", "cells", "references", "faults", "same values in")


def print_report(report: Report, form: str, most: int | None) -> None:
    """Prints a report as text, at most ``most`` faults of each file, or as JSON with all that the report keeps."""
    text = json.dumps(_plain(report), ensure_ascii=False, indent=2) if form == "json" else _text(report, most)
    click.echo(text)


def _text(report: Report, most: int | None) -> str:
    heading = f"{report.name} {report.version}: {plural(report.files, 'file')}, {report.bytes:,} bytes"
    notes = [f"not checked: {note}" for note in report.notes]
    totals = f"{plural(report.errors, 'error')}, {plural(report.warnings, 'warning')}"
    return "\n".join([heading, "", *_table(report), *notes, "", *_faults(report, most), totals])


def _table(report: Report) -> Iterator[str]:
    rows = [_cells(table, sum(report.by_file.get(path, 0) for path in table.paths)) for table in report.tables]
    widths = [max(map(len, column)) for column in zip(_HEADINGS, *rows, strict=True)]
    for name, *numbers, formats in (list(_HEADINGS), *rows):
        cells = [name.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(numbers, widths[1:], strict=False))]
        yield "  ".join([*cells, formats]).rstrip()


def _cells(table: Checked, faults: int) -> list[str]:
    numbers = (table.rows, table.columns, table.cells, table.references, faults)
    return [table.name, *(f"{number:,}" for number in numbers), ", ".join(table.formats)]


def _faults(report: Report, most: int | None) -> Iterator[str]:
    """The first faults of each file, and how many more it has."""
    by_file = report.by_file
    for path, problems in groupby(report, lambda problem: problem.where.file):
        shown = list(problems)[:most]
        yield full_text(shown) + "\n"
        if rest := by_file[path] - len(shown):
            yield f"{path}: {plural(rest, 'more fault')}; --all prints them\n"


def _plain(report: Report) -> dict[str, Any]:
    return {
        "name": report.name,
        "version": report.version,
        "files": report.files,
        "bytes": report.bytes,
        "errors": report.errors,
        "warnings": report.warnings,
        "tables": [
            {
                "name": table.name,
                "path": table.paths[0] if len(table.paths) == 1 else list(table.paths),
                "rows": table.rows,
                "columns": table.columns,
                "references": table.references,
                "formats": list(table.formats),
            }
            for table in report.tables
        ],
        "not_checked": list(report.notes),
        "totals": [
            {"file": path, "code": code, "severity": severity.value, "count": count}
            for (path, code, severity), count in sorted(report.totals.items())
        ],
        "problems": [
            {
                "file": problem.where.file,
                "row": problem.where.line,
                "column": problem.where.column,
                "code": problem.code,
                "severity": problem.severity.value,
                "message": problem.message,
            }
            for problem in report
        ],
    }
