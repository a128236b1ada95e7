"""onrecord: figures of a release's Parquet as N-Triples, sorted: ``ROWS.parquet ROWS.json COUNT INTO``."""

import json
import sys
from pathlib import Path

import pyarrow.parquet as pq

from onrecord.batches import BATCH_ROWS
from onrecord.iris import GRAPH_TABLES
from onrecord.write.ntriples import write_ntriples


def main(rows: str, said: str, count: str, into: str) -> None:
    """Writes so many rows; no other table has any."""
    told = json.loads(Path(said).read_text("utf-8"))
    empty = {table.name: table.schema.empty_table() for table in GRAPH_TABLES}
    batches = {"figures": pq.read_table(rows).slice(0, int(count)).to_batches(BATCH_ROWS)}
    with Path(into).open("wb") as sink:
        write_ntriples(told["base"], told["language"], empty, lambda name: batches.get(name, ()), sink)


if __name__ == "__main__":
    main(*sys.argv[1:])
