"""One table of a release: its CSV files read, every cell checked, and compared with Parquet."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.tables import Table
from onrecord.verify.cells import check_cells
from onrecord.verify.files import Files
from onrecord.verify.formats import check_values, compared
from onrecord.verify.keys import Keys
from onrecord.verify.order import Order
from onrecord.verify.rows import Batch, CsvFile, Odd, fast_rows, slow_rows
from onrecord.verify.stored import Damaged, check_readable
from onrecord.verify.tally import Tally
from onrecord.verify.withdrawn import Withdrawn


@dataclass(frozen=True)
class Looked:
    """What came of a table, or of a part of one."""

    rows: int
    stored: bool
    """Whether its Parquet file can be read."""
    same: bool
    """Whether that holds the values of the CSV file."""


class TableCheck:
    """Checks a table, part after part; its faults go to a tally that has those of its headers."""

    def __init__(self, table: Table, files: Files, keys: Keys, withdrawn: Withdrawn, tally: Tally) -> None:
        self.tally = tally
        self._files, self._keys, self._withdrawn = files, keys, withdrawn
        self._order = Order(table)

    @property
    def has_once(self) -> frozenset[str]:
        """The columns in which no text stands twice, as far as the order of the rows tells."""
        order = self._order
        return frozenset(order.table.order if order.rises and len(order.table.order) == 1 else ())

    def run(self, parts: Sequence[CsvFile], stored: Container[str]) -> Looked:
        """Checks every row by itself and keeps the keys; tells values that are not those of the Parquet files.

        ``stored`` has the stems of the Parquet files that could be opened.
        """
        looked = [self._part(file, file.stem in stored) for file in parts]
        rows = sum(each.rows for each in looked)
        return Looked(rows, all(each.stored for each in looked), all(each.same for each in looked))

    def _part(self, file: CsvFile, stored: bool) -> Looked:
        order = self._order
        try:
            return self._fast(file, stored)
        except Odd:
            self._order = order
            return self._slow(file, stored)
        except Damaged as error:
            self._order = order
            self.tally.add(error.name, "unreadable-file", error.message)
            return self._part(file, False)

    def _fast(self, file: CsvFile, stored: bool) -> Looked:
        own, same = Tally(self.tally.most), list[bool]()
        rows = fast_rows(file)
        count = self._count(compared(self._files, file, rows, same.append) if stored else rows, own)
        self.tally.merge(own)
        if same == [True]:
            self._keys.same(file, fast_rows(file))
            return Looked(count, True, True)
        return Looked(count, stored, self._kept(file, fast_rows(file), stored))

    def _slow(self, file: CsvFile, stored: bool) -> Looked:
        own = Tally(self.tally.most)
        count = self._count(slow_rows(file, own), own)
        self.tally.merge(own)
        stored = stored and check_readable(self._files, file.stem, self.tally)
        return Looked(count, stored, self._kept(file, slow_rows(file, Tally(0)), stored))

    def _count(self, rows: Iterable[Batch], tally: Tally) -> int:
        """Draws rows through the checks of each by itself; returns how many there were."""
        count = 0
        for batch in rows:
            check_cells(batch, tally)
            self._order = self._order.check(batch, tally)
            self._withdrawn.check(batch, tally)
            count += len(batch.rows)
        return count

    def _kept(self, file: CsvFile, rows: Iterator[Batch], stored: bool) -> bool:
        """Keeps the keys of rows; returns whether their values are those of the Parquet file."""
        if stored:
            return check_values(self._files, file, rows, self._keys, self.tally)
        self._keys.keep(file, rows)
        return False
