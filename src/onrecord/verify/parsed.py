"""Turtle against Parquet the long way: the graph read back into tables, by code that no writer shares."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.layout import open_bytes, parquet_path
from onrecord.problems import UsageError
from onrecord.read.turtle import read_turtle
from onrecord.tables import TABLES, Table
from onrecord.verify.cells import quoted
from onrecord.verify.files import Files
from onrecord.verify.formats import DISAGREE, unlike
from onrecord.verify.graph import graphs
from onrecord.verify.package import Package
from onrecord.verify.rows import first_line
from onrecord.verify.stored import batches
from onrecord.verify.tally import Tally


def check_parsed(files: Files, package: Package, tally: Tally) -> None:
    """Tells the first value of each table and column that the graph, parsed, does not have as Parquet does.

    Holds the whole graph in memory. Needs all Parquet files to be good.
    """
    known = graphs(files, package)
    paths = [path for graph in known if (path := files.path(graph.name))]
    if len(paths) < len(known):
        return
    name = known[0].name
    try:
        graph = read_turtle(b"".join(map(_content, paths)), package.base_iri)
    except (UsageError, ValueError, KeyError, OSError) as error:
        tally.add(name, "unreadable-file", f"the graph cannot be read back: {first_line(error)}")
        return
    for table, found in graph.items():
        parts = (batch for stem in package.stems[table] for batch in batches(files, stem))
        stored = pa.Table.from_batches(parts, TABLES[table].schema)
        if not found.equals(stored):
            _tell(TABLES[table], found, stored, name, tally)


def _content(path: Path) -> bytes:
    with open_bytes(path) as file:
        return file.read()


def _tell(table: Table, found: pa.Table, stored: pa.Table, name: str, tally: Tally) -> None:
    if not found["id"].equals(stored["id"]):
        ours, theirs = set(found["id"].to_pylist()), set(stored["id"].to_pylist())
        key = min(ours ^ theirs, key=str, default="")
        message = f"{table.name}: the rows are not those of {parquet_path(table.name)}, first of all {quoted(str(key))}"
        tally.add(name, DISAGREE, message)
        return
    for column in table.names:
        for place in _differences(found[column], stored[column])[:1]:
            key, *pair = (cells[place].as_py() for cells in (found["id"], found[column], stored[column]))
            here, there = (quoted("" if cell is None else str(cell)) for cell in pair)
            tally.add(name, DISAGREE, f"{table.name}, {key}, {column}: {here} here, {there} as Parquet")


def _differences(one: pa.ChunkedArray, other: pa.ChunkedArray) -> list[int]:
    places: list[int] = pc.indices_nonzero(unlike(one, other)).to_pylist()
    return places
