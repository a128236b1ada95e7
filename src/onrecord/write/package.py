"""A whole release: every file of it, written into a folder."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.dataset import Dataset
from onrecord.layout import CHECKSUMS, DESCRIPTOR, Layout, is_graph
from onrecord.page import page
from onrecord.progress import Progress, silently
from onrecord.write.catalog import catalog
from onrecord.write.changelog import changelog
from onrecord.write.citation import citation_file, datacite, licence_file
from onrecord.write.concepts import concepts
from onrecord.write.counted import count_triples
from onrecord.write.croissant import croissant
from onrecord.write.csvw import NAME as CSVW
from onrecord.write.csvw import csvw_metadata
from onrecord.write.descriptor import csv_descriptor, parquet_descriptor
from onrecord.write.files import File, Folder, checksums
from onrecord.write.formats import FORMATS, chosen
from onrecord.write.graphs import turtle as graph_text
from onrecord.write.ontology import ontology
from onrecord.write.readme import readme
from onrecord.write.reuse import Reuse
from onrecord.write.shapes import shapes
from onrecord.write.tables import write_tables

_PLAIN = Layout()


def write_release(
    dataset: Dataset,
    root: Path,
    formats: tuple[str, ...] = (),
    layout: Layout = _PLAIN,
    progress: Progress = silently,
    reuse: Reuse | None = None,
) -> tuple[File, ...]:
    """Writes every file of a release into an empty folder; returns the files by path, the checksums last.

    ``formats`` are those of ``FORMATS`` in which the graph stands there too; UsageError for an unknown one.
    ``progress`` is told how many rows of how many are written. ``reuse`` may take over files of an earlier release.
    """
    formats = chosen(formats)
    folder = Folder(root)
    written = write_tables(dataset, folder, layout, progress, reuse)
    folder.write(f"data/{CSVW}", _json(csvw_metadata(dataset, written)))
    folder.write("parquet/datapackage.json", _json(parquet_descriptor(dataset, written)))
    folder.write("README.md", readme(dataset, [file.path for file in folder.files]))
    folder.write("CHANGELOG.md", changelog(dataset))
    folder.write("LICENSE", licence_file(dataset))
    folder.write("CITATION.cff", citation_file(dataset))
    folder.write("datacite.json", _json(datacite(dataset)))
    folder.write("croissant.json", _json(croissant(dataset, folder.files, written)))
    folder.write("index.html", page(dataset, [file.path for file in folder.files]))
    _write_rdf(dataset, folder, formats)
    folder.write(DESCRIPTOR, _json(csv_descriptor(dataset, written)))
    files = sorted(folder.files)
    if reuse:
        reuse.save(files)
    folder.write(CHECKSUMS, checksums(files))
    return (*files, folder.files[-1])


def _write_rdf(dataset: Dataset, folder: Folder, formats: tuple[str, ...]) -> None:
    base, name = dataset.metadata.base_iri, dataset.metadata.name
    graphs = sorted(folder.root / file.path for file in folder.files if is_graph(file.path))
    for form in formats:
        with folder.file(f"rdf/{name}.{form}") as sink:
            FORMATS[form](dataset, graphs, sink)
    for path, text in _vocabulary(base).items():
        folder.write(path, text)
    triples = count_triples(dataset)
    about = catalog(dataset, folder.files, triples, dataset.previous)
    folder.write("rdf/catalog.ttl", graph_text(about, base))


@cache
def _vocabulary(base: str) -> Mapping[str, bytes]:
    """The graphs that are the same in every release whose names begin alike."""
    return {
        "rdf/ontology.ttl": graph_text(ontology() + concepts(base), base),
        "rdf/shapes.ttl": graph_text(shapes(base), base),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
