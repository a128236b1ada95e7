"""Turtle against Parquet the long way: the graph read back into tables, by code that no writer shares."""

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onrecord.problems import UsageError
from onrecord.read.turtle import read_turtle
from onrecord.tables import TABLES, Table
from onrecord.verify.cells import quoted
from onrecord.verify.files import Files
from onrecord.verify.formats import DISAGREE
from onrecord.verify.graph import graph_path
from onrecord.verify.package import Package
from onrecord.verify.stored import parquet_path
from onrecord.verify.tally import Tally


def check_parsed(files: Files, package: Package, tally: Tally) -> None:
    """Tells the first value of each table and column that the graph, parsed, does not have as Parquet does.

    Holds the whole graph in memory. Needs all Parquet files to be good.
    """
    name = graph_path(package)
    path = files.path(name)
    if path is None:
        return
    try:
        graph = read_turtle(path, package.base_iri)
    except (UsageError, ValueError, KeyError) as error:
        tally.add(name, "unreadable-file", f"the graph cannot be read back: {str(error).partition(chr(10))[0]}")
        return
    for table, found in graph.items():
        stored = pq.read_table(files.root / parquet_path(TABLES[table]))
        if not found.equals(stored):
            _tell(TABLES[table], found, stored, name, tally)


def _tell(table: Table, found: pa.Table, stored: pa.Table, name: str, tally: Tally) -> None:
    if not found["id"].equals(stored["id"]):
        ours, theirs = set(found["id"].to_pylist()), set(stored["id"].to_pylist())
        key = min(ours ^ theirs, key=str, default="")
        message = f"{table.name}: the rows are not those of {parquet_path(table)}, first of all {quoted(str(key))}"
        tally.add(name, DISAGREE, message)
        return
    for column in table.names:
        for place in _differences(found[column], stored[column])[:1]:
            key, *pair = (cells[place].as_py() for cells in (found["id"], found[column], stored[column]))
            here, there = (quoted("" if cell is None else str(cell)) for cell in pair)
            tally.add(name, DISAGREE, f"{table.name}, {key}, {column}: {here} here, {there} as Parquet")


def _differences(one: pa.ChunkedArray, other: pa.ChunkedArray) -> list[int]:
    unequal = pc.fill_null(pc.not_equal(one, other), False)
    half = pc.xor(pc.is_null(one), pc.is_null(other))
    places: list[int] = pc.indices_nonzero(pc.or_(unequal, half)).to_pylist()
    return places
