"""Dates as people write them, put as records have them; nothing is taken for a date silently."""

import re
from collections.abc import Callable
from datetime import date

from onrecord.models import edtf

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_FORMS: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", lambda year, month, day: _day(year, month, day)),
    (r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", lambda day, month, year: _day(year, month, day)),
    (rf"(\d{{1,2}})(?:st|nd|rd|th|\.)? {_MONTH} (\d{{4}})", lambda day, month, year: _day(year, _number(month), day)),
    (rf"{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", lambda month, day, year: _day(year, _number(month), day)),
    (rf"{_MONTH} (\d{{4}})", lambda month, year: f"{year}-{int(_number(month)):02d}"),
    (r"(\d{4})[-/.](\d)", lambda year, month: f"{year}-{int(month):02d}"),
    (r"(\d{1,2})[/.](\d{4})", lambda month, year: f"{year}-{int(month):02d}" if 1 <= int(month) <= 12 else ""),
    (r"q([1-4])[ /-]?(\d{4})", lambda quarter, year: f"{year}-{32 + int(quarter)}"),
    (r"(\d{4})[ /-]?q([1-4])", lambda year, quarter: f"{year}-{32 + int(quarter)}"),
    (r"(\d{4}) ?(?:-|–|to) ?(\d{4})", lambda first, last: f"{first}/{last}" if first < last else ""),
    (r"(?:about|around|circa|ca\.?|c\.) ?(\d{4})", lambda year: f"{year}~"),
    (r"(?:since|from) (\d{4})", lambda year: f"{year}/.."),
    (r"(?:until|till|by|before) (\d{4})", lambda year: f"../{year}"),
)


def likely_date(text: str) -> str:
    """The date that a text most likely means, in EDTF; empty where it is none, or may be two, as `03/04/2023`."""
    meant = _guess(" ".join(text.casefold().split()))
    try:
        return meant if meant and edtf.parse(meant) else ""
    except ValueError:
        return ""


def _guess(plain: str) -> str:
    for form, made in _FORMS:
        if match := re.fullmatch(form, plain):
            return made(*match.groups())
    first, between, last = re.sub(" (to|until|till|–|-) ", "/", plain).partition("/")
    sides = (_guess(first), _guess(last)) if between and "/" not in last else ("", "")
    return "/".join(sides) if all(sides) else ""


def _day(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _number(month: str) -> str:
    return str(_MONTHS.index(month) + 1)
