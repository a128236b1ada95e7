"""The graph of a release in further formats, on request."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

import pyoxigraph

from onrecord.dataset import Dataset
from onrecord.problems import UsageError
from onrecord.write.ntriples import write_ntriples
from onrecord.write.turtle import dates


def _ntriples(dataset: Dataset, graph: Path, sink: BinaryIO) -> None:
    metadata = dataset.metadata
    write_ntriples(metadata.base_iri, metadata.language, dates(dataset), dataset.batches, sink)


def _json_ld(dataset: Dataset, graph: Path, sink: BinaryIO) -> None:
    """Expanded (JSON-LD 1.1 API, section 1.1), in the order of the Turtle, one node after the other."""
    triples = pyoxigraph.parse(path=str(graph), format=pyoxigraph.RdfFormat.TURTLE)
    pyoxigraph.serialize((quad.triple for quad in triples), sink, pyoxigraph.RdfFormat.JSON_LD)


FORMATS: Mapping[str, Callable[[Dataset, Path, BinaryIO], None]] = {"nt": _ntriples, "jsonld": _json_ld}
"""The ending of each format's file to what writes it: from the dataset, or from its graph, a finished Turtle file."""


def chosen(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of formats, each once; UsageError for one that is unknown."""
    for name in names:
        if name not in FORMATS:
            raise UsageError(f"there is no format {name!r}: choose from {', '.join(FORMATS)}")
    return tuple(dict.fromkeys(names))
