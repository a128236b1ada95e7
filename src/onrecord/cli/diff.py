"""``onrecord diff``."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.group import FOLDER, main
from onrecord.cli.output import plural
from onrecord.cli.progress import at_work

if TYPE_CHECKING:
    from onrecord.release import Rows

_MARKS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}


@main.command()
@click.argument("old", type=FOLDER)
@click.argument("new", type=FOLDER)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def diff(old: Path, new: Path, form: str) -> None:
    """Tell in what the release NEW differs from the release OLD.

    Rows that were added (+), removed (-) or changed (~), grouped by record, each with its cells before and after. Any
    two releases can be compared. Exit codes: 0 equal, 1 different, 2 wrong use.
    """
    from onrecord.differences import diff as differences

    with at_work("comparing"):
        found = differences(old, new)
    lines = _json(found) if form == "json" else _text(found)
    for line in lines:
        click.echo(line, color=_wants_colour())
    sys.exit(1 if len(found) else 0)


def _wants_colour() -> bool | None:
    """False where the environment says so (https://no-color.org), else whatever the terminal can do."""
    import os

    return False if os.environ.get("NO_COLOR") else None


def _json(found: "Rows") -> Iterator[str]:
    from onrecord.differences import grouped

    yield json.dumps(list(grouped(found)), ensure_ascii=False, indent=2)


def _text(found: "Rows") -> Iterator[str]:
    from onrecord.differences import grouped
    from onrecord.story.words import visible

    counts: Counter[str] = Counter()
    record = None
    for row in grouped(found):
        counts[row["change"]] += 1
        if row["record_id"] != record:
            record = row["record_id"]
            yield click.style(visible(record), bold=True)
        yield from _row(row)
    if not counts:
        yield "the releases say the same"
        return
    yield "\n" + ", ".join(f"{plural(counts[change], 'row')} {change}" for change in _MARKS)


def _row(row: Mapping[str, Any]) -> Iterator[str]:
    from onrecord.story.words import visible

    mark, colour = _MARKS[row["change"]]
    name = "" if row["row_id"] == row["record_id"] else f" {row['row_id']}"
    yield click.style(visible(f"  {mark} {row['table_name']}{name}"), fg=colour)
    for column, cell in row["cells"].items():
        yield visible(f"      {column}: {_cell(row['change'], cell)}")


def _cell(change: str, cell: Mapping[str, str | None]) -> str:
    if change == "added":
        return cell["after"] or ""
    if change == "removed":
        return cell["before"] or ""
    return f"{_shown(cell['before'])} -> {_shown(cell['after'])}"


def _shown(value: str | None) -> str:
    return "(empty)" if value is None else value
