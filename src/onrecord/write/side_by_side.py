"""Consumers of streams, each in a thread of its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import repeat, starmap, takewhile
from queue import SimpleQueue
from threading import Semaphore, Thread
from types import TracebackType
from typing import Any, Generic, TypeVar

_T = TypeVar("_T")
_AHEAD = 8
"""How many items may wait for a consumer: enough to keep it busy, few enough to be held in memory."""


class ConsumerThread(Generic[_T]):
    """A thread that consumes what it is given, as long as its block lasts; what goes wrong there is raised here.

    Arrow's kernels, hashes and files work without Python's lock, so that they do at the same time what others do.
    """

    def __init__(self, consume: Callable[[Iterator[_T]], object]) -> None:
        self._consume = consume
        self._queue: SimpleQueue[_T | None] = SimpleQueue()
        self._room = Semaphore(_AHEAD)
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        # No generator, which a consumer could close; and nothing is compared with None, which buffers do not take.
        items: Iterator[Any] = takewhile(lambda item: item is not None, starmap(self._next, repeat(())))
        try:
            self._consume(items)
        except BaseException as error:
            self._error = error
        for _ in items:  # whoever gives must never wait for a consumer that has given up
            pass

    def _next(self) -> _T | None:
        item = self._queue.get()
        self._room.release()
        return item

    def give(self, item: _T) -> None:
        """Gives it something, as soon as it has room. Raises what it has failed with."""
        self._room.acquire()
        self._queue.put(item)
        if self._error is not None:
            raise self._error

    def end(self) -> None:
        """Tells it that nothing more will come, and waits for nothing."""
        self._queue.put(None)

    def __enter__(self) -> "ConsumerThread[_T]":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: Any, trace: TracebackType | None) -> None:
        self.end()
        self._thread.join()
        if kind is None and self._error is not None:
            raise self._error


def side_by_side(items: Iterable[_T], consumers: Sequence[Callable[[Iterator[_T]], object]]) -> None:
    """Gives every item to every consumer, each in a thread of its own. Raises what one of them has failed with."""
    with ExitStack() as running:
        threads = [running.enter_context(ConsumerThread(consume)) for consume in consumers]
        for item in items:
            for thread in threads:
                thread.give(item)
        for thread in threads:  # before anybody waits for one of them
            thread.end()
