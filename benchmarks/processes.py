"""Whole processes, measured: seconds, processor time and memory of a command and of everything that it starts."""

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.05


@dataclass(frozen=True)
class Run:
    """One run of a command."""

    seconds: float
    megabytes: float
    """The most that all of its processes held at one time: memory that they share is shared out (PSS)."""


def run(command: Sequence[str]) -> Run:
    """Runs a command to its end. Raises CalledProcessError where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    peak, done = [0.0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peak, done))
    watcher.start()
    process.wait()
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(seconds, peak[0])


def _watch(session: int, peak: list[float], done: threading.Event) -> None:
    while not done.wait(_EVERY):
        peak[0] = max(peak[0], sum(map(_megabytes, _members(session))))


def _members(session: int) -> list[Path]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session:
                found.append(folder)
    return found


def _megabytes(process: Path) -> float:
    try:
        text = (process / "smaps_rollup").read_text()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1000


def in_turn(commands: Mapping[str, Sequence[Sequence[str]]], runs: int) -> dict[str, list[Run]]:
    """Runs each of several ways so many times, one after the other, so that a busy minute hits all of them.

    A way may be several commands: their seconds are added up.
    """
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, way in commands.items():
            parts = [run(command) for command in way]
            found[name].append(Run(sum(part.seconds for part in parts), max(part.megabytes for part in parts)))
    return found


def table(found: Mapping[str, list[Run]], base: str) -> str:
    """The medians as a Markdown table, with the ratio of each to the way called ``base``."""
    medians = {name: statistics.median(each.seconds for each in runs) for name, runs in found.items()}
    lines = ["| tool | seconds (median) | of that of the first | peak MB, all processes |", "|---|---:|---:|---:|"]
    for name, runs in found.items():
        peak = max(each.megabytes for each in runs)
        lines.append(f"| {name} | {medians[name]:.1f} | {medians[name] / medians[base]:.2f} | {peak:.0f} |")
    return "\n".join(lines)


def load() -> str:
    """How busy the machine is."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
