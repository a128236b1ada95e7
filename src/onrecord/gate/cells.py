"""Cells, literals and texts of a file one by one: the slow and exact way, for a file in which something was found."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

import pyarrow.parquet as pq
import pyoxigraph

from onrecord.gate.artefact import parquet_cells
from onrecord.gate.spellings import entities, markup, without_tags
from onrecord.layout import open_bytes, plain_name, read_bytes

Cell = tuple[str, str]
"""A column, empty where there is none, and one text of it."""


def cells(path: Path) -> Iterator[Cell]:
    """Every text of a file by itself; addresses that Turtle writes as IRIs are left out.

    A file without such parts, or one that is not what its name says, is one text.
    """
    reader = _READERS.get(PurePath(plain_name(path.name)).suffix, _page)
    try:
        found = list(reader(path))
    except Exception:  # whatever a damaged file leads to, it is then searched as plain text
        found = []
    yield from found or _page(path)


def _csv(path: Path) -> Iterator[Cell]:
    with io.TextIOWrapper(open_bytes(path), "utf-8", newline="") as file:
        rows = csv.reader(file, strict=True)
        header = next(rows)
        yield from (("", name) for name in header)
        for row in rows:
            yield from zip(header, row, strict=True)


def _json(path: Path) -> Iterator[Cell]:
    return (("", text) for text in _strings(json.loads(read_bytes(path))))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from (key, *_strings(item))


def _parquet(path: Path) -> Iterator[Cell]:
    with pq.ParquetFile(path) as file:
        for column, values in parquet_cells(file):
            yield from ((column, value.decode(errors="replace")) for value in values)


def _turtle(path: Path) -> Iterator[Cell]:
    for triple in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE):
        if isinstance(triple.object, pyoxigraph.Literal):
            yield "", triple.object.value


def _page(path: Path) -> Iterator[Cell]:
    text = read_bytes(path)
    encoding = "utf-16" if text[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    plain = text.decode(encoding, "replace").encode(errors="replace")
    yield "", re.sub(r"\s+", " ", entities(without_tags(markup(plain))).decode(errors="replace"))


_READERS: Mapping[str, Callable[[Path], Iterator[Cell]]] = {
    ".csv": _csv,
    ".json": _json,
    ".jsonld": _json,
    ".nt": _turtle,  # N-Triples are Turtle too
    ".parquet": _parquet,
    ".ttl": _turtle,
}
"""What takes a file apart, by the end of its name."""
