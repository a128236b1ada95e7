"""A whole release: every file of it, written into a folder."""

import json
from pathlib import Path
from typing import Any

from onrecord.dataset import Dataset
from onrecord.tables import TABLES
from onrecord.write import turtle
from onrecord.write.catalog import catalog
from onrecord.write.changelog import changelog
from onrecord.write.citation import citation_file, datacite, licence_file
from onrecord.write.concepts import concepts
from onrecord.write.counted import count_triples
from onrecord.write.croissant import croissant
from onrecord.write.csv import write_csv
from onrecord.write.csvw import NAME as CSVW
from onrecord.write.csvw import csvw_metadata
from onrecord.write.descriptor import csv_descriptor, parquet_descriptor
from onrecord.write.files import File, Folder, checksums
from onrecord.write.formats import FORMATS, chosen
from onrecord.write.graphs import turtle as graph_text
from onrecord.write.ontology import ontology
from onrecord.write.parquet import write_parquet
from onrecord.write.readme import readme
from onrecord.write.shapes import shapes

CHECKSUMS = "SHA256SUMS"


def write_release(dataset: Dataset, root: Path, formats: tuple[str, ...] = ()) -> tuple[File, ...]:
    """Writes every file of a release into an empty folder; returns the files, the checksums last.

    ``formats`` are those of ``FORMATS`` in which the graph stands there too; UsageError for an unknown one.
    """
    formats = chosen(formats)
    folder = Folder(root)
    for table in TABLES.values():
        with folder.file(f"data/{table.name}.csv") as sink:
            write_csv(table, dataset.batches(table.name), sink)
        with folder.file(f"parquet/{table.name}.parquet") as sink:
            write_parquet(table, dataset.batches(table.name), sink)
    folder.write(f"data/{CSVW}", _json(csvw_metadata(dataset)))
    folder.write("parquet/datapackage.json", _json(parquet_descriptor(dataset)))
    folder.write("README.md", readme(dataset))
    folder.write("CHANGELOG.md", changelog(dataset))
    folder.write("LICENSE", licence_file(dataset))
    folder.write("CITATION.cff", citation_file(dataset))
    folder.write("datacite.json", _json(datacite(dataset)))
    folder.write("croissant.json", _json(croissant(dataset, folder.files)))
    _write_rdf(dataset, folder, root, formats)
    folder.write("datapackage.json", _json(csv_descriptor(dataset, folder.files)))
    folder.write(CHECKSUMS, checksums(folder.files))
    return tuple(folder.files)


def _write_rdf(dataset: Dataset, folder: Folder, root: Path, formats: tuple[str, ...]) -> None:
    base, graph = dataset.metadata.base_iri, f"rdf/{dataset.metadata.name}"
    with folder.file(f"{graph}.ttl") as sink:
        turtle.write_dataset(dataset, sink)
    for name in formats:
        with folder.file(f"{graph}.{name}") as sink:
            FORMATS[name](dataset, root / f"{graph}.ttl", sink)
    folder.write("rdf/ontology.ttl", graph_text(ontology() + concepts(base), base))
    folder.write("rdf/shapes.ttl", graph_text(shapes(base), base))
    triples = count_triples(dataset)
    about = catalog(dataset, folder.files, triples, dataset.previous)
    folder.write("rdf/catalog.ttl", graph_text(about, base))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
