"""Figures as every way to write them is given them, and whether what they wrote is one graph."""

import decimal
import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyoxigraph
from environments import HERE
from generate import METADATA, generate_table
from mapping import mapping, texts

from onrecord.tables import TABLES

TABLE = TABLES["figures"]


def prepare(folder: Path, figures: int) -> pa.Table:
    """Writes ``rows.parquet``, as a release has it, and ``texts.parquet``, for peers, whose rows it returns.

    Beside each stands what its rows say: ``rows.json`` and ``texts.json``.
    """
    base, language = METADATA.base_iri, METADATA.language
    rows = generate_table(TABLE, figures)
    ready = texts(TABLE, rows, language, base)
    for name, table, said in (
        ("rows", rows, {"base": base, "language": language}),
        ("texts", ready, mapping(TABLE, language, base)),
    ):
        pq.write_table(table, folder / f"{name}.parquet")
        (folder / f"{name}.json").write_text(json.dumps(said), "utf-8")
    return ready


def turtle_command(tool: str, python: str, folder: Path, figures: int) -> list[str]:
    """What writes so many figures of a folder as Turtle, and prints how long it took."""
    script, input = HERE / "peers" / f"{tool}_turtle.py", folder / ("rows" if tool == "onrecord" else "texts")
    return [python, str(script), f"{input}.parquet", f"{input}.json", str(figures), str(folder / f"{tool}.ttl")]


def check_same(files: Mapping[str, Path]) -> None:
    """Stops where the files that several tools wrote are not one graph."""
    graphs = {tool: set(map(_comparable, pyoxigraph.parse(path=str(path)))) for tool, path in files.items()}
    first = next(iter(graphs.values()))
    for tool, graph in graphs.items():
        if graph != first:
            sys.exit(f"{tool} writes another graph: {sorted(graph ^ first)[:2]}")
    print(f"  {', '.join(graphs)}: the same {len(first):,} triples", flush=True)


def _comparable(quad: pyoxigraph.Quad) -> tuple[str, ...]:
    """A triple as text, its decimal by value: 1.5 and 1.500 are one number."""
    said = quad.object
    is_decimal = isinstance(said, pyoxigraph.Literal) and said.datatype.value.endswith("#decimal")
    text = f"{decimal.Decimal(said.value).normalize():f}" if is_decimal else str(said)
    return str(quad.subject), str(quad.predicate), text


def triples_in(path: Path) -> int:
    """How many triples a file holds."""
    return sum(1 for _ in pyoxigraph.parse(path=str(path)))
