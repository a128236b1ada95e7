"""Phrases: text of rows that hangs together, and that a row has whole or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.write.loom import Loom, Piece, Texts, texts_of

Condition = Callable[[pa.RecordBatch], pa.BooleanArray]
"""Which rows of a batch have a phrase."""


@dataclass(frozen=True)
class Cell:
    """The text of a column's cells."""

    column: str
    text: Callable[[pa.Array], Texts]


@dataclass(frozen=True)
class Phrase:
    """Text of those rows alone that have a value in each of its cells and meet the condition."""

    parts: tuple[str | Cell, ...]
    condition: Condition | None = None


def render(phrases: Iterable[Phrase], batch: pa.RecordBatch) -> pa.Buffer:
    """The text of all rows, one after the other, as UTF-8."""
    loom = Loom(batch.num_rows)
    for phrase in phrases:
        pieces = [_piece(part, batch) for part in phrase.parts]
        loom.add(pieces, phrase.condition(batch) if phrase.condition else None)
    return loom.woven()


def _piece(part: str | Cell, batch: pa.RecordBatch) -> Piece:
    return part.encode() if isinstance(part, str) else texts_of(batch.column(part.column), part.text)


def present(phrase: Phrase, batch: pa.RecordBatch) -> pa.StringArray:
    """The text of each row that has the phrase, of which at least one part must be a cell."""
    texts = [part if isinstance(part, str) else _strings(part, batch) for part in phrase.parts]
    if any(not isinstance(text, str) and text.null_count == batch.num_rows for text in texts):
        return pa.array([], pa.string())
    joined = pc.binary_join_element_wise(*texts, "", null_handling="emit_null")
    return (joined.filter(phrase.condition(batch)) if phrase.condition else joined).drop_null()


def _strings(cell: Cell, batch: pa.RecordBatch) -> pa.StringArray:
    return pc.cast(cell.text(batch.column(cell.column)), pa.string())
