import pycountry
import pytest
from tests.rdf.test_terms import terms

from onrecord.models import currency
from onrecord.models.unit import SYMBOLS
from onrecord.read.meant import code_help
from onrecord.story.words import with_unit
from onrecord.tables import TABLES

UNITS = TABLES["measures"]["unit"].codes
GONE = {"ANG", "BGN", "CYP", "EEK", "HRK", "LTL", "LVL", "MTL", "SKK", "ZWL"}
"""Currencies that ISO 4217 no longer lists; old figures keep theirs."""


def test_every_unit_is_one_of_the_vocabulary() -> None:
    assert set(UNITS) <= terms("unit")


def test_currencies_are_those_of_iso_4217_by_their_names_there() -> None:
    names = {one.alpha_3: one.name.replace("’", "'") for one in pycountry.currencies}
    assert {code: name for code, name in currency.NAMES.items() if code not in GONE}.items() <= names.items()
    assert currency.NAMES.keys() >= GONE and not GONE & names.keys()


def test_no_two_units_look_the_same() -> None:
    shown = [symbol for symbol in SYMBOLS.values() if symbol]
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("EUR", "CCY_EUR"), ("euro", "CCY_EUR"), ("$", "CCY_USD"), ("°C", "DEG_C"), ("celsius", "DEG_C"),
        ("kg", "KiloGM"), ("km2", "KiloM2"), ("MW", "MegaW"), ("people", "INDIV"), ("%", "PERCENT"),
        ("litres", "L"), ("num", "NUM"),
    ],
)  # fmt: skip
def test_what_people_write_leads_to_the_unit(given: str, meant: str) -> None:
    assert code_help(given, "unit", UNITS).startswith(f"did you mean `{meant}`")


def test_a_word_that_means_no_unit_is_told_where_they_are_listed() -> None:
    assert "docs/data-model.md" in code_help("xyzzyplugh", "unit", UNITS)


def test_a_projection_is_an_estimate() -> None:
    assert code_help("forecast", "modality", TABLES["figures"]["modality"].codes).startswith(
        "did you mean `estimated`?"
    )


@pytest.mark.parametrize(
    ("unit", "one", "many"),
    [
        ("NUM", "1", "5"), ("PERCENT", "1%", "5%"), ("DAY", "1 day", "5 days"), ("CCY_ILS", "1 ILS", "5 ILS"),
        ("MI_N", "1 nautical mile", "5 nautical miles"), ("M3-PER-SEC", "1 m³/s", "5 m³/s"), ("DEG", "1°", "5°"),
    ],
)  # fmt: skip
def test_numbers_are_shown_with_their_unit(unit: str, one: str, many: str) -> None:
    assert (with_unit("1", unit, 1), with_unit("5", unit, 5)) == (one, many)
