"""Turtle against Parquet: byte by byte what the writer makes of the tables, and triple by triple where that differs."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import duckdb
import pyarrow as pa
import pyoxigraph

from onrecord.iris import GRAPH_TABLES
from onrecord.layout import CODECS, graph_path, is_graph, open_bytes
from onrecord.problems import Severity
from onrecord.tables import Table
from onrecord.verify.cells import quoted
from onrecord.verify.database import database, load
from onrecord.verify.files import Files
from onrecord.verify.formats import DISAGREE
from onrecord.verify.package import Package
from onrecord.verify.rows import first_line
from onrecord.verify.same import Comparison, Differs
from onrecord.verify.stored import Dates, batches
from onrecord.verify.tally import Tally
from onrecord.vocabulary import PREFIXES, expand
from onrecord.write.turtle import prologue, write_graph, write_turtle

_CATALOG = "rdf/catalog.ttl"
_BESIDE = (_CATALOG, "rdf/ontology.ttl", "rdf/shapes.ttl")
"""What stands beside the graph of every release."""
_CHUNK = 50_000
_TRIPLE = pa.schema([(name, pa.string()) for name in ("subject", "predicate", "object")])


def graphs(files: Files, package: Package) -> list["GraphFile"]:
    """The Turtle files that the tables of a release make: one of all that is not in parts, and one for each part."""
    parts = [(package.tables[name], stem) for name, stems in package.stems.items() for stem in stems if stem != name]
    known = [GraphFile(_as_found(files, graph_path(package.name)))]
    return known + [
        GraphFile(_as_found(files, graph_path(package.name, stem)), table, stem)
        for table, stem in parts
        if table.in_rdf
    ]


def _as_found(files: Files, name: str) -> str:
    """A path with the suffix of the compression in which the file is there."""
    return next((f"{name}{suffix}" for suffix in ("", *CODECS) if f"{name}{suffix}" in files.sizes), name)


@dataclass(frozen=True)
class GraphFile:
    """A Turtle file of a release with what its tables say."""

    name: str
    """Its path relative to the release."""
    table: Table | None = None
    """The table that it has a part of; None for the one with all tables that are not in parts."""
    stem: str = ""
    """The name that the part has in every format."""


def check_graph(files: Files, package: Package, graph: GraphFile, tally: Tally) -> None:
    """Tells every triple of a graph that the tables do not make, and every one that it lacks.

    Raises Damaged where a Parquet file cannot be read. Where the triples are the same, the graph is merely spelled in
    another way, which is a warning.
    """
    path = files.path(graph.name)
    if path is None:
        return
    written = Written(files, package, graph)
    try:
        with open_bytes(path) as file, Comparison(file) as sink:
            written.into(sink)  # type: ignore[arg-type]
    except (Differs, OSError):
        _compare_triples(written, path, tally)


def check_other_graphs(files: Files, known: Iterable[GraphFile], tally: Tally) -> None:
    """Tells of the catalog, the ontology, the shapes and whatever other Turtle is there, whether it can be read."""
    for name in _BESIDE:
        if files.path(name) is None and not tally.errors(name):
            tally.add(name, "missing-file", "the file is missing, and every release has one")
    names = {graph.name for graph in known}
    for name in sorted(filter(is_graph, files.sizes.keys() - names)):
        try:
            deque(_parse(files.root / name), maxlen=0)
        except (SyntaxError, OSError, ValueError) as error:
            tally.add(name, "unreadable-file", f"the file cannot be read: {first_line(error)}")


@dataclass(frozen=True)
class Written:
    """A graph as the writer makes it from the Parquet files."""

    files: Files
    package: Package
    graph: GraphFile

    def into(self, sink: BinaryIO) -> None:
        """Writes it."""
        files, stems, base = self.files, self.package.stems, self.package.base_iri
        language = _language(files, self.package)
        if self.graph.table:
            sink.write(prologue(base))
            write_turtle(self.graph.table, batches(files, self.graph.stem), sink, language)
        else:
            write_graph(base, language, Dates(files, stems), self._whole, sink)

    def _whole(self, name: str) -> Iterable[pa.RecordBatch]:
        """The rows of a table that is not in parts."""
        return () if self.package.in_parts(name) else batches(self.files, name)


def _language(files: Files, package: Package) -> str:
    """The language of the dataset, which is that of the title in the catalog."""
    path = files.path(_CATALOG)
    series, title = f"{package.base_iri}dataset", expand("dcterms:title")
    try:
        for triple in _parse(path) if path else ():
            if (triple.subject.value, triple.predicate.value) == (series, title):
                return str(triple.object.language or "en")
    except (SyntaxError, OSError, ValueError):
        pass  # a catalog that is no Turtle was changed, which its checksum tells
    return "en"


def _parse(path: Path) -> pyoxigraph.QuadParser:
    turtle = pyoxigraph.RdfFormat.TURTLE
    if path.suffix in CODECS:
        return pyoxigraph.parse(input=open_bytes(path), format=turtle)
    return pyoxigraph.parse(path=str(path), format=turtle)


def _compare_triples(written: Written, path: Path, tally: Tally) -> None:
    name = written.graph.name
    before = tally.errors(name)
    with TemporaryDirectory(prefix="onrecord-") as folder:
        expected = Path(folder) / "expected.ttl"
        with expected.open("wb") as sink:
            written.into(sink)
        with database(written.files.bytes) as db:
            try:
                load(db, "found", _TRIPLE, _batches(path))
            except (SyntaxError, ValueError, OSError) as error:
                tally.add(name, "unreadable-file", f"the file is not Turtle: {error}")
                return
            try:
                load(db, "expected", _TRIPLE, _batches(expected))
            except (SyntaxError, ValueError):
                tally.add(name, DISAGREE, "the values of the Parquet files make no graph")
                return
            _tell(db, "found", "expected", "which the tables do not say", written, tally)
            _tell(db, "expected", "found", "which is not here", written, tally)
    if tally.errors(name) == before:
        message = "the graph has the right triples and is not spelled as onrecord spells it"
        tally.add(name, "other-spelling", message, severity=Severity.WARNING)


def _batches(path: Path) -> Iterator[pa.RecordBatch]:
    rows: list[tuple[str, str, str]] = []
    for triple in _parse(path):
        rows.append((triple.subject.value, triple.predicate.value, str(triple.object)))
        if len(rows) == _CHUNK:
            yield _batch(rows)
            rows = []
    if rows:
        yield _batch(rows)


def _batch(rows: list[tuple[str, str, str]]) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    return pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in columns], schema=_TRIPLE)


def _tell(db: duckdb.DuckDBPyConnection, held: str, other: str, message: str, written: Written, tally: Tally) -> None:
    query = f"FROM {held} EXCEPT FROM {other} ORDER BY ALL"
    answer = db.execute(query)
    while rows := answer.fetchmany(1000):
        for subject, predicate, text in rows:
            where = _place(subject, predicate, written.package.base_iri)
            tally.add(written.graph.name, DISAGREE, f"{where}: {quoted(text)}, {message}")


def _place(subject: str, predicate: str, base_iri: str) -> str:
    """The table, row and column that a triple stands for, as far as its names tell."""
    space, _, row = subject.removeprefix(base_iri).partition("/")
    for table in GRAPH_TABLES:
        owns = row.startswith(f"{table.prefix}-") if table.prefix else space == "period"
        for column in table.columns if owns else ():
            if column.term and expand(column.term.predicate) == predicate:
                return f"{table.name}, {row}, {column.name}"
    return f"{row or subject}, {_prefixed(predicate)}"


def _prefixed(iri: str) -> str:
    found = (f"{prefix}:{iri[len(space) :]}" for prefix, space in PREFIXES.items() if iri.startswith(space))
    return next(found, iri)
