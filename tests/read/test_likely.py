"""Dates as people write them lead to the date that they mean, and never to another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models import edtf
from onrecord.read.likely import likely_date

DAYS = st.dates(min_value=date(1000, 1, 1))


@given(day=DAYS, form=st.sampled_from(["%d %B %Y", "%d.%m.%Y", "%B %d, %Y", "%Y/%m/%d", "%d %b %Y", "%Y.%m.%d"]))
def test_days_in_the_usual_forms(day: date, form: str) -> None:
    assert likely_date(day.strftime(form)) == day.isoformat()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("October 2025", "2025-10"), ("3rd of June", ""), ("1st June 2024", "2024-06-01"), ("Q3 2024", "2024-35"),
        ("2024 Q1", "2024-33"), ("2019-2021", "2019/2021"), ("about 1990", "1990~"), ("since 2020", "2020/.."),
        ("12 April 1945/20 January 1953", "1945-04-12/1953-01-20"), ("May 2020 to June 2020", "2020-05/2020-06"),
        ("2023-1-5", "2023-01-05"), ("03/04/2023", ""), ("31.02.2023", ""), ("2023-13-01", ""), ("13/2023", ""),
        ("June 2021 to May 2020", ""),
    ],
)  # fmt: skip
def test_other_times(written: str, meant: str) -> None:
    assert likely_date(written) == meant


@given(text=st.text(st.sampled_from("0123456789-/. qQto~acbejun"), max_size=14))
def test_what_is_guessed_is_a_date(text: str) -> None:
    if meant := likely_date(text):
        edtf.parse(meant)
