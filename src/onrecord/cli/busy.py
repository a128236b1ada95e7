"""Progress of what takes a while: on standard error, and only where that is a terminal."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE = 1.0
"""Seconds after which a command says that it is still at work."""
_CLEAR = "\r\x1b[K"


@contextmanager
def busy(what: str) -> Iterator[None]:
    """Says what is going on, and for how long, if it takes longer than a second; leaves nothing behind."""
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    thread = threading.Thread(target=_tell, args=(what, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _tell(what: str, done: threading.Event) -> None:
    seconds = 0
    while not done.wait(_PATIENCE):
        seconds += 1
        sys.stderr.write(f"{_CLEAR}{what} ... {seconds} s")
        sys.stderr.flush()
    if seconds:
        sys.stderr.write(_CLEAR)
        sys.stderr.flush()
