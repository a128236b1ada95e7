"""N-Triples carry the triples of the Turtle, each once and in one order."""

import io

import pyoxigraph
from hypothesis import given, settings
from tests.rdf.hostile import datasets

from onrecord.dataset import Dataset
from onrecord.write.ntriples import write_ntriples
from onrecord.write.turtle import dates, write_dataset


def ntriples(data: Dataset) -> bytes:
    sink, metadata = io.BytesIO(), data.metadata
    count = write_ntriples(metadata.base_iri, metadata.language, dates(data), data.batches, sink)
    assert count == sink.getvalue().count(b"\n")
    return sink.getvalue()


def parsed(text: bytes, form: pyoxigraph.RdfFormat) -> set[pyoxigraph.Triple]:
    return {quad.triple for quad in pyoxigraph.parse(text, format=form)}


@given(datasets())
@settings(max_examples=25, deadline=None)
def test_they_are_the_triples_of_the_turtle_sorted_and_distinct(data: Dataset) -> None:
    sink = io.BytesIO()
    write_dataset(data, sink)
    text = ntriples(data)
    assert parsed(text, pyoxigraph.RdfFormat.N_TRIPLES) == parsed(sink.getvalue(), pyoxigraph.RdfFormat.TURTLE)
    lines = text.split(b"\n")[:-1]
    assert lines == sorted(set(lines))


def test_bytes_repeat(flagship: Dataset) -> None:
    assert ntriples(flagship) == ntriples(flagship)
