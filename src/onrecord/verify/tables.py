"""One table of a release: its CSV file read, every cell checked, and compared with Parquet."""

from collections.abc import Iterable, Iterator

from onrecord.verify.cells import check_cells
from onrecord.verify.files import Files
from onrecord.verify.formats import check_values, compared
from onrecord.verify.keys import Keys
from onrecord.verify.order import Order
from onrecord.verify.rows import Batch, CsvFile, Odd, fast_rows, slow_rows
from onrecord.verify.tally import Tally
from onrecord.verify.withdrawn import Withdrawn


def check_table(
    files: Files, file: CsvFile, stored: bool, keys: Keys, withdrawn: Withdrawn, tally: Tally
) -> tuple[int, bool]:
    """Checks every row by itself and keeps the keys; tells values that are not those of the Parquet file, if stored.

    Returns the number of rows, and whether the values are the same.
    """
    same: list[bool] = []
    try:
        own = Tally(tally.most)
        rows = fast_rows(file)
        rows = compared(files, file, rows, same) if stored else rows
        count = keys.keep(file, _checked(file, rows, withdrawn, own))
    except Odd:
        own = Tally(tally.most)
        count = keys.keep(file, _checked(file, slow_rows(file, own), withdrawn, own))
        same = [False]
    tally.merge(own)
    return count, stored and (same == [True] or _equals(files, file, tally))


def _checked(file: CsvFile, rows: Iterable[Batch], withdrawn: Withdrawn, tally: Tally) -> Iterator[Batch]:
    order = Order(file, tally)
    for batch in rows:
        check_cells(batch, file, tally)
        order.check(batch)
        withdrawn.check(file, batch, tally)
        yield batch


def _equals(files: Files, file: CsvFile, tally: Tally) -> bool:
    try:
        return check_values(files, file, fast_rows(file), tally)
    except Odd:  # raised before anything was told; what cannot be read was told before
        return check_values(files, file, slow_rows(file, Tally(0)), tally)
