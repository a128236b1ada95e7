"""How much processor time `onrecord --help` takes: ``python benchmarks/start.py --runs 20``."""

import argparse
import resource
import statistics
import subprocess
import sys


def seconds(command: list[str]) -> float:
    """The processor time, user and system, that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Prints a line of the table in benchmarks/README.md for each command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "python -c 'import onrecord'": [sys.executable, "-c", "import onrecord"],
        "onrecord --help": [sys.executable, "-m", "onrecord", "--help"],
    }
    for name, command in commands.items():
        times = [1000 * seconds(command) for _ in range(runs)]
        print(f"| `{name}` | {statistics.median(times):.0f} | {max(times):.0f} |")


if __name__ == "__main__":
    main()
