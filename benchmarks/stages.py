"""Where the time of a build goes: by stage, from samples of what the main thread is doing.

    python benchmarks/stages.py --figures 1000000
    python benchmarks/stages.py --figures 1000000 --engine spark
    python benchmarks/stages.py --figures 1000000 --engine spark --small 200000

Every sample is counted for the outermost room of onrecord that a build called (reading, deriving, checking, writing),
and in it for the innermost module, the database's time being its caller's. While worker processes read or threads
write, the main thread waits for them there, as it does for tasks of Spark.
"""

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

from records import write
from results import save_as

from onrecord.publish import DUCKDB, ENGINES, build

_EVERY = 0.01
_SHOWN = 3
"""How many modules are named of each stage."""
_SELF = "onrecord.publish"
_FIRST = "onrecord.load"
"""What it has the first stages done by."""
_SERVING = {"onrecord.batches", "onrecord.duck_store", "onrecord.dataset", "onrecord.spark.store"}
"""Modules that work for whoever calls them: the time is the caller's."""


class Sampler:
    """Counts, at every tick, where a thread is."""

    def __init__(self, thread: int) -> None:
        """``thread`` is the identity of the thread that is watched, from now on until ``stop``."""
        self.counts: Counter[tuple[str, str]] = Counter()
        self._thread, self._done = thread, threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """Watches no longer."""
        self._done.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._done.wait(_EVERY):
            if frame := sys._current_frames().get(self._thread):
                self.counts[_stage(frame)] += 1


def _stage(frame: FrameType | None) -> tuple[str, str]:
    """The room of onrecord that the build called, and the innermost module of it that runs."""
    modules = []
    while frame:
        modules.append(str(frame.f_globals.get("__name__", "")))
        frame = frame.f_back
    ours = [name for name in modules if name.startswith("onrecord.")]
    below = [name for name in ours[: ours.index(_SELF)] if name != _FIRST] if _SELF in ours else []
    callers = [name for name in below if name not in _SERVING]
    return (below[-1].split(".")[1], (callers or below)[0]) if below else ("publish", _SELF)


def _stages(counts: Counter[tuple[str, str]], seconds: float) -> dict[str, Any]:
    """The seconds of each stage in the order of the counting, and of the modules that took most of them."""
    ticks, found = sum(counts.values()) or 1, dict[str, Any]()
    for stage in dict.fromkeys(stage for stage, _ in counts):
        modules = Counter({module: number for (name, module), number in counts.items() if name == stage})
        most = {module: round(number * seconds / ticks, 2) for module, number in modules.most_common(_SHOWN)}
        found[stage] = {"seconds": round(modules.total() * seconds / ticks, 2), "modules": most}
    return found


def main() -> None:
    """Generates, watches a build, saves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=1_000_000, help="figures in the records")
    parser.add_argument("--memory", default="500MB", help="what the database may hold")
    parser.add_argument("--workers", type=int, default=2, help="processes that read")
    parser.add_argument("--engine", choices=ENGINES, default=DUCKDB, help="what computes")
    parser.add_argument("--small", type=int, help="rows of a table that the driver of Spark holds as well")
    options = parser.parse_args()
    conf = None if options.small is None else {"spark.onrecord.smallTables": str(options.small)}
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        records = write(options.figures, Path(place) / "records")
        sampler, start = Sampler(threading.get_ident()), time.perf_counter()
        build(
            records,
            Path(place) / "release",
            memory=options.memory,
            workers=options.workers,
            engine=options.engine,
            master="" if options.engine == DUCKDB else f"local[{options.workers}]",
            spark_conf=conf,
        )
        seconds = time.perf_counter() - start
        sampler.stop()
    stages = _stages(sampler.counts, seconds)
    name = "stages" if options.engine == DUCKDB else f"stages_{options.engine}"
    if options.small is not None:
        name += "_far"
    save_as(name, {"figures": options.figures, "seconds": round(seconds, 2), "stages": stages})


if __name__ == "__main__":
    main()
