"""Which records hold a text that was found in a file: the ids of its rows, or of what its triples tell of."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePath

import pyarrow.parquet as pq
import pyoxigraph

from onrecord.layout import open_bytes, plain_name

Holds = Callable[[str], bool]

_ID = "id"
_MOST = 3
"""So many ids are named."""


def holders(path: Path, column: str, holds: Holds) -> str:
    """The first ids as a list in words, `` of `fig-a`, `fig-b` and 4 more``; empty where the file has no rows with ids.

    ``column`` is the one in which the text was found; empty where there is none, as in a graph.
    """
    reader = _READERS.get(PurePath(plain_name(path.name)).suffix)
    ids = list(dict.fromkeys(reader(path, column, holds))) if reader else []
    more = f" and {len(ids) - _MOST:,} more" if len(ids) > _MOST else ""
    return f" of {', '.join(f'`{each}`' for each in ids[:_MOST])}{more}" if ids else ""


def _csv(path: Path, column: str, holds: Holds) -> Iterator[str]:
    with io.TextIOWrapper(open_bytes(path), "utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if {_ID, column} <= set(rows.fieldnames or ()):
            yield from (row[_ID] for row in rows if holds(row[column] or ""))


def _parquet(path: Path, column: str, holds: Holds) -> Iterator[str]:
    with pq.ParquetFile(path) as file:
        if {_ID, column} <= set(file.schema_arrow.names):
            for batch in file.iter_batches(columns=[_ID, column]):
                cells = zip(batch.column(_ID).to_pylist(), batch.column(column).to_pylist(), strict=True)
                yield from (record for record, cell in cells if holds(str(cell or "")))


def _graph(path: Path, column: str, holds: Holds) -> Iterator[str]:
    for triple in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE):
        if isinstance(triple.object, pyoxigraph.Literal) and holds(triple.object.value):
            yield str(getattr(triple.subject, "value", "")).rpartition("/")[2]


_READERS: Mapping[str, Callable[[Path, str, Holds], Iterator[str]]] = {
    ".csv": _csv,
    ".nt": _graph,  # N-Triples are Turtle too
    ".parquet": _parquet,
    ".ttl": _graph,
}
"""What finds the rows of a file, by the end of its name."""
