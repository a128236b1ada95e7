"""Text of rows, put together by Arrow's string kernels from constants, cells, and phrases that a row may lack."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

Condition = Callable[[pa.RecordBatch], pa.BooleanArray]
"""Which rows of a batch have a phrase."""


@dataclass(frozen=True)
class Cell:
    """The text of a column's cells."""

    column: str
    text: Callable[[pa.Array], pa.StringArray]


@dataclass(frozen=True)
class Phrase:
    """Text of those rows alone that have a value in each of its cells and meet the condition."""

    parts: tuple[str | Cell, ...]
    condition: Condition | None = None


_ABSENT = pa.scalar(None, pa.string())


def render(parts: Iterable[str | Cell | Phrase], batch: pa.RecordBatch) -> pa.StringArray:
    """One text a row. At least one part must be a cell.

    A single join takes everything: phrases that every row has are taken apart first, constants that meet are one.
    """
    return _joined(_pieces(parts, batch), "replace")


def present(phrase: Phrase, batch: pa.RecordBatch) -> pa.StringArray:
    """The text of each row that has the phrase, of which at least one part must be a cell."""
    pieces = list(_phrase_pieces(phrase, batch))
    return _joined(pieces, "emit_null").drop_null() if pieces else pa.array([], pa.string())


def _pieces(parts: Iterable[str | Cell | Phrase], batch: pa.RecordBatch) -> Iterator[str | pa.StringArray]:
    for part in parts:
        if isinstance(part, Phrase):
            yield from _phrase_pieces(part, batch)
        else:
            yield _piece(part, batch)


def _piece(part: str | Cell, batch: pa.RecordBatch) -> str | pa.StringArray:
    return part if isinstance(part, str) else part.text(batch.column(part.column))


def _phrase_pieces(phrase: Phrase, batch: pa.RecordBatch) -> Iterator[str | pa.StringArray]:
    pieces = [_piece(part, batch) for part in phrase.parts]
    nulls = [piece.null_count for piece in pieces if not isinstance(piece, str)]
    if batch.num_rows in nulls:
        return
    holds = phrase.condition(batch) if phrase.condition else None
    if holds is not None and holds.true_count < batch.num_rows:
        if holds.true_count:
            yield pc.if_else(holds, _joined(pieces, "emit_null"), _ABSENT)
    elif any(nulls):
        yield _joined(pieces, "emit_null")
    else:
        yield from pieces


def _joined(pieces: Iterable[str | pa.StringArray], null_handling: str) -> pa.StringArray:
    folded: list[str | pa.StringArray] = []
    for piece in pieces:
        if folded and isinstance(piece, str) and isinstance(folded[-1], str):
            folded[-1] += piece
        else:
            folded.append(piece)
    return pc.binary_join_element_wise(*folded, "", null_handling=null_handling, null_replacement="")
