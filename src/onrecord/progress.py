"""Progress of long work: what is done, how much of it is done already, and how much there is."""

from typing import Protocol


class Progress(Protocol):
    """Whoever watches long work."""

    def __call__(self, what: str, done: int = 0, total: int | None = None) -> None:
        """Takes note that so much of the work called so is done; without a total, nobody knows how much there is."""
        ...


def silently(what: str, done: int = 0, total: int | None = None) -> None:
    """Nobody watches."""
