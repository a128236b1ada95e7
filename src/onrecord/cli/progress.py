"""Progress of long work on a terminal: a bar with rate and time left, on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from onrecord.progress import Progress as Watcher
from onrecord.progress import silently

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

_SOON = 1.0
"""Seconds after which work counts as long."""


@contextmanager
def progress() -> Iterator[Watcher]:
    """Whoever shows progress while the block runs: nobody where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield silently
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    bars = Progress(*columns, console=Console(stderr=True), transient=True)
    try:
        yield _Shown(bars)
    finally:
        bars.stop()


class _Shown:
    """Shows a bar for each sort of work, once it has taken a second."""

    def __init__(self, bars: "Bars") -> None:
        self._bars = bars
        self._started = monotonic()
        self._first: dict[str, tuple[float, int]] = {}
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        now = monotonic()
        since, before = self._first.setdefault(what, (now, done))
        if now - self._started < _SOON:
            return
        if what not in self._tasks:
            self._bars.start()
            self._tasks[what] = self._bars.add_task(what, total=total, rate="")
        rate = f"{(done - before) / (now - since):,.0f}/s" if now > since else ""
        self._bars.update(self._tasks[what], completed=done, total=total, rate=rate)
