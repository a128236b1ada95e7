"""Text of rows, woven by Arrow's kernels from constants and cells, some of which a row may lack."""

from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.text import text_data

Texts: TypeAlias = pa.StringArray | pa.DictionaryArray
"""The texts of cells; where they are few, with a dictionary of the different ones, none of which is null."""
Piece: TypeAlias = bytes | Texts
"""A text of all rows, or the text of each."""
_Rows = npt.NDArray[np.bool_]


def texts_of(cells: pa.Array, text: Callable[[pa.Array], Texts]) -> Piece:
    """The texts that a function makes of cells; one text, where all cells are the same."""
    return _only(text(cells[:1])) if _is_constant(cells) else text(cells)


def _is_constant(cells: pa.Array) -> bool:
    if cells.null_count or not len(cells) or cells[0] != cells[-1]:
        return False
    return bool(cells[1:].equals(cells[:-1]))


def _only(texts: Texts) -> bytes:
    """The bytes of the only text."""
    return bytes(text_data(pc.cast(texts, pa.string())).to_pybytes())


class Loom:
    """What some rows say, from left to right, until it is woven.

    Every different text is laid out once, and a row is a list of places there. One kernel then copies them all, so that
    no piece is copied into a phrase first, and no phrase into a row.
    """

    def __init__(self, rows: int) -> None:
        self._rows = np.arange(rows, dtype=np.int32)
        self._strands: list[tuple[Piece, _Rows | None]] = []
        """What is said, and which rows say it; None where all do."""

    def add(self, pieces: Iterable[Piece], holds: pa.BooleanArray | None = None) -> None:
        """Adds pieces to the rows for which a condition holds, and in which none of them is null."""
        folded = _folded(pieces)
        has = self._have(folded, holds)
        if has is None or has.any():
            self._strands += ((piece, has) for piece in _in_dictionary(folded))

    def woven(self) -> pa.Buffer:
        """The text of all rows, one after the other, as UTF-8."""
        strands = list(_merged(self._strands))
        constants = [b"", *(piece for piece, _ in strands if isinstance(piece, bytes))]
        laid, numbers = [pa.array(constants, pa.binary())], count(1)  # the first is what stands for what a row lacks
        places, start = np.empty((len(self._rows), len(strands)), np.int32), len(constants)
        for position, (piece, has) in enumerate(strands):
            if isinstance(piece, bytes):
                where = np.int32(next(numbers))
            else:
                different, where = self._laid(piece)
                where = where + np.int32(start)
                start += len(different)
                laid.append(different)
            places[:, position] = where if has is None else has * where
        return text_data(pc.take(pa.concat_arrays(laid), pa.array(places.reshape(-1)), boundscheck=False))

    def _have(self, pieces: Sequence[Piece], holds: pa.BooleanArray | None) -> _Rows | None:
        """Which rows have some pieces; None where all have."""
        known = [piece.is_valid() for piece in pieces if not isinstance(piece, bytes) and piece.null_count]
        known += [pc.fill_null(holds, False)] if holds is not None else []
        if all(each.true_count == len(self._rows) for each in known):
            return None
        has: _Rows = np.logical_and.reduce([each.to_numpy(zero_copy_only=False) for each in known])
        return has

    def _laid(self, texts: Texts) -> tuple[pa.BinaryArray, Any]:
        """The different texts of cells, and the place of each row's among them."""
        if isinstance(texts, pa.DictionaryArray):
            return _binary(texts.dictionary), pc.fill_null(texts.indices, 0).to_numpy().astype(np.int32)
        return _binary(texts), self._rows


def _binary(texts: pa.StringArray) -> pa.BinaryArray:
    """The same bytes. No row asks for a text that is null: the kernel need not look."""
    _, *buffers = texts.buffers()
    return pa.Array.from_buffers(pa.binary(), len(texts), [None, *buffers], 0, texts.offset)


def _folded(pieces: Iterable[Piece]) -> list[Piece]:
    """The same pieces; constants that meet are one."""
    return [piece for piece, _ in _merged((piece, None) for piece in pieces)]


def _merged(strands: Iterable[tuple[Piece, _Rows | None]]) -> Iterable[tuple[Piece, _Rows | None]]:
    """The same strands; constants of all rows that meet are one."""
    constant = b""
    for piece, has in strands:
        if isinstance(piece, bytes) and has is None:
            constant += piece
            continue
        if constant:
            yield constant, None
            constant = b""
        yield piece, has
    if constant:
        yield constant, None


def _in_dictionary(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The same pieces; where the only cell has a dictionary, the constants beside it are in each of its texts."""
    cells = [piece for piece in pieces if not isinstance(piece, bytes)]
    if len(cells) != 1 or not isinstance(cells[0], pa.DictionaryArray):
        return pieces
    whole = [piece if isinstance(piece, bytes) else piece.dictionary.view(pa.binary()) for piece in pieces]
    return [pa.DictionaryArray.from_arrays(cells[0].indices, pc.binary_join_element_wise(*whole, b""))]
