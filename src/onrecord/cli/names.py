"""``onrecord names``."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.group import FOLDER, main
from onrecord.cli.output import plural, print_problems
from onrecord.cli.progress import at_work
from onrecord.problems import Problem, errors_among

if TYPE_CHECKING:
    from onrecord.names import Suggestion


@main.command()
@click.argument("folder", type=FOLDER, default="records")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def names(folder: Path, form: str) -> None:
    """List agents in FOLDER (default: records) whose names are likely spellings of one name.

    These are suggestions and nothing is merged. Merge the two records, or record under `distinctions` that they are
    different, and a pair is not listed again. Agents that share a name exactly, without a distinction, are a problem.
    """
    from onrecord.alike import alike

    with at_work("comparing names"):
        found, problems = alike(folder)
    if form == "json":
        content = {"suggestions": [asdict(pair) for pair in found], "problems": [_plain(fault) for fault in problems]}
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        for pair in found:
            click.echo(_text(pair))
        print_problems(problems)
        click.echo(f"{folder}: {plural(len(found), 'suggestion')}")
    if errors_among(problems):
        sys.exit(1)


def _text(pair: "Suggestion") -> str:
    from onrecord.story.words import visible

    places = [f"  {name.where}: {name.agent_id}: {visible(name.value)}" for name in (pair.one, pair.other)]
    return "\n".join([f"{pair.one.agent_id} and {pair.other.agent_id}: {pair.reason}", *places, ""])


def _plain(problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "message": problem.message, "help": problem.help, "where": asdict(problem.where)}
