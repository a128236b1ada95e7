"""Dates of a stated form: ``DD.MM.YYYY`` and the like to EDTF."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from onrecord.importing.formats.rows import Native
from onrecord.models import edtf

TOKENS: Mapping[str, str] = {
    "YYYY": "(?P<year>[0-9]{4})",
    "YY": "(?P<two>[0-9]{2})",
    "MMMM": "(?P<name>[^\\W\\d_]+)",
    "MMM": "(?P<short>[^\\W\\d_]+)\\.?",
    "MM": "(?P<month>[0-9]{2})",
    "M": "(?P<month>[0-9]{1,2})",
    "DD": "(?P<day>[0-9]{2})",
    "D": "(?P<day>[0-9]{1,2})",
    "Q": "(?P<quarter>[1-4])",
    "hh": "[0-9]{2}",
    "mm": "[0-9]{2}",
    "ss": "[0-9]{2}(?:[.,][0-9]+)?",
}
"""What a form is written with, and what each part matches; the time of day is read and dropped."""

_TOKEN = re.compile("|".join(sorted(TOKENS, key=len, reverse=True)))
_ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_QUARTER = 32
_MONTHS = 12
PIVOT = 69
"""The first of two-digit years that belong to the last century: 69 is 1969, 68 is 2068 (POSIX, strptime, `%y`)."""


def reader(form: str, months: Sequence[str] = ()) -> Callable[[str], str | None]:
    """A function from a cell to an EDTF date, a day, month, quarter or year; None where the cell is no such date.

    A cell that is a date in its file, as in workbooks and Parquet, is taken whatever the form. Raises ValueError, with
    the reason, for a form without a year or with a part twice, and for other than twelve months.
    """
    pattern = _pattern(form)
    numbers = _numbers(months)

    @lru_cache(maxsize=4096)
    def read(cell: str) -> str | None:
        match = pattern.fullmatch(cell)
        return _edtf(match.groupdict(), numbers) if match else None

    def date(cell: str) -> str | None:
        if isinstance(cell, Native) and _ISO.match(cell):
            return cell[:10]
        return read(cell)

    return date


def _pattern(form: str) -> re.Pattern[str]:
    parts, at = [], 0
    for match in _TOKEN.finditer(form):
        parts += [re.escape(form[at : match.start()]), TOKENS[match[0]]]
        at = match.end()
    try:
        pattern = re.compile("".join([*parts, re.escape(form[at:])]))
    except re.error:
        raise ValueError("it has a part twice") from None
    groups = pattern.groupindex.keys()
    if not groups & {"year", "two"}:
        raise ValueError("it has no year, `YYYY`")
    if (
        {"year", "two"} <= groups
        or len(groups & {"month", "name", "short", "quarter"}) > 1
        or ("day" in groups and "quarter" in groups)
    ):
        raise ValueError("it has a part twice")
    if "day" in groups and not groups & {"month", "name", "short"}:
        raise ValueError("it has a day and no month")
    return pattern


def _numbers(months: Sequence[str]) -> Mapping[str, int]:
    """Names of months, whole and cut to three letters, to their numbers."""
    if months and len(months) != _MONTHS:
        raise ValueError(f"a year has twelve months, not {len(months)}")
    names = [name.casefold() for name in months or _ENGLISH]
    return {**{name[:3]: number for number, name in enumerate(names, 1)}, **{n: i for i, n in enumerate(names, 1)}}


_ENGLISH = """January February March April May June July August September October November December""".split()


def _whole_year(two: str) -> str:
    return f"{19 if int(two) >= PIVOT else 20}{two}"


def _edtf(parts: Mapping[str, str | None], months: Mapping[str, int]) -> str | None:
    text = parts.get("year") or _whole_year(str(parts["two"]))
    if quarter := parts.get("quarter"):
        return f"{text}-{_FIRST_QUARTER + int(quarter)}"
    name = parts.get("name") or parts.get("short")
    month = months.get(name.casefold()) if name else int(parts.get("month") or 0)
    if month is None or (not month and "month" in parts) or month > _MONTHS:
        return None
    text += f"-{month:02d}" if month else ""
    text += f"-{int(parts['day'] or 0):02d}" if parts.get("day") else ""
    try:
        edtf.parse(text)
    except ValueError:
        return None
    return text
