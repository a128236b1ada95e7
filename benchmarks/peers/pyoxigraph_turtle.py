"""pyoxigraph: its own terms made of the columns, and serialized as they come."""

from pathlib import Path
from typing import Any

import pyarrow as pa
from given import terms_of, timed
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize


def write(table: pa.Table, said: list[dict[str, Any]], into: Path) -> None:
    """Streams triples into a file of Turtle."""
    made = terms_of(table, said, NamedNode, lambda text, datatype: Literal(text, datatype=datatype))
    serialize((Triple(*terms) for terms in made), str(into), RdfFormat.TURTLE)


if __name__ == "__main__":
    timed(write)
