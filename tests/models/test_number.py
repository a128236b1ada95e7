"""Numbers of at most 15 significant digits, from text in plain digits and from the numbers of JSON."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from onrecord.models.base import Count, Number

NUMBER = TypeAdapter(Number)
COUNT = TypeAdapter(Count)
SIGNIFICANT = st.builds(
    lambda digits, places: Decimal(digits).scaleb(places), st.integers(1 - 10**15, 10**15 - 1), st.integers(-18, 3)
)


@given(SIGNIFICANT)
def test_fifteen_significant_digits_are_taken_and_survive_a_float(number: Decimal) -> None:
    for text in (str(number), f"{number:f}"):
        read = NUMBER.validate_python(text)
        assert read == number == Decimal(repr(float(read)))


@pytest.mark.parametrize(
    "text", ["1000000000000000", "123456789012345000", "1e17", "0.1", "-3", "+3", ".5", "5.", "0e9"]
)
def test_zeros_at_the_end_are_no_significant_digits(text: str) -> None:
    assert NUMBER.validate_python(text) == Decimal(text)
    assert NUMBER.validate_json(f'"{text}"') == Decimal(text)


@pytest.mark.parametrize("json", ["12", "12.5", "-0.1", "100000000000000000", "0"])
def test_numbers_of_json_are_numbers(json: str) -> None:
    assert NUMBER.validate_json(json) == Decimal(json)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ("1_000", "decimal_parsing"), ("１２", "decimal_parsing"), ("٣", "decimal_parsing"), (" 5 ", "decimal_parsing"),
        ("5\n", "decimal_parsing"), ("NaN", "decimal_parsing"), ("", "decimal_parsing"),
        (float("nan"), "finite_number"), (Decimal("-Infinity"), "finite_number"), (True, "decimal_type"),
        ("1000000000000001", "decimal_max_digits"), ("1.00000000000000000000000000000001", "decimal_max_digits"),
        ("1e18", "number_magnitude"), ("-1e999999999", "number_magnitude"), ("1e-19", "number_magnitude"),
        ("70000000000000000001", "decimal_max_digits"),
    ],
)  # fmt: skip
def test_anything_else_is_refused(given: object, error: str) -> None:
    with pytest.raises(ValidationError) as caught:
        NUMBER.validate_python(given)
    assert [detail["type"] for detail in caught.value.errors()] == [error]


@pytest.mark.parametrize("text", ["1_000", "１２", " 5", "5.0", "0x5"])
def test_a_count_in_text_is_digits_alone(text: str) -> None:
    assert COUNT.validate_python("12") == COUNT.validate_json("12") == 12
    with pytest.raises(ValidationError):
        COUNT.validate_python(text)
    with pytest.raises(ValidationError):
        COUNT.validate_json(f'"{text}"')
