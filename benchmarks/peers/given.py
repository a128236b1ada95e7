"""What a way to write is given: rows as Arrow in memory, what they say, and the file to write; and how it is timed."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_BATCH = 16_384


def timed(write: Callable[[Any, list[dict[str, Any]], Path], None], prepare: Callable[..., Any] | None = None) -> None:
    """Writes what the arguments name, ``ROWS.parquet MAPPING.json COUNT INTO``; prints the seconds that it took.

    The clock starts with the rows as Arrow in memory or, where ``prepare`` makes something of them, with that.
    """
    rows, mapping, count, into = sys.argv[1:5]
    table = pq.read_table(rows).slice(0, int(count)).combine_chunks()
    said = json.loads(Path(mapping).read_text("utf-8"))
    given = prepare(table, said) if prepare else table
    start = time.perf_counter()
    write(given, said, Path(into))
    print(time.perf_counter() - start)


def terms_of(
    table: pa.Table, said: list[dict[str, Any]], node: Callable[[str], Any], literal: Callable[[str, Any], Any]
) -> Iterator[tuple[Any, Any, Any]]:
    """The triples of a table, row by row, from terms that a library makes; each column's terms once a batch."""
    fixed = [(each["subject"], node(each["predicate"]), each["object"]) for each in said]
    datatypes = {term["datatype"]: node(term["datatype"]) for _, _, term in fixed if "datatype" in term}
    for batch in table.to_batches(_BATCH):
        columns = {name: batch.column(name).to_pylist() for name in batch.schema.names}
        made: dict[tuple[str, ...], list[Any]] = {}

        def terms(term: dict[str, str], columns: Any = columns, made: Any = made, size: int = len(batch)) -> list[Any]:
            key = tuple(term.items())
            if key not in made:
                made[key] = _made(term, columns, size, node, literal, datatypes)
            return made[key]

        rows = zip(*(zip(terms(subject), terms(object), strict=True) for subject, _, object in fixed), strict=True)
        predicates = [predicate for _, predicate, _ in fixed]
        for row in rows:
            for (subject, object), predicate in zip(row, predicates, strict=True):
                if subject is not None and object is not None:
                    yield subject, predicate, object


def _made(term: dict[str, str], columns: Any, size: int, node: Any, literal: Any, datatypes: Any) -> list[Any]:
    if "constant" in term:
        return [node(term["constant"])] * size
    cells = columns[term["column"]]
    if "datatype" in term:
        datatype = datatypes[term["datatype"]]
        return [None if cell is None else literal(cell, datatype) for cell in cells]
    prefix = term["prefix"]
    return [None if cell is None else node(prefix + cell) for cell in cells]
