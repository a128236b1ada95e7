"""Releases that are there already: a folder, an archive, or a graph alone."""

from pathlib import Path

from onrecord.layout import plain_name
from onrecord.release.graph_file import GraphFile
from onrecord.release.release import Release
from onrecord.release.rows import Rows

__all__ = ["Release", "Rows", "open_release"]

GRAPHS = ".ttl", ".nt"
"""What the names of files with a graph end in; after that, they may end in the suffix of a compression."""


def open_release(path: str | Path) -> Release:
    """Opens a release: a folder with a ``datapackage.json``, that file, a ZIP archive, or the file of its graph alone.

    A folder is read from its Parquet files, an archive is unpacked first. From a graph, Turtle (``.ttl``) or N-Triples
    (``.nt``), compressed or not (``.gz``, ``.zst``), every table is rebuilt from the triples; the tables are equal.
    Raises UsageError where there is none.
    """
    return GraphFile(path) if Path(plain_name(str(path))).suffix in GRAPHS else Release(path)
