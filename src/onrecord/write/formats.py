"""The graph of a release in further formats, on request."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import pyoxigraph

from onrecord.dataset import Dataset
from onrecord.layout import open_bytes
from onrecord.problems import UsageError
from onrecord.write.ntriples import write_ntriples
from onrecord.write.turtle import dates


def _ntriples(dataset: Dataset, graphs: Sequence[Path], sink: BinaryIO) -> None:
    metadata = dataset.metadata
    write_ntriples(metadata.base_iri, metadata.language, dates(dataset), dataset.batches, sink)


def _json_ld(dataset: Dataset, graphs: Sequence[Path], sink: BinaryIO) -> None:
    """Expanded (JSON-LD 1.1 API, section 1.1), in the order of the Turtle, one node after the other."""
    pyoxigraph.serialize(chain.from_iterable(map(_triples, graphs)), sink, pyoxigraph.RdfFormat.JSON_LD)


def _triples(graph: Path) -> Iterator[pyoxigraph.Triple]:
    with open_bytes(graph) as file:
        yield from (quad.triple for quad in pyoxigraph.parse(file, format=pyoxigraph.RdfFormat.TURTLE))


FORMATS: Mapping[str, Callable[[Dataset, Sequence[Path], BinaryIO], None]] = {"nt": _ntriples, "jsonld": _json_ld}
"""The ending of each format's file to what writes it: from the dataset, or from its graph, finished Turtle files."""


def chosen(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of formats, each once; UsageError for one that is unknown."""
    for name in names:
        if name not in FORMATS:
            raise UsageError(f"there is no format {name!r}: choose from {', '.join(FORMATS)}")
    return tuple(dict.fromkeys(names))
