"""Codes that somebody means who writes another word: the nearest code, or those whose meaning has the word."""

import re
from collections.abc import Mapping

from onrecord.models.unit import SYMBOLS
from onrecord.read.words import listed, nearest

_SAID: Mapping[str, Mapping[str, str]] = {
    "modality": dict.fromkeys(
        ("projected", "projection", "forecast", "forecasted", "predicted", "expected", "modelled"), "estimated"
    ),
    "unit": {
        "%": "PERCENT",
        "percent": "PERCENT",
        "people": "INDIV",
        "number": "NUM",
        "count": "NUM",
        "c": "DEG_C",
        "dollars": "USD",
    }
    | dict(zip("£€$¥₽₴₹₺₪₩₦₫฿", "GBP EUR USD JPY RUB UAH INR TRY ILS KRW NGN VND THB".split(), strict=True)),
}
"""For an enumeration: other words that people have for a code."""
_RAISED = str.maketrans("23", "²³")
_SHORT = 30
"""Lists of more codes than this are not shown whole."""
_SOME = 12
_MOST = 6
"""How many guesses are shown."""


def code_help(given: str, enumeration: str, codes: Mapping[str, str]) -> str:
    """What to write in place of a value that is no code of an enumeration."""
    found = _meant(given, enumeration, codes)[:_MOST]
    advice = f"did you mean {' or '.join(f'`{code}`' for code in found)}?" if found else ""
    if len(codes) <= _SHORT:
        return f"{advice} the codes are {listed(codes)}".strip()
    return advice or _look_up(codes)


def _look_up(codes: Mapping[str, str]) -> str:
    some = listed(list(codes)[:_SOME])
    return f"there are {len(codes)}, such as {some}; docs/data-model.md lists them, and says what to do where none fits"


def _meant(given: str, enumeration: str, codes: Mapping[str, str]) -> list[str]:
    """The codes that a word is taken for: by what people say, by likeness, by what codes mean."""
    word = given.strip().casefold()
    said = _SAID.get(enumeration, {}).get(word, "")
    known, near, by_meaning = [said] * (said in codes), _nearest(word, codes), _by_meaning(word, codes)
    if enumeration == "unit":
        return known or _units(given.strip(), said or word, codes) or by_meaning or near
    return known or near or by_meaning


def _units(given: str, word: str, codes: Mapping[str, str]) -> list[str]:
    """Currencies by their code, and units by their symbol, such as `kg` or `km2`."""
    if f"CCY_{word.upper()}" in codes:
        return [f"CCY_{word.upper()}"]
    symbol = given.translate(_RAISED)
    exact = [unit for unit, own in SYMBOLS.items() if own == symbol]
    return exact or [unit for unit, own in SYMBOLS.items() if own and own.casefold() == symbol.casefold()]


def _nearest(word: str, codes: Mapping[str, str]) -> list[str]:
    by_word = {code.casefold(): code for code in codes}
    near = nearest(word, by_word)
    return [by_word[near]] if near else []


def _by_meaning(word: str, codes: Mapping[str, str]) -> list[str]:
    """Codes whose meaning has the word, those first whose meaning starts with it."""
    stem = _stem(word)
    stems = {code: [_stem(each) for each in _words(meaning)] for code, meaning in codes.items()}
    found = [code for code in codes if len(stem) > 2 and stem in stems[code]]
    return sorted(found, key=lambda code: stems[code].index(stem))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _stem(word: str) -> str:
    """A word without the end of its plural, and with the one spelling of metres and litres."""
    return re.sub("(met|lit)er", r"\1re", word.removesuffix("s"))
