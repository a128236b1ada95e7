"""What verifying a release came to: what was looked at, in figures, and every fault."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.problems import Problem, Severity


@dataclass(frozen=True)
class Checked:
    """What was checked of one table."""

    name: str
    paths: tuple[str, ...]
    """Its CSV file, or those of its parts."""
    rows: int
    columns: int
    references: int
    """Cells that refer to another record, and were looked up."""
    formats: tuple[str, ...]
    """The formats that hold the same values as the Parquet file, which is among them where it can be read."""

    @property
    def cells(self) -> int:
        """Cells whose type, form and limits were checked."""
        return self.rows * self.columns


@dataclass(frozen=True)
class Report:
    """The outcome of verifying a release; true where it has no errors."""

    name: str
    version: str
    files: int
    bytes: int
    tables: tuple[Checked, ...]
    problems: tuple[Problem, ...]
    """The first faults of each code in each file, sorted by address."""
    totals: dict[tuple[str, str, Severity], int]
    """How many there are of each: by file, code and severity."""
    notes: tuple[str, ...]
    """What was not checked, and why."""

    def __bool__(self) -> bool:
        return not self.errors

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return self._count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many warnings there are; they do not make a release wrong."""
        return self._count(Severity.WARNING)

    def _count(self, wanted: Severity) -> int:
        return sum(count for (_, _, severity), count in self.totals.items() if severity is wanted)

    @property
    def by_file(self) -> dict[str, int]:
        """Faults of each file that has any, true numbers."""
        counts: Counter[str] = Counter()
        for (path, _, _), count in self.totals.items():
            counts[path] += count
        return dict(sorted(counts.items()))
