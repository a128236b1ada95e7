"""What one cell must be: there, of its type, of its form, in its list, within its limits. Told for whole columns."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.tables import Column
from onrecord.verify.rows import Batch
from onrecord.verify.tally import Tally

_FORMS = {
    "integer": r"^-?[0-9]{1,18}$",
    "number": r"^-?[0-9]+(\.[0-9]+)?$",
    "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
}
"""How a type is spelled: as xsd:integer, xsd:decimal and xsd:date (XML Schema 1.1 part 2), without a sign or zone that
says nothing. Readers agree on these spellings."""
_FIRST_DAY = date(1, 1, 1)
_EXCERPT = 120

Rule = Callable[[pa.StringArray], pa.BooleanArray]
"""Which cells are wrong; null counts as right."""


def check_cells(batch: Batch, tally: Tally) -> None:
    """Tells every cell of some rows that the table's schema forbids."""
    for position, column in enumerate(batch.file.table.columns, 1):
        cells = batch.rows.column(position - 1)
        if column.required and cells.null_count:
            _tell(pc.is_null(cells), "missing-value", "a value is required", batch, position, tally)
        for code, message, rule in _rules(column):
            if any(pc.any(rule(texts)).as_py() for texts in batch.telling(position - 1)):
                _tell(rule(cells), code, message, batch, position, tally)


def _tell(wrong: pa.BooleanArray, code: str, message: str, batch: Batch, position: int, tally: Tally) -> None:
    path, column = batch.file.name, batch.file.table.columns[position - 1]
    places = pc.indices_nonzero(pc.fill_null(wrong, False)).to_pylist()
    for index, place in enumerate(places):
        if not tally.room(path, code):
            tally.more(path, code, len(places) - index)
            return
        text = batch.rows.column(position - 1)[place].as_py()
        told = f"{column.name}: {message}" if text is None else f"{column.name}: {quoted(text)} {message}"
        tally.add(path, code, told, row=batch.numbers[place], column=position)


def quoted(text: str) -> str:
    """The offending text, shortened, with every character that could confuse a terminal escaped."""
    short = text if len(text) <= _EXCERPT else text[:_EXCERPT] + "…"
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in f"'{short}'")


def _rules(column: Column) -> tuple[tuple[str, str, Rule], ...]:
    # A reference needs no pattern: an id that is in the other table has the form of ids there.
    pattern = "" if column.reference or column.codes else column.pattern
    return _made(column.kind.field_type, pattern, tuple(column.codes), (column.minimum, column.maximum))


Limits = tuple[float | None, float | None]


@cache
def _made(kind: str, pattern: str, codes: tuple[str, ...], limits: Limits) -> tuple[tuple[str, str, Rule], ...]:
    """The rules of a column, made once for all of its batches: code, message and rule."""
    rules = []
    if kind in _FORMS:
        rules.append(("wrong-type", f"is no {kind}", _no_day if kind == "date" else _unlike(_FORMS[kind])))
    if codes:
        rules.append(("unknown-code", "is not in the list of codes", _not_among(codes)))
    if pattern:
        rules.append(("wrong-form", f"does not match {pattern}", _unlike(f"^(?:{pattern})$")))
    if limits != (None, None):
        words = " to ".join("" if limit is None else f"{limit:g}" for limit in limits)
        rules.append(("out-of-range", f"is not within {words}", _outside(kind, limits)))
    return tuple(rules)


def _unlike(pattern: str) -> Rule:
    """Arrow's regular expressions (RE2) where they can say the pattern, Python's else."""
    pattern = re.sub(r"\\u([0-9A-Fa-f]{4})", r"\\x{\1}", pattern)
    try:
        pc.match_substring_regex(pa.array([], pa.string()), pattern)
    except pa.ArrowInvalid:
        return _unlike_in_python(pattern)
    return lambda cells: pc.invert(pc.match_substring_regex(cells, pattern))


def _unlike_in_python(pattern: str) -> Rule:
    matches = re.compile(pattern).match

    def rule(cells: pa.StringArray) -> pa.BooleanArray:
        return pa.array([cell is not None and not matches(cell) for cell in cells.to_pylist()], pa.bool_())

    return rule


def _not_among(codes: tuple[str, ...]) -> Rule:
    known = pa.array([*codes, None], pa.string())

    def rule(cells: pa.StringArray) -> pa.BooleanArray:
        return pc.invert(pc.is_in(cells, value_set=known))

    return rule


def _no_day(cells: pa.StringArray) -> pa.BooleanArray:
    """Days are parsed after they are known to be spelled as such; one that is in no calendar comes back as another."""
    try:
        if (pc.min(pc.cast(cells, pa.date32())).as_py() or _FIRST_DAY) >= _FIRST_DAY:
            return pa.array([], pa.bool_())
    except (pa.ArrowInvalid, OverflowError):
        pass  # some cell is no day: look at each
    wrong = pc.fill_null(_unlike(_FORMS["date"])(cells), False)
    spelled = pc.if_else(wrong, None, cells)
    days = pc.strptime(spelled, format="%Y-%m-%d", unit="s", error_is_null=True)
    same = pc.fill_null(pc.equal(pc.strftime(days, format="%Y-%m-%d"), spelled), False)
    nowhere = pc.or_(pc.invert(same), pc.fill_null(pc.starts_with(cells, "0000"), False))
    return pc.or_(wrong, pc.and_(pc.is_valid(spelled), nowhere))


def _outside(kind: str, limits: Limits) -> Rule:
    low, high = limits
    unlike = _unlike(_FORMS[kind])
    type_ = pa.int64() if kind == "integer" else pa.float64()

    def rule(cells: pa.StringArray) -> pa.BooleanArray:
        numbers = pc.cast(pc.if_else(unlike(cells), None, cells), type_)
        below = pc.less(numbers, low) if low is not None else pa.scalar(False)
        above = pc.greater(numbers, high) if high is not None else pa.scalar(False)
        return pc.or_(below, above)

    return rule
