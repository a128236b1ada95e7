"""A whole release: every file of it, written into a folder."""

import json
from pathlib import Path
from typing import Any

from onrecord.dataset import Dataset
from onrecord.progress import Progress, silently
from onrecord.write.catalog import catalog
from onrecord.write.changelog import changelog
from onrecord.write.concepts import concepts
from onrecord.write.descriptor import csv_descriptor, parquet_descriptor
from onrecord.write.files import File, Folder, checksums
from onrecord.write.graphs import turtle as graph_text
from onrecord.write.layout import Layout
from onrecord.write.ontology import ontology
from onrecord.write.readme import readme
from onrecord.write.reuse import Reuse
from onrecord.write.shapes import shapes
from onrecord.write.tables import write_tables

CHECKSUMS = "SHA256SUMS"
_PLAIN = Layout()


def write_release(
    dataset: Dataset,
    root: Path,
    layout: Layout = _PLAIN,
    progress: Progress = silently,
    reuse: Reuse | None = None,
) -> tuple[File, ...]:
    """Writes every file of a release into an empty folder; returns the files by path, the checksums last.

    ``progress`` is told how many rows of how many are written. ``reuse`` may take over files of an earlier release.
    """
    folder = Folder(root)
    written = write_tables(dataset, folder, layout, progress, reuse)
    folder.write("parquet/datapackage.json", _json(parquet_descriptor(dataset, written)))
    folder.write("README.md", readme(dataset))
    folder.write("CHANGELOG.md", changelog(dataset))
    _write_rdf(dataset, folder)
    folder.write("datapackage.json", _json(csv_descriptor(dataset, folder.files, written)))
    files = sorted(folder.files)
    if reuse:
        reuse.save(files)
    folder.write(CHECKSUMS, checksums(files))
    return (*files, folder.files[-1])


def _write_rdf(dataset: Dataset, folder: Folder) -> None:
    base = dataset.metadata.base_iri
    folder.write("rdf/ontology.ttl", graph_text(ontology() + concepts(base), base))
    folder.write("rdf/shapes.ttl", graph_text(shapes(base), base))
    folder.write("rdf/catalog.ttl", graph_text(catalog(dataset, folder.files, previous=dataset.previous), base))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
