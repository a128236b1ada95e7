"""Text of rows, woven by Arrow's kernels from constants and cells, some of which a row may lack."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.text import text_data

Texts: TypeAlias = pa.StringArray | pa.DictionaryArray
"""The texts of cells; with a dictionary of the different ones, where they are few."""
Piece: TypeAlias = bytes | Texts
"""A text of all rows, or the text of each."""
_Places = npt.NDArray[np.int32]
_Rows = npt.NDArray[np.bool_]


def said(cells: pa.Array, text: Callable[[pa.Array], Texts]) -> Piece:
    """The texts that a function makes of cells; one text, where all cells are the same."""
    return _data(text(cells[:1])) if _is_constant(cells) else text(cells)


def _is_constant(cells: pa.Array) -> bool:
    if cells.null_count or not len(cells) or cells[0] != cells[-1]:
        return False
    return bool(cells[1:].equals(cells[:-1]))


def _data(texts: Texts) -> bytes:
    return bytes(text_data(pc.cast(texts, pa.string())).to_pybytes())


class Loom:
    """The different texts of some rows, each laid out once, and for each row a list of their places.

    One kernel then copies them all, which takes half as long as joining piece to piece to phrase to row.
    """

    def __init__(self, rows: int) -> None:
        self._rows = np.arange(rows, dtype=np.int32)
        self._laid = [_one(b"")]
        """The first is what a row has in place of what it lacks."""
        self._count = 1
        self._threads: list[bytes | _Places] = []
        """A text of all rows, or the place of each row's, from left to right."""

    def add(self, pieces: Iterable[Piece], holds: pa.BooleanArray | None = None) -> None:
        """Adds pieces to the rows for which a condition holds, and in which none of them is null."""
        folded = _folded(pieces)
        has = self._have(folded, holds)
        if has is None or has.any():
            for piece in _within(folded):
                self._add(piece, has)

    def woven(self) -> pa.Buffer:
        """The text of all rows, one after the other, as UTF-8."""
        threads = [self._lay(_one(each)) if isinstance(each, bytes) else each for each in _folded(self._threads)]
        places = np.empty((len(self._rows), len(threads)), np.int32)
        for position, each in enumerate(threads):
            places[:, position] = each
        texts = pa.concat_arrays(self._laid)
        return text_data(pc.take(texts, pa.array(places.reshape(-1)), boundscheck=False))

    def _have(self, pieces: Sequence[Piece], holds: pa.BooleanArray | None) -> _Rows | None:
        """Which rows have some pieces; None where all have."""
        known = [piece.is_valid() for piece in pieces if not isinstance(piece, bytes) and piece.null_count]
        known += [pc.fill_null(holds, False)] if holds is not None else []
        if all(each.true_count == len(self._rows) for each in known):
            return None
        has: _Rows = np.logical_and.reduce([each.to_numpy(zero_copy_only=False) for each in known])
        return has

    def _add(self, piece: Piece, has: _Rows | None) -> None:
        if isinstance(piece, bytes):
            self._threads.append(piece if has is None else has * self._lay(_one(piece)))
        else:
            places = self._places(piece)
            self._threads.append(places if has is None else has * places)

    def _places(self, texts: Texts) -> _Places:
        if isinstance(texts, pa.DictionaryArray):
            indices: _Places = pc.fill_null(texts.indices, 0).to_numpy().astype(np.int32)
            return indices + self._lay(texts.dictionary)
        return self._rows + self._lay(texts)

    def _lay(self, texts: pa.Array) -> np.int32:
        """Lays texts out; returns the place of the first. Nobody asks for those that are null."""
        place = np.int32(self._count)
        _, *buffers = texts.buffers()
        self._laid.append(pa.Array.from_buffers(pa.binary(), len(texts), [None, *buffers], 0, texts.offset))
        self._count += len(texts)
        return place


@lru_cache
def _one(text: bytes) -> pa.BinaryArray:
    return pa.array([text], pa.binary())


def _folded(pieces: Iterable[Any]) -> list[Any]:
    """The same pieces; constants that meet are one."""
    folded: list[Any] = []
    for piece in pieces:
        if folded and isinstance(piece, bytes) and isinstance(folded[-1], bytes):
            folded[-1] += piece
        else:
            folded.append(piece)
    return folded


def _within(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The same pieces; beside the only cell, where that has a dictionary, constants are within it."""
    cells = [piece for piece in pieces if not isinstance(piece, bytes)]
    if len(cells) != 1 or not isinstance(cells[0], pa.DictionaryArray):
        return pieces
    whole = [piece if isinstance(piece, bytes) else piece.dictionary.view(pa.binary()) for piece in pieces]
    return [pa.DictionaryArray.from_arrays(cells[0].indices, pc.binary_join_element_wise(*whole, b""))]
