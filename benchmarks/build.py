"""How long a build of a network's records takes: beside flatterer on the same input, and as the input grows.

    python benchmarks/build.py --flatterer .venv/peers/flatterer/bin/flatterer --figures 1000000 --runs 3
    python benchmarks/build.py --figures 5000000 --runs 1

flatterer makes CSV and Parquet of JSON Lines and validates nothing; onrecord validates every record, checks references
and fifty rules, and makes CSV, Parquet, Turtle and checksums, with the tables that follow from the records beside them.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from processes import in_turn, load, table
from records import write


def main() -> None:
    """Generates, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=1_000_000, help="figures in the records")
    parser.add_argument("--runs", type=int, default=3, help="runs of each tool")
    parser.add_argument("--flatterer", help="its program, to be measured as well")
    parser.add_argument("--memory", default="500MB", help="what onrecord's database may hold")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        records, into = write(options.figures, Path(folder) / "records"), str(Path(folder) / "release")
        build = [sys.executable, "-m", "onrecord", "build", str(records), "--into", into, "--memory", options.memory]
        commands = {"onrecord build": [build]}
        if options.flatterer:
            flat = [options.flatterer, "--ndjson", "--parquet", "--threads", "2", "--force"]
            inputs = sorted(records.glob("*.jsonl"))
            commands["flatterer"] = [[*flat, str(path), f"{folder}/{path.stem}"] for path in inputs]
        print(f"{options.figures:,} figures, {load()}")
        print(table(in_turn(commands, options.runs), "onrecord build"))
        size = sum(path.stat().st_size for path in Path(into).rglob("*") if path.is_file())
        print(f"\nThe release has {size / 1e6:,.0f} MB.")


if __name__ == "__main__":
    main()
