"""``onrecord query``."""

import re
import sys
from pathlib import Path

import click

from onrecord.cli.group import FOLDER, main
from onrecord.cli.output import print_rows
from onrecord.cli.progress import at_work


@main.command()
@click.argument("release", type=FOLDER)
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
    from onrecord.release import open_release

    opened = open_release(release)
    text = sys.stdin.read() if text == "-" else text
    ask = opened.sparql if (language or _language(text)) == "sparql" else opened.sql
    with at_work("querying"):
        rows = ask(text)
    print_rows(rows, form)


_SPARQL_ALONE = re.compile(r"\s*(?:#.*\n\s*)*(?:PREFIX|BASE|ASK|CONSTRUCT|DESCRIBE\s+\S+:)", re.IGNORECASE)


def _language(text: str) -> str:
    """SPARQL starts with words that SQL has not, or has a group of patterns in braces with variables."""
    return "sparql" if _SPARQL_ALONE.match(text) or ("{" in text and ("?" in text or "$" in text)) else "sql"
