"""Results: what a benchmark measured, as a JSON file in ``results/``; ``tables.py`` makes the tables of them."""

import json
import os
import platform
import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from processes import Run

FOLDER = Path(__file__).resolve().parent / "results"
_LOAD = os.getloadavg()[0]
"""How busy the machine was before the benchmark began."""


@dataclass(frozen=True)
class Row:
    """A tool at work on an input. Of the rows of one input, the first is compared with the others."""

    input: str
    tool: str
    amount: int
    """How much it did, in the unit of the result."""
    seconds: Sequence[float]
    """Of each run."""
    megabytes: float
    """The most at any time of any run, over all processes; 0 where it was done before anybody looked."""
    aim: float | None = None
    """How many times as fast as this tool the first one ought to be."""
    note: str = ""

    @staticmethod
    def of(input: str, tool: str, amount: int, runs: Sequence[Run], aim: float | None = None, note: str = "") -> "Row":
        """The row of some runs."""
        seconds = [round(run.seconds, 3) for run in runs]
        return Row(input, tool, amount, seconds, round(max(run.megabytes for run in runs)), aim, note)

    @property
    def median(self) -> float:
        """The seconds of the run in the middle."""
        return statistics.median(self.seconds)

    @property
    def rate(self) -> float:
        """How much it did a second."""
        return self.amount / self.median


def save(name: str, unit: str, rows: Sequence[Row]) -> None:
    """Writes what tools took; the unit is that of their amounts."""
    save_as(name, {"unit": unit, "rows": [asdict(row) for row in rows]})


def save_as(name: str, told: Mapping[str, Any]) -> None:
    """Writes a result of any other sort."""
    text = json.dumps({**told, "machine": _machine()}, indent=2, ensure_ascii=False)
    (FOLDER / f"{name}.json").write_text(f"{text}\n", "utf-8")
    print(f"  written to results/{name}.json; benchmarks/tables.py puts it into the README", flush=True)


def load(name: str) -> dict[str, Any]:
    """A result that was saved. Raises FileNotFoundError where none was."""
    told: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return told


def _machine() -> str:
    names = re.findall(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{len(names)} cores of {names[0] if names else platform.machine()}, {memory:.0f} GiB, "
        f"Python {platform.python_version()}, load {_LOAD:.1f} before"
    )
