"""The account of an import: what became of every cell that is not empty."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

IDLE = "the row has no number that it belongs to"
"""Why cells are skipped that a rule would put into records, where the row has nothing to make one of."""
UNMAPPED = ""
"""In place of a reason: no rule makes anything of the cells, and no skip leaves them out."""


@dataclass(frozen=True)
class Used:
    """The columns of which a rule makes something."""

    numbers: frozenset[str] = frozenset()
    """Those whose every cell is a record of its own, or its number."""
    fields: frozenset[str] = frozenset()
    """Those that give fields of records."""


@dataclass
class Account:
    """The cells of one input: seen by the columns that a row has, settled when all rows were read."""

    rules: Sequence[Used]
    skips: Mapping[str, str]
    """The columns that are left out, and why."""
    rows: int = 0
    numbers: Counter[str] = field(default_factory=Counter)
    """Cells that became a record of their own, by column."""
    joined: Counter[str] = field(default_factory=Counter)
    """Those among them whose record was joined with an equal one of its id, by column."""
    fields: Counter[str] = field(default_factory=Counter)
    """Cells that became fields of records, by column."""
    skipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Cells that were left out, by column and reason."""
    _seen: Counter[tuple[tuple[str, ...], int, int]] = field(default_factory=Counter)

    def row(self, columns: Iterable[str], applied: int, idle: int = 0) -> None:
        """Counts the cells of a row of which the rules whose bits are set made records, or found none to make."""
        self._seen[tuple(columns), applied, idle] += 1

    def skip_row(self, columns: Iterable[str], reason: str) -> None:
        """Counts the cells of a row that is left out."""
        self.skipped.update((column, reason) for column in columns)

    def skip(self, column: str, reason: str, count: int = 1) -> None:
        """Counts cells that are left out."""
        self.skipped[column, reason] += count

    def again(self, column: str, reason: str) -> None:
        """Takes a record back that was made of a cell of the column."""
        if self.numbers[column]:
            self.numbers[column] -= 1
            self.skip(column, reason)

    def settle(self) -> None:
        """Sorts the cells of all rows that were counted."""
        for (columns, applied, idle), count in self._seen.items():
            numbers, fields = self._used(applied)
            waiting = self._used(idle)[1]
            for column in columns:
                if column in numbers:
                    self.numbers[column] += count
                elif column in fields:
                    self.fields[column] += count
                else:
                    reason = self.skips.get(column, IDLE if column in waiting else UNMAPPED)
                    self.skip(column, reason, count)
        self._seen.clear()

    def _used(self, bits: int) -> tuple[frozenset[str], frozenset[str]]:
        """The columns that the rules whose bits are set use, as numbers and as fields."""
        rules = [used for bit, used in enumerate(self.rules) if bits >> bit & 1]
        none = frozenset[str]()
        return none.union(*(used.numbers for used in rules)), none.union(*(used.fields for used in rules))

    def add(self, other: "Account") -> None:
        """Adds the cells of another input."""
        self.rows += other.rows
        for own, more in zip(self._counts, other._counts, strict=True):
            own.update(more)

    @property
    def _counts(self) -> tuple[Counter[Any], ...]:
        return self.numbers, self.joined, self.fields, self.skipped

    @property
    def columns(self) -> set[str]:
        """The columns that have any cell."""
        return {*self.numbers, *self.fields, *(column for column, _ in self.skipped)}

    @property
    def cells(self) -> int:
        """The cells that are not empty."""
        return self.numbers.total() + self.fields.total() + self.skipped.total()
