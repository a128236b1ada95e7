"""One file of a release as texts to search: its bytes, and what they stand for. What cannot be read is not passed."""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePath
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onrecord.gate.words import BREAK
from onrecord.layout import open_bytes, plain_name, read_bytes

Part = tuple[str, bytes]
"""A column, empty where there is none, and text of UTF-8 in it."""

_BLOCK = 1 << 22
_PARQUET = b"PAR1"
_PAGES = frozenset({".htm", ".html", ".md", ".svg", ".xml"})
"""Ends of names of files whose markup may run over lines, so that they are searched in one piece."""
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_PRINTED = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}){3,}"
)
"""What reads as text among other bytes, three characters or more."""


def is_page(path: Path) -> bool:
    """Whether escapes and markup of the file may run over lines."""
    return PurePath(plain_name(path.name)).suffix.lower() in _PAGES


def parts(path: Path) -> Iterator[Part]:
    """Every text of a file, in parts that memory holds; phrases reach from one part without column to the next.

    What a file is, its bytes tell and not its name; only whether it is compressed, its name tells. Raises ValueError
    for one that is neither text nor Parquet, and
    whatever pyarrow raises for damaged Parquet.
    """
    with open_bytes(path) as file:
        start = file.read(4)
    if start == _PARQUET:
        return parquet_parts(path)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return (("", _as_text(block)) for block in [read_bytes(path).decode("utf-16").encode()])
    return (("", _as_text(block)) for block in _blocks(path))


def _blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, cut at ends of lines."""
    with open_bytes(path) as file:
        while block := file.read() if is_page(path) else file.read(_BLOCK) + file.readline():
            yield block


def _as_text(block: bytes) -> bytes:
    if _NO_TEXT.search(block):
        raise ValueError("not a text")
    if not block.isascii():
        block.decode()
    return block


def parquet_parts(path: Path) -> Iterator[Part]:
    """All that reads as text in the bytes of a Parquet file, its metadata and statistics, and the cells by column."""
    yield "", BREAK.join(_PRINTED.findall(path.read_bytes()))
    with pq.ParquetFile(path) as file:
        yield "", BREAK.join(map(_bytes, _metadata(file)))
        for column, cells in parquet_cells(file):
            yield column, BREAK.join(cells)


def _metadata(file: Any) -> Iterator[Any]:
    yield file.metadata.created_by
    yield from chain.from_iterable((file.metadata.metadata or {}).items())
    yield from _schema_texts(file.schema_arrow)
    for group in range(file.metadata.num_row_groups):
        for number in range(file.metadata.num_columns):
            column = file.metadata.row_group(group).column(number)
            if column.statistics is not None and column.statistics.has_min_max:
                yield from (column.path_in_schema, column.statistics.min, column.statistics.max)


def _schema_texts(fields: Iterable[Any]) -> Iterator[Any]:
    """Names and metadata of fields, those inside others among them."""
    for field in fields:
        yield field.name
        yield from chain.from_iterable((field.metadata or {}).items())
        kind = field.type
        yield from _schema_texts(kind.field(number) for number in range(kind.num_fields))


def parquet_cells(file: Any) -> Iterator[tuple[str, list[bytes]]]:
    """The cells of each column, batch by batch, each distinct one once."""
    for batch in file.iter_batches():
        for name, cells in zip(batch.schema.names, batch.columns, strict=True):
            yield name, _cells(cells)


def _cells(cells: Any) -> list[bytes]:
    if pa.types.is_string(cells.type) or pa.types.is_primitive(cells.type):
        cells = pc.unique(pc.cast(pc.unique(cells), pa.string())).drop_null()
    return list(map(_bytes, cells.to_pylist()))


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")
