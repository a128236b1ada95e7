"""One table of a release: its CSV file read, every cell checked, and compared with Parquet."""

from collections.abc import Iterable, Iterator

from onrecord.verify.cells import check_cells
from onrecord.verify.files import Files
from onrecord.verify.formats import check_values, is_written_from
from onrecord.verify.keys import Keys
from onrecord.verify.order import Order
from onrecord.verify.rows import Batch, CsvFile, Odd, fast_rows, slow_rows
from onrecord.verify.tally import Tally
from onrecord.verify.withdrawn import Withdrawn


def check_rows(file: CsvFile, keys: Keys, withdrawn: Withdrawn, tally: Tally) -> int:
    """Checks every row by itself and keeps the keys; returns the number of rows."""
    try:
        own = Tally(tally.most)
        count = keys.keep(file, _checked(file, fast_rows(file), withdrawn, own))
    except Odd:
        own = Tally(tally.most)
        count = keys.keep(file, _checked(file, slow_rows(file, own), withdrawn, own))
    tally.merge(own)
    return count


def _checked(file: CsvFile, rows: Iterable[Batch], withdrawn: Withdrawn, tally: Tally) -> Iterator[Batch]:
    order = Order(file, tally)
    for batch in rows:
        check_cells(batch, file, tally)
        order.check(batch)
        withdrawn.check(file, batch, tally)
        yield batch


def equals_parquet(files: Files, file: CsvFile, tally: Tally) -> bool:
    """Whether a CSV file has the values of the table's Parquet file; tells those that differ."""
    if is_written_from(files, file):
        return True
    try:
        return check_values(files, file, fast_rows(file), tally)
    except Odd:  # raised before anything was told
        return check_values(files, file, slow_rows(file, Tally(0)), tally)
