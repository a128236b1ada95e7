"""Faults as they are found: the first ones of each sort in a file, and the true number of all."""

from collections import Counter
from collections.abc import Iterable

from onrecord.problems import Problem, Severity, Where

_AGAIN = "fetch the release again, or build it anew"


class Tally:
    """Counts every fault and keeps the first ``most`` of each code in each file; None keeps all."""

    def __init__(self, most: int | None) -> None:
        self.most = most
        self.kept: list[Problem] = []
        self.totals: Counter[tuple[str, str, Severity]] = Counter()
        """File, code and severity to the number of faults."""

    def add(
        self,
        path: str,
        code: str,
        message: str,
        *,
        row: int = 0,
        column: int = 0,
        help: str = _AGAIN,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """One fault of a file; ``row`` as a spreadsheet shows it (the header is row 1), ``column`` from 1."""
        if self.room(path, code, severity):
            self.kept.append(Problem(Where(path, row, column), code, message, help, severity))
        self.totals[path, code, severity] += 1

    def room(self, path: str, code: str, severity: Severity = Severity.ERROR) -> bool:
        """Whether the next such fault would be kept."""
        return self.most is None or self.totals[path, code, severity] < self.most

    def more(self, path: str, code: str, count: int) -> None:
        """Counts faults that nobody needs to see: enough of their sort are kept."""
        if count:
            self.totals[path, code, Severity.ERROR] += count

    def merge(self, other: "Tally") -> None:
        """Takes over what another tally found in other files."""
        self.kept += other.kept
        self.totals += other.totals

    def errors(self, path: str, codes: Iterable[str] = ()) -> int:
        """How many errors a file has; of the given codes, where there are any."""
        wanted = set(codes)
        return sum(
            count
            for (file, code, severity), count in self.totals.items()
            if file == path and severity is Severity.ERROR and (not wanted or code in wanted)
        )
