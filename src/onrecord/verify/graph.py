"""Turtle against Parquet: byte by byte what the writer makes of the tables, and triple by triple where that differs."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import duckdb
import pyarrow as pa
import pyoxigraph

from onrecord.iris import GRAPH_TABLES
from onrecord.problems import Severity
from onrecord.tables import TABLES
from onrecord.verify.cells import quoted
from onrecord.verify.database import database, load
from onrecord.verify.files import Files
from onrecord.verify.formats import DISAGREE
from onrecord.verify.package import Package
from onrecord.verify.same import Comparison, Differs
from onrecord.verify.stored import Dates, batches
from onrecord.verify.tally import Tally
from onrecord.vocabulary import PREFIXES, expand
from onrecord.write.turtle import write_graph

_CATALOG = "rdf/catalog.ttl"
_CHUNK = 50_000
_TRIPLE = pa.schema([(name, pa.string()) for name in ("subject", "predicate", "object")])


def graph_path(package: Package) -> str:
    """Where a release has the graph of its records."""
    return f"rdf/{package.name}.ttl"


def check_graph(files: Files, package: Package, tally: Tally) -> None:
    """Tells every triple of the graph that the tables do not make, and every one that it lacks.

    Needs all Parquet files to be good. Where the triples are the same, the graph is merely spelled in another way,
    which is a warning.
    """
    name = graph_path(package)
    path = files.path(name)
    if path is None:
        return
    language = _language(files, package)
    try:
        with Comparison(path) as sink:
            _write(files, package, language, sink)  # type: ignore[arg-type]
    except Differs:
        _compare_triples(files, package, language, path, tally)


def check_other_graphs(files: Files, package: Package, tally: Tally) -> None:
    """Tells of the catalog, the ontology, the shapes and whatever other Turtle is there, whether it can be read."""
    for name in sorted(files.sizes):
        path = files.path(name)
        if not name.endswith(".ttl") or name == graph_path(package) or path is None:
            continue
        try:
            deque(_parse(path), maxlen=0)
        except (SyntaxError, OSError, ValueError) as error:
            tally.add(name, "unreadable-file", f"the file cannot be read: {str(error).partition(chr(10))[0]}")


def _write(files: Files, package: Package, language: str, sink: BinaryIO) -> None:
    write_graph(package.base_iri, language, Dates(files), lambda name: batches(files, TABLES[name]), sink)


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
    return pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)


def _compare_triples(files: Files, package: Package, language: str, path: Path, tally: Tally) -> None:
    name = graph_path(package)
    before = tally.errors(name)
    with TemporaryDirectory(prefix="onrecord-") as folder:
        expected = Path(folder) / "expected.ttl"
        with expected.open("wb") as sink:
            _write(files, package, language, sink)
        with database() as db:
            try:
                load(db, "found", _TRIPLE, _batches(path))
            except (SyntaxError, ValueError) as error:
                tally.add(name, "unreadable-file", f"the file is not Turtle: {error}")
                return
            try:
                load(db, "expected", _TRIPLE, _batches(expected))
            except (SyntaxError, ValueError):
                tally.add(name, DISAGREE, "the values of the Parquet files make no graph")
                return
            _tell(db, "found", "expected", "which the tables do not say", package, tally)
            _tell(db, "expected", "found", "which is not here", package, tally)
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


def _tell(db: duckdb.DuckDBPyConnection, held: str, other: str, message: str, package: Package, tally: Tally) -> None:
    query = f"FROM {held} EXCEPT FROM {other} ORDER BY ALL"
    answer = db.execute(query)
    while rows := answer.fetchmany(1000):
        for subject, predicate, text in rows:
            where = _place(subject, predicate, package.base_iri)
            tally.add(graph_path(package), DISAGREE, f"{where}: {quoted(text)}, {message}")


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
