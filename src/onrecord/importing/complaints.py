"""Problems as they come up by the thousand: the first of each kind are kept, the others counted."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from onrecord.problems import Problem

SHOWN = 5
"""How many problems of a kind are shown one by one."""


@dataclass
class Complaints:
    """The problems of an import."""

    found: list[Problem] = field(default_factory=list)
    _counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _last: dict[tuple[str, ...], Problem] = field(default_factory=dict)

    def add(self, problem: Problem) -> None:
        """A problem that comes alone."""
        self.found.append(problem)

    def add_alike(self, kind: tuple[str, ...], problem: Callable[[], Problem]) -> None:
        """A problem that may come again: only the first few of a kind are worked out."""
        self._counts[kind] += 1
        if self._counts[kind] <= SHOWN:
            self._last[kind] = problem()
            self.found.append(self._last[kind])

    def add_once(self, kind: tuple[str, ...], problem: Callable[[], Problem]) -> None:
        """A problem that every row would have: it is told once."""
        if kind not in self._last:
            self._last[kind] = problem()
            self.found.append(self._last[kind])

    def all(self) -> list[Problem]:
        """The problems, and one for the rest of each kind that was not shown whole."""
        more = [self._rest(kind, count - SHOWN) for kind, count in self._counts.items() if count > SHOWN]
        return sorted({*self.found, *more})

    def _rest(self, kind: tuple[str, ...], count: int) -> Problem:
        last = self._last[kind]
        message = f"{count:,} more like the last `{last.code}` above"
        help = "what mends the ones above may mend these too"
        return Problem(last.where, "more-of-the-same", message, help, last.severity)
