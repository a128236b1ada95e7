"""What was taken back stays away: of a withdrawn id there is its line in the register, and nothing else."""

from collections.abc import Collection, Iterable

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.verify.database import comparing
from onrecord.verify.keys import Keys
from onrecord.verify.rows import Batch
from onrecord.verify.tally import Tally

REGISTER = "records"
CHANGES = "changes"
_TOMBSTONE = {"id", "type", "status", "since", "changed", "reason"}
"""What the register may still say of a withdrawn id."""
_TELLING = ("before", "after")
"""What a change may not say of one, unless it is the register that changed in what it may still say."""
_CODE = "withdrawn-left"
_HELP = "take the release down, and publish one without what was withdrawn"


class Withdrawn:
    """Collects the withdrawn ids while the register is read, and looks for them in the tables read after it."""

    def __init__(self) -> None:
        self._ids: set[str] = set()

    def check(self, batch: Batch, tally: Tally) -> None:
        """Looks at the next rows of a table: those of the register first, those of the changes later."""
        table, names = batch.file.table.name, set(batch.file.table.names)
        if table == REGISTER and {"id", "status"} <= names:
            gone = pc.fill_null(pc.equal(batch.rows.column("status"), "withdrawn"), False)
            self._ids |= {key for key in batch.rows.column("id").filter(gone).to_pylist() if key}
            _check_empty(batch, gone, sorted(names - _TOMBSTONE), tally)
        elif table == CHANGES and self._ids and {"record_id", "table_name", "column_name", *_TELLING} <= names:
            gone = _is_among(batch.rows.column("record_id"), self._ids)
            of_register = _is_among(batch.rows.column("table_name"), {REGISTER})
            tombstone = pc.and_(of_register, _is_among(batch.rows.column("column_name"), _TOMBSTONE))
            _check_empty(batch, pc.and_not(gone, tombstone), _TELLING, tally)

    def check_mentions(self, keys: Keys, tally: Tally) -> None:
        """Looks for the withdrawn ids among the ids and references of every table but the register and the changes."""
        with comparing(tally):
            for path, position, row in keys.mentions(sorted(self._ids), (REGISTER, CHANGES)) if self._ids else ():
                message = "the id of a withdrawn record still stands here"
                tally.add(path, _CODE, message, row=row, column=position, help=_HELP)


def _is_among(texts: pa.StringArray, wanted: Collection[str]) -> pa.BooleanArray:
    return pc.is_in(texts, value_set=pa.array(sorted(wanted), pa.string()))


def _check_empty(batch: Batch, gone: pa.BooleanArray, names: Iterable[str], tally: Tally) -> None:
    for name in names:
        left = pc.and_(gone, pc.is_valid(batch.rows.column(name)))
        for place in pc.indices_nonzero(left).to_pylist():
            row, position = batch.numbers[place], batch.file.table.names.index(name) + 1
            message = f"{name}: something is left of a withdrawn record"
            tally.add(batch.file.name, _CODE, message, row=row, column=position, help=_HELP)
