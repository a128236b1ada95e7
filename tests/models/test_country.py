"""The list of countries, with pycountry as the oracle."""

import pycountry

from onrecord.models.country import ALPHA_3


def test_the_codes_are_those_of_iso_3166() -> None:
    assert {country.alpha_3 for country in pycountry.countries} == ALPHA_3
