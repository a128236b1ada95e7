"""onrecord: figures of a release's Parquet as Turtle, read while written: ``ROWS.parquet ROWS.json COUNT INTO``."""

import json
import sys
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq

from onrecord.batches import BATCH_ROWS, Rows
from onrecord.tables import TABLES
from onrecord.write.side_by_side import side_by_side
from onrecord.write.turtle import prologue, write_turtle


def main(rows: str, said: str, count: str, into: str) -> None:
    """Writes so many rows."""
    told = json.loads(Path(said).read_text("utf-8"))
    with pq.ParquetFile(rows) as file, Path(into).open("wb") as sink:
        sink.write(prologue(told["base"]))
        batches = Rows(file.iter_batches(BATCH_ROWS, use_threads=False)).next(int(count))
        side_by_side(batches, [partial(write_turtle, TABLES["figures"], sink=sink, language=told["language"])])


if __name__ == "__main__":
    main(*sys.argv[1:])
