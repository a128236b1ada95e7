"""pyoxigraph: its own terms made of the columns, and serialized as they come."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from given import terms_of, timed
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize


def triples(table: pa.Table, said: list[dict[str, Any]]) -> Iterator[Triple]:
    """The triples of the rows."""
    made = terms_of(table, said, NamedNode, lambda text, datatype: Literal(text, datatype=datatype))
    return (Triple(*terms) for terms in made)


def write(table: pa.Table, said: list[dict[str, Any]], into: Path) -> None:
    """Streams triples into a file of Turtle."""
    serialize(triples(table, said), str(into), RdfFormat.TURTLE)


if __name__ == "__main__":
    timed(write)
