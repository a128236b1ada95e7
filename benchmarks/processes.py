"""Whole processes, measured: seconds, memory and words of a command and of everything that it starts."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

_EVERY = 0.05
_SHARE = 0.01
"""How much of one core may go into looking at the processes: they would have less of a machine with few cores."""


@dataclass(frozen=True)
class Run:
    """One run of a command, or of several one after the other."""

    seconds: float
    megabytes: float
    """The most that all of its processes held at one time: memory that they share is shared out (PSS)."""
    said: str = ""
    """What it wrote to its standard output."""
    valid: bool = True
    """Whether it ended well."""


Way = Sequence[Sequence[str]]
"""Commands that together do a job."""


def run(command: Sequence[str], *, cores: int | None = None, may_fail: bool = False) -> Run:
    """Runs a command to its end, on the first so many cores.

    What was written before is put on the disk first: who comes after one that wrote much would else wait for that.
    Where the command fails and may not, shows what it said and raises CalledProcessError.
    """
    os.sync()
    pin = partial(os.sched_setaffinity, 0, range(cores)) if cores else None
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said, tempfile.TemporaryFile("w+") as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=errors, start_new_session=True, preexec_fn=pin)
        peak, done = [0.0], threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peak, done))
        watcher.start()
        process.wait()
        seconds = time.perf_counter() - start
        done.set()
        watcher.join()
        said.seek(0), errors.seek(0)
        if process.returncode and not may_fail:
            sys.stderr.write(errors.read())
            raise subprocess.CalledProcessError(process.returncode, command)
        return Run(seconds, peak[0], said.read(), not process.returncode)


def _watch(session: int, peak: list[float], done: threading.Event) -> None:
    took = 0.0
    while not done.wait(max(_EVERY, took / _SHARE)):
        start = time.perf_counter()
        peak[0] = max(peak[0], sum(map(_megabytes, _members(session))))
        took = time.perf_counter() - start


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


def in_turn(
    ways: Mapping[str, Way],
    runs: int,
    *,
    cores: int | None = None,
    may_fail: bool = False,
    reads: Path | None = None,
    makes: Mapping[str, Path] | None = None,
) -> dict[str, list[Run]]:
    """Runs each of several ways so many times, one after the other, so that a busy minute hits all of them.

    The seconds of a way's commands are added up. Before each run, all files of the folder ``reads`` are read once: the
    first to want a file would else wait for the disk, and the others not. What a way ``makes`` is taken away before
    each of its runs: the second would else wait until the system has freed what the first wrote.
    """
    found: dict[str, list[Run]] = {name: [] for name in ways}
    for number in range(1, runs + 1):
        for name, way in ways.items():
            if reads:
                _read(reads)
            if makes:
                _take_away(makes[name])
            parts = [run(command, cores=cores, may_fail=may_fail) for command in way]
            whole = Run(
                sum(part.seconds for part in parts),
                max(part.megabytes for part in parts),
                "".join(part.said for part in parts),
                all(part.valid for part in parts),
            )
            print(f"  run {number} of {runs}: {name}: {whole.seconds:.1f} s, {whole.megabytes:.0f} MB", flush=True)
            found[name].append(whole)
    return found


def _take_away(path: Path) -> None:
    """Removes a file, or whatever is in a folder."""
    if path.is_dir():
        shutil.rmtree(path)
        path.mkdir()
    else:
        path.unlink(missing_ok=True)


def _read(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                while file.read(1 << 20):
                    pass
