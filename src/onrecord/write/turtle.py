"""Tables as Turtle (RDF 1.1): the bulk of a release's graph, straight from Arrow columns."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO

import pyarrow as pa

from onrecord.batches import BATCH_ROWS, pieces
from onrecord.dataset import Dataset
from onrecord.iris import GRAPH_TABLES, PERIODS, date_fields, namespaces
from onrecord.tables import TABLES, Table
from onrecord.vocabulary import PREFIXES
from onrecord.write.phrases import render
from onrecord.write.triples import row


def write_dataset(dataset: Dataset, sink: BinaryIO) -> int:
    """Write a whole dataset as one graph: prefixes, periods, then the tables in their order. Returns bytes written."""
    metadata = dataset.metadata
    return write_graph(metadata.base_iri, metadata.language, dates(dataset), dataset.batches, sink)


def write_periods(dataset: Dataset, sink: BinaryIO) -> int:
    """Write what a dataset's graph starts with: prefixes and periods. Returns bytes written."""
    metadata = dataset.metadata
    size = sink.write(prologue(metadata.base_iri))
    return size + write_turtle(PERIODS, periods(dates(dataset)).to_batches(BATCH_ROWS), sink, metadata.language)


def dates(dataset: Dataset) -> dict[str, pa.Table]:
    """The columns of dates of every table that has any; equal rows once."""
    found = {}
    for table in GRAPH_TABLES:
        names = [f"{field}_{name}" for field in date_fields(table) for name in PERIODS.names]
        if names:
            found[table.name] = dataset.query(f"SELECT DISTINCT {', '.join(names)} FROM {table.name}")
    return found


def write_graph(
    base_iri: str,
    language: str,
    tables: Mapping[str, pa.Table],
    batches: Callable[[str], Iterable[pa.RecordBatch]],
    sink: BinaryIO,
) -> int:
    """Write a whole graph from tables that need not be in memory. Returns bytes written.

    ``batches`` gives the rows of a table by its name; of ``tables``, only the columns of dates are looked at.
    """
    size = sink.write(prologue(base_iri))
    size += write_turtle(PERIODS, periods(tables).to_batches(BATCH_ROWS), sink, language)
    for table in TABLES.values():
        if table.in_rdf:
            size += write_turtle(table, batches(table.name), sink, language)
    return size


def write_turtle(table: Table, batches: Iterable[pa.RecordBatch], sink: BinaryIO, language: str) -> int:
    """Write the triples of a table's rows, under the prefixes of :func:`prologue`. Returns bytes written.

    Batches have the table's release schema; ``language`` is the tag of prose whose column names no other.
    """
    phrases = row(table, language)
    return sum(sink.write(render(phrases, piece)) for piece in pieces(batches))


def count_statements(text: BinaryIO) -> int:
    """How many statements a graph written here makes: lines that are no prefix. Two rows may make the same one."""
    return sum(not line.startswith(b"@prefix") for line in text)


def prologue(base_iri: str) -> bytes:
    """The prefixes of every graph of a dataset with this base, whatever its tables hold."""
    used = {prefix for table in GRAPH_TABLES for prefix in _prefixes(table)}
    known = {**PREFIXES, **namespaces(base_iri)}
    return "".join(f"@prefix {prefix}: <{known[prefix]}> .\n" for prefix in sorted(used)).encode()


def _prefixes(table: Table) -> list[str]:
    """The prefixes in the constants of a table's triples, where nothing else has a colon after lower-case letters."""
    parts = [part for phrase in row(table, "") for part in phrase.parts]
    return [prefix for part in parts if isinstance(part, str) for prefix in re.findall(r"([a-z]+):", part)]


def periods(tables: Mapping[str, pa.Table]) -> pa.Table:
    """Every distinct period of the tables once, as rows of ``PERIODS`` in the order of their EDTF strings."""
    names = PERIODS.names
    found = [
        _distinct(tables[table.name].select([f"{field}_{name}" for name in names]).rename_columns(names))
        for table in GRAPH_TABLES
        for field in date_fields(table)
    ]
    return _distinct(pa.concat_tables(found)).sort_by("edtf").combine_chunks()


def _distinct(rows: pa.Table) -> pa.Table:
    """The distinct rows that have a first cell; columns lose what the tables' schemas say beyond their type."""
    names = rows.column_names
    distinct = rows.filter(rows.column(0).is_valid()).group_by(names).aggregate([]).select(names)
    return distinct.cast(pa.schema([(field.name, field.type) for field in PERIODS.schema]))
