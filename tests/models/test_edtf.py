"""Dates of any precision, with the edtf package as the oracle for what a string spans."""

from datetime import date
from typing import Any

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.edtf import Period, parse

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))
MONTHS = st.builds("{:04d}-{:02d}".format, st.integers(1000, 9998), st.integers(1, 12))
QUARTERS = st.builds("{:04d}-{:02d}".format, st.integers(1000, 9998), st.sampled_from([21, 22, 23, 33, 34, 35, 36]))
POINTS = st.one_of(
    DAYS.map(date.isoformat),
    MONTHS,
    QUARTERS,
    st.integers(1000, 9998).map(str),
    st.builds("{}{}".format, MONTHS, st.sampled_from("?~%")),
    st.integers(100, 998).map("{}X".format),
    st.integers(10, 98).map("{}XX".format),
)


def oracle(text: str) -> tuple[Any, Any]:
    parsed = edtf.parse_edtf(text)
    return tuple(parsed.lower_strict())[:3], tuple(parsed.upper_strict())[:3]


@given(POINTS)
def test_a_point_spans_the_days_that_the_edtf_package_says(text: str) -> None:
    period = parse(text)
    assert period.start and period.end
    assert (period.start.timetuple()[:3], period.end.timetuple()[:3]) == oracle(text)


@given(DAYS, DAYS)
def test_an_interval_runs_from_the_first_day_to_the_last(one: date, other: date) -> None:
    first, last = sorted((one, other))
    period = parse(f"{first}/{last}")
    assert (period.start, period.end) == (first, last)
    if first != last:
        with pytest.raises(ValueError, match="ends before it starts"):
            parse(f"{last}/{first}")


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2023-12-05", date(2023, 12, 5), date(2023, 12, 5), "day"),
        ("2023-12-11/2023-12-17", date(2023, 12, 11), date(2023, 12, 17), "week"),
        ("2023-12-12/2023-12-18", date(2023, 12, 12), date(2023, 12, 18), "range"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2023-XX", date(2023, 1, 1), date(2023, 12, 31), "year"),
        ("2023-12-XX", date(2023, 12, 1), date(2023, 12, 31), "month"),
        ("2023-34", date(2023, 4, 1), date(2023, 6, 30), "quarter"),
        ("2023-22", date(2023, 6, 1), date(2023, 8, 31), "season"),
        ("2023-24", date(2023, 12, 1), date(2024, 2, 29), "season"),
        ("2023", date(2023, 1, 1), date(2023, 12, 31), "year"),
        ("202X", date(2020, 1, 1), date(2029, 12, 31), "range"),
        ("2023-09/2023-11", date(2023, 9, 1), date(2023, 11, 30), "range"),
        ("2023-04/..", date(2023, 4, 1), None, "range"),
        ("../2023-06", None, date(2023, 6, 30), "range"),
        ("/2023-06", None, date(2023, 6, 30), "range"),
        ("XXXX", None, None, "unknown"),
        ("XXXX-02-29", None, None, "unknown"),
        ("../..", None, None, "unknown"),
    ],
)
def test_precision(text: str, start: date | None, end: date | None, precision: str) -> None:
    assert parse(text) == Period(start, end, precision)


@pytest.mark.parametrize(
    "text",
    ["", "2023-02-30", "2023-13", "2023-00", "2023-25", "5 December 2023", "2023-12-05T10:00", "0000", "202X-05",
     "2023-XX-05", "2023/2022", "12/2023", "Y20230", "[2022,2023]", "2023-1", "23", "/", "2023/2024/2025", "2023\n",
     "２０２３-１２", "٢٠٢٣", "XXXX-13", "XXXX-99-99", "XXXX-02-30", "XXXX-XX-05"],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse(text)


@given(st.text(alphabet="0123456789X-/.?~%", max_size=24))
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        period = parse(text)
    except ValueError:
        return
    assert not (period.start and period.end) or period.start <= period.end
