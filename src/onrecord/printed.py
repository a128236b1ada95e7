"""Numbers as they are printed: which numbers a text can mean, and to which place it gives them.

The rule for number words: `one` to `twenty`, the tens, `half` (0.5, or 50 in per cent), `dozen` 12, `once`, `twice` and
`double` and their like are the number; a plural such as `dozens`, `hundreds` or `thousands` is one of its kind, to be
read with the qualifier `at_least`. A numeral may be followed by `hundred`, `thousand`, `million` or `billion`. Digits
may be grouped by commas, points, apostrophes or blanks, and have a point or a comma before their decimals; where both
readings are possible, both are kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty""".split()
_TENS = "thirty forty fifty sixty seventy eighty ninety".split()
WORDS: dict[str, tuple[Decimal, ...]] = {
    **{word: (Decimal(number),) for number, word in enumerate(_UNITS)},
    **{word: (Decimal(10 * number),) for number, word in enumerate(_TENS, start=3)},
    **dict.fromkeys(("a", "an", "single", "once"), (Decimal(1),)),
    **dict.fromkeys(("twice", "double", "doubled", "doubling"), (Decimal(2), Decimal(100))),
    **dict.fromkeys(("triple", "tripled", "tripling", "thrice"), (Decimal(3), Decimal(200))),
    **dict.fromkeys(("half", "halved"), (Decimal("0.5"), Decimal(50))),
    **dict.fromkeys(("dozen", "dozens"), (Decimal(12),)),
    **dict.fromkeys(("hundred", "hundreds"), (Decimal(100),)),
    **dict.fromkeys(("thousand", "thousands"), (Decimal(1000),)),
    **dict.fromkeys(("million", "millions"), (Decimal(10) ** 6,)),
    **dict.fromkeys(("billion", "billions"), (Decimal(10) ** 9,)),
}
"""What each number word can mean; a word such as `doubled` is a ratio of 2 or a change by 100 per cent."""

_SCALES = {word: WORDS[word][0] for word in ("hundred", "thousand", "million", "billion")}
_TOKEN = re.compile(
    r"(?P<sign>(?<![0-9])[-\u2212])?(?P<digits>[0-9](?:[0-9.,'\u2019\u00a0\u202f ]*[0-9])?)|(?P<word>[^\W\d_]+)"
)
_GROUPING = re.compile(r"['\u2019\u00a0\u202f ]")
_GROUPED = {",": re.compile(r"[0-9]{1,3}(,[0-9]{3})+"), ".": re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")}


@dataclass(frozen=True)
class Reading:
    """One number that a text can mean."""

    number: Decimal
    step: Decimal
    """The unit of the last significant place printed: 10 for `1,230`, 0.1 for `2.5`, 100000 for `1.5 million`."""
    place: Decimal
    """The unit of the last place printed, zeros included: 1 for `1,230`, 0.01 for `2.50`."""


@lru_cache(maxsize=65536)
def readings(stated: str) -> tuple[Reading, ...]:
    """Every number that the printed text can mean; none where it holds no numeral and no word of the rule."""
    tokens = list(_TOKEN.finditer(stated))
    found: list[Reading] = []
    scaled = False
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        scale = _SCALES.get(((following and following["word"]) or "").lower())
        numbers = () if scaled else tuple(_numbers(token))
        found += [_reading(number, scale or Decimal(1), token["sign"]) for number in numbers]
        scaled = bool(numbers and scale)
    return tuple(dict.fromkeys(found))


def _numbers(token: re.Match[str]) -> Iterator[Decimal]:
    if token["word"]:
        yield from WORDS.get(token["word"].lower(), ())
        return
    digits = _GROUPING.sub("", token["digits"])
    plain = digits.replace(",", "").replace(".", "")
    if not re.search("[,.]", digits):
        yield Decimal(digits)
    elif any(pattern.fullmatch(digits) for pattern in _GROUPED.values()):
        yield Decimal(plain)
    for point, grouping in ((".", ","), (",", ".")):
        whole, mark, decimals = digits.rpartition(point)
        if mark and point not in whole and grouping not in decimals:
            yield Decimal(f"{whole.replace(grouping, '')}.{decimals}")


def _reading(number: Decimal, scale: Decimal, sign: str | None) -> Reading:
    exponent = int(number.as_tuple().exponent)
    place = Decimal(1).scaleb(exponent) * scale
    significant = number if exponent < 0 or not number else number.normalize()
    step = Decimal(1).scaleb(int(significant.as_tuple().exponent)) * scale
    return Reading(number * scale * (-1 if sign else 1), step, place)


def reading_of(stated: str, value: Decimal) -> Reading | None:
    """The reading of a printed text that is the value; None where the text can be read, but never so.

    A text without any numeral or known word is taken at the author's word.
    """
    candidates = readings(stated)
    if not candidates:
        return _reading(value.normalize() if value else value, Decimal(1), None)
    return next((reading for reading in candidates if reading.number == value), None)
