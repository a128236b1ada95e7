"""How time and memory of a build grow with its input, where the database may hold the same at every size.

    python benchmarks/growth.py --figures 1000000 5000000 20000000

The releases are compressed: twenty million figures would else need 46 GB of disk beside 6.5 GB of input.
"""

import argparse
import tempfile
from pathlib import Path

from environments import program
from processes import run
from records import write
from results import Row, save


def main() -> None:
    """Generates, measures, saves."""
    parser = argparse.ArgumentParser(description=__doc__)
    sizes = [1_000_000, 5_000_000, 20_000_000]
    parser.add_argument("--figures", type=int, nargs="+", default=sizes, help="figures in the records")
    parser.add_argument("--memory", default="500MB", help="what the database may hold")
    parser.add_argument("--compress", choices=["gz", "zst"], default="zst", help="how the release is compressed")
    options = parser.parse_args()
    rows = []
    for figures in options.figures:
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
            records, release = write(figures, Path(place) / "records"), Path(place) / "release"
            command = [program("onrecord"), "-m", "onrecord", "build", str(records), "--into", str(release)]
            found = run([*command, "--memory", options.memory, "--compress", options.compress])
            written = sum(path.stat().st_size for path in release.rglob("*") if path.is_file()) / 1e6
        print(f"  {figures:,} figures: {found.seconds:.0f} s, {found.megabytes:.0f} MB", flush=True)
        note = f"{written:,.0f} MB written"
        rows.append(Row.of("records as JSON Lines", f"{figures:,} figures", figures, [found], note=note))
    save("growth", "figures", rows)


if __name__ == "__main__":
    main()
