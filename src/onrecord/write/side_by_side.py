"""Consumers of streams, each in a thread of its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from queue import Queue
from threading import Thread
from types import TracebackType
from typing import Any, Generic, TypeVar

_T = TypeVar("_T")
_AHEAD = 8
"""How many items may wait for a consumer: enough to keep it busy, few enough to be held in memory."""


class Consumer(Generic[_T]):
    """Consumes what it is given, in a thread, as long as its block lasts; what goes wrong there is raised here.

    Arrow's kernels, hashes and files work without Python's lock, so that they do at the same time what others do.
    """

    def __init__(self, consume: Callable[[Iterator[_T]], object]) -> None:
        self._consume = consume
        self._queue: Queue[_T | None] = Queue(_AHEAD)
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)

    def _given(self) -> Iterator[_T]:
        while (item := self._queue.get()) is not None:
            yield item

    def _run(self) -> None:
        items = self._given()
        try:
            self._consume(items)
        except BaseException as error:
            self._error = error
        for _ in items:  # whoever gives must never wait for a consumer that has given up
            pass

    def give(self, item: _T) -> None:
        """Gives it something, as soon as it has room. Raises what it has failed with."""
        self._queue.put(item)
        if self._error is not None:
            raise self._error

    def __enter__(self) -> "Consumer[_T]":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: Any, trace: TracebackType | None) -> None:
        self._queue.put(None)
        self._thread.join()
        if kind is None and self._error is not None:
            raise self._error


def side_by_side(items: Iterable[_T], consumers: Sequence[Callable[[Iterator[_T]], object]]) -> None:
    """Gives every item to every consumer, each in a thread of its own. Raises the first error of any of them."""
    with ExitStack() as running:
        threads = [running.enter_context(Consumer(consume)) for consume in consumers]
        for item in items:
            for thread in threads:
                thread.give(item)
