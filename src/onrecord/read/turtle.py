"""Tables from Turtle: every table that stands in a dataset's graph, rebuilt from the triples alone."""

import io
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyoxigraph

from onrecord import iris
from onrecord.iris import GRAPH_TABLES, PERIODS
from onrecord.kinds import Node
from onrecord.layout import open_bytes
from onrecord.problems import UsageError
from onrecord.tables import Column, Table
from onrecord.vocabulary import PREFIXES, expand

Term = pyoxigraph.NamedNode | pyoxigraph.Literal
_TYPE = expand("rdf:type")

Graph = dict[str, dict[str, Term]]
"""Predicate to subject to object; of several objects any one, for a column's own predicate never has more."""


def read_turtle(source: Path | bytes, base_iri: str = "") -> dict[str, pa.Table]:
    """Every table of the graph by name, in release schema and canonical order. A file may be compressed.

    A table has one row for each subject of its first class. Without a base it is found among the records' own names.
    Raises UsageError for text that is no Turtle, for a graph without records whose base is not given, for values that
    cannot be what their column holds, and for rows without one that every row has; OSError for a file that cannot be
    read.
    """
    graph, members = _parse(source)
    base_iri = base_iri or _base(graph)
    tables = [table for table in GRAPH_TABLES if table is not PERIODS]
    return {table.name: _table(table, graph, members[table.classes[0]], base_iri) for table in tables}


def _parse(source: Path | bytes) -> tuple[Graph, dict[str, list[str]]]:
    """The triples that columns are read from, and the subjects of each table's first class."""
    graph: Graph = {
        expand(column.term.predicate): {} for table in GRAPH_TABLES for column in table.columns if column.term
    }
    members: dict[str, dict[str, None]] = {table.classes[0]: {} for table in GRAPH_TABLES}
    classes = {expand(name): subjects for name, subjects in members.items()}
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else open_bytes(source) as text:
            for subject, predicate, found, _ in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE):
                name = predicate.value
                if name in graph:
                    graph[name][subject.value] = found
                elif name == _TYPE and found.value in classes:
                    classes[found.value][subject.value] = None
    except SyntaxError as error:
        raise UsageError(f"it is not Turtle: {error}") from error
    return graph, {name: list(subjects) for name, subjects in members.items()}


def _base(graph: Graph) -> str:
    """What comes before ``id/`` and its id in the name of a record, and so in those of all."""
    for subject, name in graph[expand("dcterms:identifier")].items():
        if subject.endswith(f"/id/{name.value}"):
            return subject.removesuffix(f"id/{name.value}")
    raise UsageError("it holds no records of a release")


def _table(table: Table, graph: Graph, subjects: list[str], base_iri: str) -> pa.Table:
    columns = [_column(table, column, graph, subjects, base_iri) for column in table.columns]
    for column, values in zip(table.columns, columns, strict=True):
        if column.required and values.null_count:
            lacking = f"{values.null_count} of {len(values)} {table.name} have no {column.name}"
            raise UsageError(f"{lacking}: the graph is damaged, or another version of onrecord wrote it and reads it")
    rows = pa.Table.from_arrays(columns, schema=table.schema)
    return rows.sort_by([(name, "ascending") for name in table.order])


def _column(table: Table, column: Column, graph: Graph, subjects: Sequence[str | None], base_iri: str) -> pa.Array:
    if part := iris.date_part(column):
        edtf = table[f"{column.field}_edtf"]
        periods = [found and found.value for found in _objects(edtf, graph, subjects)]
        return _column(PERIODS, PERIODS[part], graph, periods, base_iri)
    prose = [other for other in table.columns if other.term and other.term.language == column.name]
    if prose:
        return _tags(_objects(prose[0], graph, subjects), column)
    if column.term and column.term.node:
        subjects = [f"{base_iri}node/{_local(subject)}-{column.term.node}" for subject in subjects]
    return _values(_objects(column, graph, subjects), column, base_iri)


def _objects(column: Column, graph: Graph, subjects: Sequence[str | None]) -> list[Term | None]:
    assert column.term is not None, f"nothing in the graph says {column.name}"
    found = graph[expand(column.term.predicate)]
    return [found.get(subject) if subject else None for subject in subjects]


def _local(subject: str | None) -> str:
    return (subject or "").rpartition("/")[2]


def _tags(texts: list[Term | None], column: Column) -> pa.StringArray:
    """The languages of texts, in a column that may lack them only where the text is missing or its tag says so."""
    tags = [text.language if isinstance(text, pyoxigraph.Literal) else None for text in texts]
    unknown = None if column.required else iris.UNDETERMINED
    return pa.array([None if tag == unknown else tag for tag in tags], pa.string())


def _values(objects: list[Term | None], column: Column, base_iri: str) -> pa.Array:
    text = pa.array([found and found.value for found in objects], pa.string())
    start = _namespace(column, base_iri)
    if not pc.all(pc.starts_with(text, start), min_count=0).as_py():
        raise UsageError(f"a value of {column.name} does not start with {start}")
    return _parsed(pc.utf8_slice_codeunits(text, len(start)), column)


def _namespace(column: Column, base_iri: str) -> str:
    """What the text of each of a column's objects starts with, before the cell."""
    match column.kind.node:
        case Node.RECORD:
            return f"{base_iri}id/"
        case Node.CONCEPT:
            return f"{base_iri}code/{iris.code(column)}"
        case Node.ENTITY:
            return PREFIXES[column.kind.namespace]
        case _:
            return ""


def _parsed(text: pa.StringArray, column: Column) -> pa.Array:
    try:
        if column.kind.datatype == "xsd:boolean":
            return pc.if_else(pc.cast(text, pa.bool_()), "yes", "no")
        return pc.cast(text, column.kind.arrow)
    except pa.ArrowInvalid as error:
        raise UsageError(f"a value of {column.name} is no {column.kind.name}: {error}") from error
