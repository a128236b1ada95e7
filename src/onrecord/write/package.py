"""A whole release: every file of it, written into a folder."""

import json
from pathlib import Path
from typing import Any

from onrecord.dataset import Dataset
from onrecord.tables import TABLES
from onrecord.write import catalog, ontology, shapes
from onrecord.write.csv import write_csv
from onrecord.write.descriptor import csv_descriptor, parquet_descriptor
from onrecord.write.files import File, Folder, checksums
from onrecord.write.parquet import write_parquet
from onrecord.write.readme import readme

CHECKSUMS = "SHA256SUMS"


def write_release(dataset: Dataset, root: Path) -> tuple[File, ...]:
    """Writes every file of a release into an empty folder; returns the files, the checksums last."""
    folder = Folder(root)
    for table in TABLES.values():
        with folder.file(f"data/{table.name}.csv") as sink:
            write_csv(table, dataset.batches(table.name), sink)
        with folder.file(f"parquet/{table.name}.parquet") as sink:
            write_parquet(table, dataset.batches(table.name), sink)
    folder.write_text("parquet/datapackage.json", _json(parquet_descriptor(dataset.metadata)))
    _write_rdf(dataset, folder)
    folder.write_text("README.md", readme(dataset))
    folder.write_text("datapackage.json", _json(csv_descriptor(dataset.metadata, folder.files)))
    folder.write_text(CHECKSUMS, checksums(folder.files))
    return tuple(folder.files)
