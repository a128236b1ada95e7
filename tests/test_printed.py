"""Numbers as they are printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.printed import reading_of, readings


@given(st.decimals(0, 10**12, places=2))
def test_a_number_is_read_back_from_any_common_grouping(number: Decimal) -> None:
    english = f"{number:,}"
    for text in (english, english.translate(str.maketrans(",.", ".,")), english.replace(",", " "), str(number)):
        assert reading_of(text, number) is not None


@pytest.mark.parametrize(
    ("text", "number", "step"),
    [
        ("577", "577", "1"),
        ("89 percent", "89", "1"),
        ("1,230", "1230", "10"),
        ("300,000", "300000", "100000"),
        ("2.50", "2.50", "0.01"),
        ("1.5 million", "1500000", "100000"),
        ("two hundred", "200", "100"),
        ("one year", "1", "1"),
        ("doubled", "2", "1"),
        ("doubled", "100", "100"),
        ("half", "50", "10"),
        ("dozens", "12", "1"),
        ("-3", "-3", "1"),
        ("\u22123", "-3", "1"),
        ("-$1,200", "-1200", "100"),
        ("\u20135", "-5", "1"),
        ("\u2013$5", "-5", "1"),
        ("- 5", "-5", "1"),
        ("about \u2013 5", "-5", "1"),
        ("Minus 5", "-5", "1"),
        ("COVID-19", "19", "1"),
        ("($5)", "-5", "1"),
        ("(5)", "5", "1"),
        ("twenty-five", "25", "1"),
        ("one hundred and fifty", "150", "10"),
        ("two hundred thousand", "200000", "100000"),
        ("half a million", "500000", "100000"),
        ("two dozen", "24", "12"),
        ("2 millions", "2000000", "1000000"),
        ("3 Millionen", "3000000", "1000000"),
        ("25 \u0442\u044b\u0441\u044f\u0447", "25000", "1000"),
        ("\u0662\u0665", "25", "1"),
        ("3k", "3000", "1000"),
        ("", "7", "1"),
    ],
)
def test_readings(text: str, number: str, step: str) -> None:
    reading = reading_of(text, Decimal(number))
    assert reading is not None
    assert reading.step == Decimal(step)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("577", "578"),
        ("1.5 million", "1.5"),
        ("1.5 million", "1000000"),
        ("twenty-five", "20"),
        ("26 people", "25"),
        ("(five)", "-5"),
        ("\u20135", "5"),
        ("\u2013$5", "5"),
        ("- 5", "5"),
        ("minus 5", "5"),
        ("10\u201312", "-12"),
    ],
)
def test_a_text_that_says_something_else_has_no_such_reading(text: str, number: str) -> None:
    assert reading_of(text, Decimal(number)) is None


@pytest.mark.parametrize("dash", ["-", "\u2013", "\u2212", " - ", " \u2013 "])
@pytest.mark.parametrize("form", ["10{}12", "$10{}$12", "10%{}12%", "10\u20ac{}12\u20ac", "ten{}12"])
def test_a_range_is_two_numbers_and_no_negative_one(form: str, dash: str) -> None:
    assert [reading.number for reading in readings(form.format(dash))] == [10, 12]


@pytest.mark.parametrize(
    "text", ["10-20 million", "10 to 20 million", "10\u201420 million", "between 10 and 20 million"]
)
def test_the_scale_behind_a_range_may_be_that_of_both(text: str) -> None:
    assert [reading.number for reading in readings(text)] == [10, 10**7, 2 * 10**7]


def test_a_range_may_have_negative_ends() -> None:
    assert [reading.number for reading in readings("\u20135 to \u20133")] == [-5, -3]


def test_a_text_without_numerals_is_taken_at_the_author_s_word() -> None:
    assert reading_of("двести", Decimal(200)) is not None
