"""Several consumers of one stream, side by side."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from queue import Queue
from threading import Thread
from typing import Generic, TypeVar

_T = TypeVar("_T")
_AHEAD = 8
"""How many items may wait for a consumer: enough to keep it busy, few enough to be held in memory."""


class _Consumer(Thread, Generic[_T]):
    """A thread that consumes what is put into its queue, up to None."""

    def __init__(self, consume: Callable[[Iterator[_T]], object]) -> None:
        super().__init__(daemon=True)
        self.queue: Queue[_T | None] = Queue(_AHEAD)
        self.error: BaseException | None = None
        self._consume = consume

    def run(self) -> None:
        items = iter(self.queue.get, None)
        try:
            self._consume(items)
        except BaseException as error:
            self.error = error
        for _ in items:  # whoever fills the queue must never wait for a consumer that has given up
            pass


def side_by_side(items: Iterable[_T], consumers: Sequence[Callable[[Iterator[_T]], object]]) -> None:
    """Gives every item to every consumer, each in a thread of its own. Raises the first error of any of them.

    Arrow's kernels, hashes and files work without Python's lock, so that consumers of batches run at the same time.
    """
    threads = [_Consumer(consume) for consume in consumers]
    for thread in threads:
        thread.start()
    try:
        for item in items:
            for thread in threads:
                thread.queue.put(item)
            if any(thread.error for thread in threads):
                break
    finally:
        for thread in threads:
            thread.queue.put(None)
        for thread in threads:
            thread.join()
    for thread in threads:
        if thread.error is not None:
            raise thread.error
