"""Weaving: the text of rows is what putting pieces side by side, row by row, gives."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from onrecord.write.loom import Loom, texts_of

TEXT = st.text(max_size=3)


@st.composite
def woven(draw: st.DrawFn) -> tuple[int, list[tuple[list[bytes | pa.Array], pa.BooleanArray | None]]]:
    """How many rows there are, and what is added to them: pieces, and the condition."""
    rows = draw(st.integers(0, 5))
    cells = st.lists(st.none() | TEXT, min_size=rows, max_size=rows).map(lambda texts: pa.array(texts, pa.string()))
    columns = cells | cells.map(lambda column: column.dictionary_encode())
    sliced = st.lists(TEXT, min_size=rows + 2, max_size=rows + 2).map(lambda texts: pa.array(texts)[1:-1])
    pieces = st.lists(TEXT.map(str.encode) | columns | sliced, max_size=4)
    holds = st.lists(st.none() | st.booleans(), min_size=rows, max_size=rows).map(lambda has: pa.array(has, pa.bool_()))
    return rows, draw(st.lists(st.tuples(pieces, st.none() | holds), max_size=4))


@given(woven())
def test_a_row_has_every_piece_of_what_it_has_whole(
    case: tuple[int, list[tuple[list[bytes | pa.Array], pa.BooleanArray | None]]],
) -> None:
    rows, added = case
    loom, expected = Loom(rows), [""] * rows
    for pieces, holds in added:
        loom.add(pieces, holds)
        for row in range(rows):
            texts = [each.decode() if isinstance(each, bytes) else each[row].as_py() for each in pieces]
            if None not in texts and (holds is None or holds[row].as_py()):
                expected[row] += "".join(texts)
    assert loom.woven().to_pybytes().decode() == "".join(expected)


@given(st.lists(st.none() | st.sampled_from(["a", "b"]), max_size=4))
def test_cells_that_are_all_the_same_are_one_text(texts: list[str | None]) -> None:
    piece = texts_of(pa.array(texts, pa.string()), lambda cells: cells)
    if len(set(texts)) == 1 and texts[0] is not None:
        assert piece == texts[0].encode()
    else:
        assert not isinstance(piece, bytes)
        assert piece.to_pylist() == texts
