"""pyoxigraph, given triples of its own terms that are all in memory before the clock starts."""

from pathlib import Path
from typing import Any

import pyarrow as pa
from given import timed
from pyoxigraph import RdfFormat, Triple, serialize
from pyoxigraph_turtle import triples


def ready(table: pa.Table, said: list[dict[str, Any]]) -> list[Triple]:
    """All triples of the rows."""
    return list(triples(table, said))


def write(made: list[Triple], said: list[dict[str, Any]], into: Path) -> None:
    """Writes them as Turtle."""
    serialize(made, str(into), RdfFormat.TURTLE)


if __name__ == "__main__":
    timed(write, ready)
