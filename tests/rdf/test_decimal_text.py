"""Numbers as text: canonical decimals that read back as the same number."""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.batches import pieces
from onrecord.text import decimal_text, replaced, text_data

numbers = st.builds(
    lambda digits, places: Decimal(digits).scaleb(places), st.integers(1 - 10**15, 10**15 - 1), st.integers(-30, 30)
)


@given(st.lists(numbers))
def test_at_most_15_digits_print_as_they_are(drawn: list[Decimal]) -> None:
    """IEEE 754: a decimal of at most 15 significant digits survives the way through binary64."""
    printed = decimal_text(pa.array([float(number) for number in drawn], pa.float64())).to_pylist()
    assert printed == [f"{number.normalize() + 0:f}" for number in drawn]
    assert [Decimal(text) for text in printed] == drawn


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (577.0, "577"),
        (1e15, "1000000000000000"),
        (123456789012345.0, "123456789012345"),
        (12345678901.5, "12345678901.5"),
        (1e-7, "0.0000001"),
        (0.1, "0.1"),
        (-2.5, "-2.5"),
        (-0.0, "0"),
        (-0.25, "-0.25"),
        (None, None),
    ],
)
def test_examples(number: float | None, text: str | None) -> None:
    assert decimal_text(pa.array([number], pa.float64())).to_pylist() == [text]


@given(st.lists(st.none() | st.text()), st.integers(0, 5), st.integers(0, 5))
def test_the_bytes_of_a_slice_are_its_own(cells: list[str | None], start: int, length: int) -> None:
    column = pa.array(cells, pa.string()).slice(start, length)
    assert text_data(column).to_pybytes() == "".join(cell or "" for cell in column.to_pylist()).encode()


@given(st.lists(st.none() | st.text(alphabet='a\\"\n%')))
def test_marks_are_replaced_in_their_order(cells: list[str | None]) -> None:
    column = replaced(pa.array(cells, pa.string()), (("\\", "\\\\"), ('"', '\\"')))
    assert column.to_pylist() == [cell and cell.replace("\\", "\\\\").replace('"', '\\"') for cell in cells]


@given(st.lists(st.integers(0, 9), max_size=5), st.integers(1, 4))
def test_pieces_are_the_rows_in_their_order(lengths: list[int], rows: int) -> None:
    batches = [
        pa.record_batch({"a": [f"{number} {row}" for row in range(size)]}) for number, size in enumerate(lengths)
    ]
    found = list(pieces(batches, rows))
    assert all(0 < len(piece) <= rows for piece in found)
    assert [cell for piece in found for cell in piece["a"].to_pylist()] == [
        cell for batch in batches for cell in batch["a"].to_pylist()
    ]
