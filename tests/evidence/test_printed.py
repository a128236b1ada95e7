"""What counts as standing in a passage, and what only looks like it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.evidence.printed import number_stands_in, stands_in
from onrecord.evidence.text import SourceText, Span


@pytest.mark.parametrize(
    ("spelling", "passage"),
    [
        ("UN", "(UN) staff"),
        ("UN", "staff of the UN"),
        ("UN", "UNFPA and UN staff"),
        ("Nord", "Nord’s pipes"),
        ("half", "Behalf, half"),
        ("Zoë", "Zoë Brandt"),
        ("สหประชาชาติ", "องค์การสหประชาชาติกล่าว"),
        ("北港", "新北港区"),
        ("300", "300人"),
        ("300", "in 2023 300 people"),
        ("300", "It was 300. Nobody came."),
    ],
)
def test_a_spelling_stands_as_a_word_of_its_own(spelling: str, passage: str) -> None:
    assert stands_in(spelling, passage)


@pytest.mark.parametrize(
    ("spelling", "passage"),
    [
        ("UN", "UNFPA"),
        ("UN", "un"),
        ("half", "on behalf of"),
        ("Путин", "Путина"),
        ("Zoe", "Zoe\u0308"),
        ("Zoë", "Zoe\u0308"),
        ("5", "15"),
        ("5", "5,000"),
        ("000", "5’000"),
        ("5", "2.5"),
        ("1", "1\u202f200"),
    ],
)
def test_a_part_of_a_longer_word_or_number_is_not_it(spelling: str, passage: str) -> None:
    assert not stands_in(spelling, passage)


@pytest.mark.parametrize(
    ("stated", "number", "passage"),
    [
        ("1,200", "1200", "some 1.200 of them"),
        ("1,200", "1200", "some 1\u202f200 of them"),
        ("1,200", "1200", "some 1'200 of them"),
        ("1,200", "1200", "some 1 200 of them"),
        ("7 billion", "7000000000", "Seven billion people"),
        ("300", "300", "in 2021, 300 people"),
        ("300", "300", "until 2021. 300 people"),
        ("half", "50", "some 50 per cent"),
        ("ครึ่ง", "50", "เกือบครึ่งหนึ่ง"),
        ("1.234", "1.234", "a ratio of 1.234"),
        ("1.234 million", "1234000", "1,234 million people"),
        (None, "2", "twice"),
    ],
)
def test_a_number_stands_however_it_is_printed(stated: str | None, number: str, passage: str) -> None:
    assert number_stands_in(stated, {Decimal(number)}, passage)


@pytest.mark.parametrize(
    ("stated", "number", "passage"),
    [
        ("1,200", "1200", "some 11,200 of them"),
        ("1,200", "1200", "some 1,200,000 of them"),
        ("300", "300", "300,000 people"),
        ("2.5", "2.5", "2,500 people"),
        ("half", "50", "on behalf of 15"),
        ("35", "35", "nobody"),
    ],
)
def test_another_number_does_not_stand_for_it(stated: str, number: str, passage: str) -> None:
    assert not number_stands_in(stated, {Decimal(number)}, passage)


@given(st.text(st.sampled_from("ab \n\r\t\u2028é🖊"), max_size=30), st.data())
def test_paragraphs_are_the_lines_that_hold_more_than_blanks(content: str, data: st.DataObject) -> None:
    text = SourceText(content)
    assert [text.passage(span) for span in text.paragraphs] == [line for line in content.split("\n") if line.strip()]
    start = data.draw(st.integers(0, len(content)))
    span = Span(start, data.draw(st.integers(start + 1, len(content) + 1)))
    touched = [n for n, one in enumerate(text.paragraphs, 1) if one.start < span.end and span.start < one.end]
    assert list(text.touched(span)) == touched
