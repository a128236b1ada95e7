"""onrecord: its own writer, from the columns as a release has them."""

from pathlib import Path
from typing import Any

import pyarrow as pa
from given import timed

from onrecord.batches import BATCH_ROWS
from onrecord.tables import TABLES
from onrecord.write.turtle import prologue, write_turtle


def write(table: pa.Table, said: Any, into: Path) -> None:
    """Streams batches into a file of Turtle."""
    with into.open("wb") as sink:
        sink.write(prologue(said["base"]))
        write_turtle(TABLES["figures"], table.to_batches(BATCH_ROWS), sink, said["language"])


if __name__ == "__main__":
    pa.set_cpu_count(1)
    timed(write)
