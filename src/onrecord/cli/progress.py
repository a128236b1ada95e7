"""Progress of long work on a terminal: what is done, at what rate, and the time left, on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING

from onrecord.progress import Progress as Watcher
from onrecord.progress import silently

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

_SOON = 1.0
"""Seconds after which work counts as long, and is shown."""


@contextmanager
def progress() -> Iterator[Watcher]:
    """Whoever shows progress while the block runs: nobody where standard error is no terminal.

    What was shown vanishes at the end.
    """
    if not sys.stderr.isatty():
        yield silently
        return
    bars = _bars()
    soon = Timer(_SOON, bars.start)
    soon.daemon = True
    soon.start()
    try:
        yield _Shown(bars)
    finally:
        soon.cancel()
        soon.join()
        bars.stop()


@contextmanager
def at_work(what: str) -> Iterator[None]:
    """Says what goes on while the block runs, where nobody counts how much of it is done."""
    with progress() as told:
        told(what)
        yield


def _bars() -> "Bars":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    texts = [TextColumn(text, markup=False) for text in ("{task.description}", "{task.fields[count]}")]
    columns = (texts[0], BarColumn(), texts[1], TimeElapsedColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


class _Shown:
    """A bar for each sort of work."""

    def __init__(self, bars: "Bars") -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}
        self._first: dict[str, tuple[float, int]] = {}

    def __call__(self, what: str, done: int = 0, total: int | None = None) -> None:
        if what not in self._tasks:
            self._first[what] = monotonic(), done
            self._tasks[what] = self._bars.add_task(what, total=total, count="")
        count = _count(done, total, *self._first[what])
        self._bars.update(self._tasks[what], completed=done, total=total, count=count)


def _count(done: int, total: int | None, since: float, before: int) -> str:
    """How much is done, of how much, and how much a second."""
    if not done and not total:
        return ""
    count = f"{done:,}/{total:,}" if total else f"{done:,}"
    seconds = monotonic() - since
    return f"{count} {(done - before) / seconds:,.0f}/s" if seconds > _SOON else count
