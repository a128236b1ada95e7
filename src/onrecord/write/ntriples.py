"""Tables as N-Triples (RDF 1.1): each distinct triple on its own line, sorted, so that equal graphs are equal bytes."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.batches import BATCH_ROWS
from onrecord.duck_store import DuckStore
from onrecord.iris import ANY_URI, GRAPH_TABLES, PERIODS, namespaces
from onrecord.kinds import Node
from onrecord.text import text_data
from onrecord.vocabulary import PREFIXES
from onrecord.write.phrases import Cell, Phrase, present
from onrecord.write.terms import web
from onrecord.write.triples import Parts, Triple, triples
from onrecord.write.turtle import periods

_SCHEMA = pa.schema([("line", pa.string())])
_NAME = re.compile(r"([a-z]+):(.*)", re.DOTALL)


def write_ntriples(
    base_iri: str,
    language: str,
    tables: Mapping[str, pa.Table],
    batches: Callable[[str], Iterable[pa.RecordBatch]],
    sink: BinaryIO,
) -> int:
    """Write the graph of :func:`onrecord.write.turtle.write_graph`, by the bytes of its lines. Returns the triples.

    The lines are sorted out of core: what does not fit into memory waits in a temporary folder.
    """
    store, count = DuckStore(), 0
    store.put("lines", pa.RecordBatchReader.from_batches(_SCHEMA, _lines(base_iri, language, tables, batches)))
    for said in _distinct(batch.column(0) for batch in store.stream("SELECT line FROM lines ORDER BY line")):
        sink.write(text_data(said))
        count += len(said)
    return count


def _distinct(batches: Iterable[pa.StringArray]) -> Iterator[pa.StringArray]:
    """Sorted texts without those that repeat the one before."""
    last = pa.array([""])
    for batch in batches:
        before = pa.concat_arrays([last, batch])[: len(batch)]
        yield batch.filter(pc.not_equal(batch, before))
        last = batch[-1:]


def _lines(
    base_iri: str,
    language: str,
    tables: Mapping[str, pa.Table],
    batches: Callable[[str], Iterable[pa.RecordBatch]],
) -> Iterator[pa.RecordBatch]:
    known = {**PREFIXES, **namespaces(base_iri)}
    for table in GRAPH_TABLES:
        phrases = [_line(triple, known) for triple in triples(table, language)]
        rows = periods(tables).to_batches(BATCH_ROWS) if table is PERIODS else batches(table.name)
        for batch in rows:
            yield from (pa.record_batch([present(phrase, batch)], schema=_SCHEMA) for phrase in phrases)


def _line(triple: Triple, known: Mapping[str, str]) -> Phrase:
    subject, said = _full(triple.subject, known), _object(triple, known)
    verb = _full((triple.predicate,), known)
    return Phrase((*subject, " ", *verb, " ", *said, " .\n"), triple.condition)


def _object(triple: Triple, known: Mapping[str, str]) -> Parts:
    """The object without the shorthands of Turtle: numbers and booleans in quotes, no prefixed names."""
    column = triple.column
    if column is None:
        return _full(triple.object, known)
    if column.kind.node is Node.WEB:
        return (Cell(column.name, lambda cells: web(cells, _datatype(ANY_URI, known))),)
    if len(triple.object) == 1:
        return '"', *triple.object, f'"^^{_datatype(column.kind.datatype, known)}'
    *others, last = triple.object
    if isinstance(last, str) and last.startswith('"^^'):
        return *others, f'"^^{_datatype(column.kind.datatype, known)}'
    return _full(triple.object, known)


def _datatype(name: str, known: Mapping[str, str]) -> str:
    return f"<{known[name.partition(':')[0]]}{name.partition(':')[2]}>"


def _full(parts: Parts, known: Mapping[str, str]) -> Parts:
    """A prefixed name as a whole IRI; a literal as it is."""
    first, *others = parts
    named = _NAME.fullmatch(first) if isinstance(first, str) else None
    if named is None:
        return parts
    return f"<{known[named[1]]}{named[2]}", *others, ">"
