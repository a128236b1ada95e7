"""Dates and numbers of stated forms."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import printed
from onrecord.importing import dates, numbers
from onrecord.importing.template import parse, slug
from onrecord.models.edtf import parse as edtf


@given(st.dates(min_value=date(1000, 1, 1)))
def test_days_come_back_from_any_form(day: date) -> None:
    months = "enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre".split()
    written = {
        "YYYY-MM-DD": day.isoformat(),
        "D.M.YYYY": f"{day.day}.{day.month}.{day.year}",
        "MM/DD/YYYY": f"{day.month:02d}/{day.day:02d}/{day.year}",
        "YYYYMMDD": day.isoformat().replace("-", ""),
        "YYYY-MM-DD hh:mm:ss": f"{day.isoformat()} 17:00:00",
    }
    for form, text in written.items():
        assert dates.reader(form)(text) == day.isoformat()
    assert dates.reader("D de MMMM YYYY", months)(f"{day.day} de {months[day.month - 1]} {day.year}") == day.isoformat()


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("MM/YYYY", "12/2023", "2023-12"),
        ("YYYY", "2023", "2023"),
        ("DD.MM.YY", "05.12.68", "2068-12-05"),
        ("M/D/YY", "12/5/69", "1969-12-05"),
        ("YY", "2023", None),
        ("Q/YYYY", "3/2023", "2023-35"),
        ("D MMM YYYY", "5 Dec 2023", "2023-12-05"),
        ("MMMM YYYY", "december 2023", "2023-12"),
        ("DD.MM.YYYY", "31.02.2023", None),
        ("DD.MM.YYYY", "5.12.2023", None),
        ("MM/YYYY", "00/2023", None),
        ("YYYY-MM-DD", "0000-01-01", None),
        ("D MMMM YYYY", "5 Dezember 2023", None),
    ],
)
def test_dates(form: str, text: str, expected: str | None) -> None:
    assert dates.reader(form)(text) == expected
    assert expected is None or edtf(expected)


@pytest.mark.parametrize("form", ["DD.MM", "DD.YYYY", "YYYY YYYY", "YYYY YY", "MM MMMM YYYY", "Q MM YYYY", ""])
def test_forms_that_are_none(form: str) -> None:
    with pytest.raises(ValueError, match="it has"):
        dates.reader(form)


FORMS = {
    "1,234.5": (",", "."),
    "1.234,5": (".", ","),
    "1 234,5": ("\u00a0", ","),
    "1'234.5": ("'", "."),
    "1234.5": ("", "."),
}


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(sorted(FORMS)))
def test_numbers_come_back_from_any_form(number: Decimal, form: str) -> None:
    group, point = FORMS[form]
    written = f"{number:,}".replace(",", "_").replace(".", point).replace("_", group)
    assert numbers.form(form).decimal(written) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234", ("exact", 1234, None, None)),
        ("About 1,234", ("about", 1234, None, None)),
        ("~5", ("about", 5, None, None)),
        (">= 50", ("at_least", 50, None, None)),
        (">50", ("more_than", 50, None, None)),
        ("50+", ("at_least", 50, None, None)),
        ("50 or more", ("at_least", 50, None, None)),
        ("up to 7.5", ("at_most", 7.5, None, None)),
        ("nearly 100", ("almost", 100, None, None)),
        ("10-20", ("between", None, 10, 20)),
        ("between 10 and 20", ("between", None, 10, 20)),
        ("from 1,000 to 2,000", ("between", None, 1000, 2000)),
        ("12 %", ("exact", 12, None, None)),
        ("5k", ("exact", 5000, None, None)),
        ("about 1.5 million", ("about", 1500000, None, None)),
        ("2-3 thousand", ("between", None, 2000, 3000)),
        ("5 million or more", ("at_least", 5000000, None, None)),
        ("-3 Mio. $", ("exact", -3000000, None, None)),
        ("\u22125", ("exact", -5, None, None)),
        ("-$5", ("exact", -5, None, None)),
        ("\u2212$1,200.5", ("exact", -1200.5, None, None)),
        ("about -$5", ("about", -5, None, None)),
        ("$-5", ("exact", -5, None, None)),
        ("\u20135", ("exact", -5, None, None)),
        ("\u2013$5", ("exact", -5, None, None)),
        ("- 5", ("exact", -5, None, None)),
        ("about \u2013 5", ("about", -5, None, None)),
        ("Minus 5", ("exact", -5, None, None)),
        ("10\u201320", ("between", None, 10, 20)),
        ("10 \u2013 20", ("between", None, 10, 20)),
        ("(5)", ("exact", -5, None, None)),
        ("($1,200)", ("exact", -1200, None, None)),
        ("(12 %)", ("exact", -12, None, None)),
    ],
)
def test_amounts(text: str, expected: tuple[object, ...]) -> None:
    found = numbers.AmountReader(numbers.form("1,234.5"), {}, ["%", "$"], {"Mio.": 10**6}, brackets=True).read(text)
    assert found is not None
    assert (found.qualifier, found.value, found.low, found.high) == expected
    if found.value is not None:
        assert printed.reading_of(text, found.value), "the release checks what is printed again"


@pytest.mark.parametrize("brackets", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "many",
        "1.234.5",
        "1 2 3",
        "5 of 7",
        "",
        "(about 5)",
        "(5-7)",
        "- -5",
        "5-$",
        "5 Mio",
        "5 kg",
        "#DIV/0!",
        "(5",
        "()",
    ],
)
def test_no_amounts(text: str, brackets: bool) -> None:
    reader = numbers.AmountReader(numbers.form("1,234.5"), {}, ["$"], brackets=brackets)
    try:
        assert reader.read(text) is None
    except numbers.WordsError as error:
        assert error.args[0]


@given(st.text(max_size=20))
def test_slugs_fit_into_ids(text: str) -> None:
    assert all(
        part.isalnum() and part.isascii() and part == part.lower() for part in slug(text).split("-") if slug(text)
    )


def test_templates() -> None:
    cells = {"a": "Ä b", "c": "1"}
    assert parse("{{x}} {a}-{c}").filler(as_id=False)(cells) == "{x} Ä b-1"
    assert parse("org-{a}").filler(as_id=True)(cells) == "org-a-b"
    assert parse("100 % of {a}").filler(as_id=False)(cells) == "100 % of Ä b"
    assert parse("{a} {z}").filler(as_id=False)(cells) is None


@pytest.mark.parametrize("text", ["(-5)", "((5))", "(" * 3000 + "5" + ")" * 3000])
def test_brackets_are_one_minus_and_no_second(text: str) -> None:
    assert numbers.AmountReader(numbers.form("1,234.5"), {}, ["$"], brackets=True).read(text) is None


def test_a_hyphen_inside_signs_is_no_minus() -> None:
    with pytest.raises(numbers.WordsError):
        numbers.AmountReader(numbers.form("1,234.5"), {}, ["US", "$"]).read("US-$5")
    with pytest.raises(numbers.WordsError):
        numbers.AmountReader(numbers.form("1234"), {}, ["T"]).read("T-72")
