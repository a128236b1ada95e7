"""A count of what is done where nobody knows how much there is: on standard error, and only on a terminal."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 1.0
"""Seconds that pass before anything is shown."""


@contextmanager
def shown_count(unit: str) -> Iterator[Callable[[str, int], None]]:
    """A function that shows what is being worked on and how much is done; what it showed vanishes at the end."""
    from rich.console import Console
    from rich.status import Status

    console = Console(stderr=True)
    status = Status("", console=console)
    start = time.monotonic()

    def show(what: str, done: int) -> None:
        if console.is_terminal and time.monotonic() - start > _PATIENCE:
            status.update(f"{done:,} {unit}  [dim]{what.replace('[', chr(92) + '[')}[/dim]")
            status.start()

    try:
        yield show
    finally:
        status.stop()
