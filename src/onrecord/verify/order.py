"""Canonical order: by parent, then by id, as bytes of UTF-8."""

from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.tables import Table
from onrecord.verify.rows import Batch
from onrecord.verify.tally import Tally


@dataclass(frozen=True)
class Order:
    """Tells rows that stand below one that they should stand above; remembers the last row."""

    table: Table
    last: pa.RecordBatch | None = None
    rises: bool = True
    """Whether every row so far stands below one with lesser keys: then no two rows have the same keys."""

    def check(self, batch: Batch, tally: Tally) -> "Order":
        """Looks at the next rows; returns what to look at those after them with."""
        keys = batch.rows.select(self.table.order)
        if self.last is not None:
            keys = pa.Table.from_batches([self.last, keys]).combine_chunks().to_batches()[0]
        if not keys.num_columns or not len(keys):
            return replace(self, rises=False)
        wrong, same = _compared(keys)
        if pc.any(wrong).as_py():
            offset = len(batch.rows) - len(wrong)
            for place in pc.indices_nonzero(pc.fill_null(wrong, False)).to_pylist():
                row = batch.numbers[place + offset]
                tally.add(batch.file.name, "wrong-order", "the row should stand further up", row=row)
        rises = self.rises and not pc.any(pc.fill_null(pc.or_(wrong, same), True)).as_py()
        return replace(self, last=keys.slice(len(keys) - 1), rises=rises)


def _compared(keys: pa.RecordBatch) -> tuple[pa.BooleanArray, pa.BooleanArray]:
    """For each row but the first, whether it sorts before the one above it, and whether it has the same keys."""
    wrong, same = None, None
    for column in reversed(keys.columns):
        above, below = column.slice(0, len(column) - 1), column.slice(1)
        less, equal = pc.less(below, above), pc.equal(below, above)
        wrong = less if wrong is None else pc.or_(less, pc.and_(equal, wrong))
        same = equal if same is None else pc.and_(equal, same)
    return wrong, same
