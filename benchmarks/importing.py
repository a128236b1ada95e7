"""How long importing takes, how much memory, and whether every cell is accounted for: the two corpora, and tables made.

    python benchmarks/importing.py --corpora ../shared/corpora --rows 100000

Each import is a process of its own. Cells are counted a second time by readers that know nothing of maps.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
COLUMNS = 3
_MAP = """\
name: made
inputs:
  - columns:
      day: {{date: YYYY-MM-DD}}
    records:
      - table: figures
        each: {{{each}}}
        number: {{format: "1234"}}
        fields:
          id: fig-{{@name}}-{{place}}-{{day}}
          source_id: src-made
          measure_id: var-{{@name}}
          modality: observed
          period: "{{day}}"
"""


def main() -> None:
    """Measures and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, help="the folder with pcm-dpc-covid19 and ukraine-russia-losses")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the tables that are made")
    parser.add_argument("--formats", nargs="*", default=["csv", "jsonl", "json", "parquet", "xlsx"])
    parser.add_argument("--into", type=Path, help="keep the records of the corpora here")
    parser.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        _one(*arguments.one)
        return
    print("| import | files | rows | cells | figures | seconds | CPU seconds | figures a CPU second | peak MB |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        if arguments.corpora:
            _corpora(arguments.corpora, work, arguments.into or work / "kept")
        for end in arguments.formats if arguments.rows else ():
            folder = _made(end, arguments.rows, work)
            _measure(f"{arguments.rows:,} rows of {end}", folder / "map.yaml", work / f"out-{end}", folder / f"t.{end}")


def _corpora(corpora: Path, work: Path, into: Path) -> None:
    losses = corpora / "ukraine-russia-losses"
    done = _measure("losses", PROJECT / "examples/losses/map.yaml", into / "losses", losses)
    tables = [json.loads(file.read_text()) for file in losses.glob("russia_losses_*.json")]
    _same(done["cells"], sum(len(row) for table in tables for row in table))
    italy = corpora / "pcm-dpc-covid19"
    with tarfile.open(italy / "daily_files.tar.gz") as archive:
        archive.extractall(work / "italy", filter="data")
    done = _measure("italy", PROJECT / "examples/italy/map.yaml", into / "italy", work / "italy", italy / "revisions")
    files = [*(work / "italy").rglob("*.csv"), *(italy / "revisions").glob("dpc-*.csv")]
    _same(done["cells"], sum(1 for file in files for row in _rows(file) for cell in row if cell.strip()))


def _rows(file: Path) -> Iterator[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        yield from rows


def _same(accounted: int, counted: int) -> None:
    if accounted != counted:
        sys.exit(f"{counted:,} cells are not empty, but the account has {accounted:,}")


def _made(end: str, rows: int, work: Path) -> Path:
    """A table of numbers, in a few columns, and its map."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = work / f"made-{end}"
    folder.mkdir()
    names = [f"n{number}" for number in range(COLUMNS)]
    (folder / "map.yaml").write_text(_MAP.format(each=", ".join(f"{name}: {name}" for name in names)))
    table = [
        {"day": f"{1950 + row % 70}-01-{1 + row % 28:02d}", "place": f"p{row}"}
        | {name: (row * 7 + number) % 100_000 for number, name in enumerate(names)}
        for row in range(rows)
    ]
    path = folder / f"t.{end}"
    if end == "csv":
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(table[0]))
            writer.writeheader()
            writer.writerows(table)
    elif end == "jsonl":
        path.write_text("".join(f"{json.dumps(row)}\n" for row in table))
    elif end == "json":
        path.write_text(json.dumps(table))
    elif end == "parquet":
        pq.write_table(pa.Table.from_pylist(table), path)
    else:
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet("Sheet1")
        sheet.append(list(table[0]))
        for row in table:
            sheet.append(list(row.values()))
        book.save(path)
    return folder


def _measure(name: str, rules: Path, into: Path, *files: Path) -> dict[str, int]:
    command = [sys.executable, __file__, "--one", str(rules), str(into), *map(str, files)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, int] = json.loads(done.stdout)
    counts = (found[what] for what in ("files", "rows", "cells", "figures"))
    seconds, busy = found["milliseconds"] / 1000, found["cpu_milliseconds"] / 1000
    cells = [*(f"{count:,}" for count in counts), f"{seconds:.1f}", f"{busy:.1f}", f"{found['figures'] / busy:,.0f}"]
    print("|", " | ".join([name, *cells, f"{found['megabytes']:,}"]), "|", flush=True)
    return found


def _one(map: str, into: str, *files: str) -> None:
    from onrecord.importing import import_files

    start = time.monotonic()
    done = import_files(files, map, into)
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "files": done.files,
        "rows": done.account.rows,
        "cells": done.account.cells,
        "figures": done.records["figures"],
        "milliseconds": round((time.monotonic() - start) * 1000),
        "cpu_milliseconds": round((used.ru_utime + used.ru_stime) * 1000),
        "megabytes": used.ru_maxrss // 1024,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
