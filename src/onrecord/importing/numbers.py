"""Numbers of a stated form, and the words and signs that people write beside them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from onrecord.importing.formats.rows import Native

QUALIFIERS: Mapping[str, str] = {
    **dict.fromkeys("about around approximately approx approx. circa ca. c. roughly some ~ ≈ ±".split(), "about"),
    **dict.fromkeys(("more than", "over", "above", "exceeding", ">"), "more_than"),
    **dict.fromkeys(("at least", "no fewer than", "no less than", "minimum", "or more", "and more", "+"), "at_least"),
    **dict.fromkeys((">=", "≥"), "at_least"),
    **dict.fromkeys(("less than", "fewer than", "under", "below", "<"), "less_than"),
    **dict.fromkeys(("at most", "up to", "no more than", "maximum", "or less", "or fewer", "<=", "≤"), "at_most"),
    **dict.fromkeys(("almost", "nearly", "close to"), "almost"),
    **dict.fromkeys(("exactly", "="), "exact"),
}
"""Words and signs before or after a number, in small letters, and the qualifiers that they stand for."""

SCALES: Mapping[str, int] = {
    **dict.fromkeys(("hundred", "hundreds"), 100),
    **dict.fromkeys(("k", "thousand", "thousands"), 10**3),
    **dict.fromkeys(("mn", "million", "millions"), 10**6),
    **dict.fromkeys(("bn", "billion", "billions"), 10**9),
}
"""Words after a number that multiply it, in small letters."""
ERRORS = frozenset("#DIV/0! #GETTING_DATA #N/A #NAME? #NULL! #NUM! #REF! #VALUE!".split())
"""Cells in place of what a formula could not give (ECMA-376, part 1, section 18.17.3)."""

_FORM = re.compile(r"1(?P<group>[^0-9A-Za-z]?)234(?:(?P<point>[^0-9A-Za-z])5)?")
_BLANKS = " \u00a0\u202f"
_SIGNS = "-+\u2212\u2013"
_MINUS = re.compile(r"(?:[-\u2212\u2013]|(?<!\w)minus)$")
_MINUS_FIRST = re.compile(r"(.*\W)?(?:[-\u2212\u2013]|minus\b).*", re.IGNORECASE)
"""A minus before other signs, not a hyphen inside them."""
_JOINING = r"(?:-|\u2013|\u2014|\.\.\.?|\u2026|to|and)"
_OF_RANGE = frozenset({"", "between", "from"})


@dataclass(frozen=True)
class Number:
    """How numbers are written."""

    group: str
    """The signs of which one stands between thousands; empty where none does."""
    point: str
    """The sign before decimals; empty where there are none."""

    @property
    def pattern(self) -> str:
        """A regular expression for one number."""
        digits = "[0-9]+"
        if self.group:
            digits = f"(?:[0-9]{{1,3}}(?:[{re.escape(self.group)}][0-9]{{3}})+|[0-9]+)"
        decimals = f"(?:{re.escape(self.point)}[0-9]+)?" if self.point else ""
        return f"(?:(?<!\\w)[{_SIGNS}])?{digits}{decimals}"

    def decimal(self, text: str) -> Decimal | None:
        """The number that a text is; None where it is none of this form.

        A cell that is a number in its file, as in workbooks, JSON and Parquet, is taken whatever the form.
        """
        if isinstance(text, Native) and _PLAIN.fullmatch(text):
            return Decimal(text)
        return self.value(text) if re.fullmatch(self.pattern, text) else None

    def value(self, text: str) -> Decimal:
        """The number that a text of this form is."""
        for sign in self.group:
            text = text.replace(sign, "")
        return Decimal(text.replace(self.point or ".", ".").replace("\u2212", "-").replace("\u2013", "-"))


_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def form(example: str) -> Number:
    """How numbers are written where 1234.5 is written like the example. Raises ValueError."""
    match = _FORM.fullmatch(example)
    if not match or (match["group"] and match["group"] == match["point"]):
        raise ValueError(
            "show how 1234.5 is written, as in `1 234,5` or `1,234.5`, or 1234 where there are no decimals"
        )
    group = match["group"]
    return Number(_BLANKS if group in _BLANKS and group else group, match["point"] or "")


@dataclass(frozen=True)
class Amount:
    """What a cell says of a quantity: the number fields of a figure."""

    qualifier: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


class WordsError(ValueError):
    """There are words beside the number that nobody explained; ``args[0]`` holds them."""


class AmountReader:
    """Reads what people write into cells: a number, with words or signs beside it."""

    def __init__(
        self,
        number: Number,
        qualifiers: Mapping[str, str],
        beside: Iterable[str] = (),
        scales: Mapping[str, int] = MappingProxyType({}),
        *,
        brackets: bool = False,
    ) -> None:
        """``brackets`` says that a number in round ones is negative."""
        self._number = number
        self._brackets = brackets
        self._qualifiers = {**QUALIFIERS, **{words.casefold(): code for words, code in qualifiers.items()}}
        self._scales = {**SCALES, **{word.casefold(): factor for word, factor in scales.items()}}
        self._scale = re.compile(rf"({'|'.join(map(re.escape, sorted(self._scales, key=len, reverse=True)))})(?!\w)")
        one = number.pattern
        self._pattern = re.compile(
            rf"(?P<before>.*?)\s*(?P<one>{one})(?:\s*{_JOINING}\s*(?P<other>{one}))?\s*(?P<after>[^0-9]*)"
        )
        self._beside = [word.casefold() for word in beside]

    def read(self, cell: str) -> Amount | None:
        """The amount, None where the cell holds no number of the form. Raises WordsError."""
        value = self._number.decimal(cell)
        if value is not None:
            return Amount("exact", value)
        if self._brackets and cell.startswith("(") and cell.endswith(")"):
            return self._negative(cell)
        match = self._pattern.fullmatch(cell)
        if match is None or cell in ERRORS or _ends_in_digit(match["before"]):
            return None
        before, (factor, after) = self._words(match["before"]), self._scaled(self._words(match["after"]))
        one = self._number.value(match["one"]) * factor
        if match["other"]:
            return self._range(before, after, one, self._number.value(match["other"]) * factor)
        if one > 0 and _MINUS.search(before) and _MINUS_FIRST.fullmatch(match["before"]):  # as in `-$5`, not `US-$5`
            before, one = _MINUS.sub("", before).rstrip(), -one
        return Amount(self._qualifier(before, after), one)

    def _negative(self, cell: str) -> Amount | None:
        """The amount in round brackets, where these stand for a minus: no other minus and no brackets inside them."""
        inner = cell[1:-1].strip()
        amount = None if inner.startswith("(") else self.read(inner)
        if amount is None or amount.value is None or amount.value < 0:
            return None
        if amount.qualifier != "exact":
            raise WordsError("( ... )")
        return Amount("exact", -amount.value)

    def _range(self, before: str, after: str, low: Decimal, high: Decimal) -> Amount:
        if before not in _OF_RANGE or after:
            raise WordsError(" ... ".join(filter(None, (before, after))))
        return Amount("between", low=low, high=high)

    def _qualifier(self, before: str, after: str) -> str:
        words = before or after
        if not words:
            return "exact"
        if (before and after) or words not in self._qualifiers:
            raise WordsError(" ... ".join(filter(None, (before, after))))
        return self._qualifiers[words]

    def _scaled(self, text: str) -> tuple[int, str]:
        """What the words after a number multiply it by, and the rest of them."""
        match = self._scale.match(text)
        return (self._scales[match[0]], self._words(text[match.end() :])) if match else (1, text)

    def _words(self, text: str) -> str:
        """The words beside a number, without those that say nothing of it."""
        text = " ".join(text.casefold().split())
        for word in self._beside:
            text = text.removeprefix(word).removesuffix(word).strip()
        return text


def _ends_in_digit(text: str) -> bool:
    return bool(re.search("[0-9]", text))


def plain(number: Decimal) -> int | float:
    """A number of at most 15 digits as JSON writes it: whole ones without a fraction."""
    return int(number) if number == number.to_integral_value() else float(number)
