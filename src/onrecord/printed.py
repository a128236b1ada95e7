"""Numbers as they are printed: which numbers a text can mean, and to which place it gives them.

The rule for number words: `one` to `twenty`, the tens, and what they make together (`twenty-five`, `one hundred and
fifty`, `two million`); `half` (0.5, or 50 in per cent), `dozen` 12, `once`, `twice` and `double` and their like are the
number; a plural such as `dozens`, `hundreds` or `thousands` is one of its kind, to be read with the qualifier
`at_least`. A numeral may be followed by a scale such as `million`, and digits in round brackets may be a negative
number, as in accounts. A minus, an en dash or the word `minus` before digits makes them negative, unless it stands
between two numbers. Digits may be grouped by commas, points, apostrophes or blanks, and have a point or a comma
before their decimals; where both readings are possible, both are kept. A text with a word that the rule does not know
is taken at the author's word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
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

PLAIN = "[1-9][0-9]{0,14}|[1-9][0-9]{0,2}(,[0-9]{3}){1,4}"
"""A number printed in digits alone, or grouped by commas: one that needs no reading, as a regular expression."""

_SCALES = {
    word: WORDS[word][0] for scale in ("hundred", "thousand", "million", "billion") for word in (scale, f"{scale}s")
}
_TOKEN = re.compile(
    r"(?P<sign>(?:[-\u2212\u2013]|(?<!\w)(?i:minus)(?=\s))\s*)?[$\u20ac\u00a3]?"
    r"(?P<digits>[0-9](?:[0-9.,'\u2019\u00a0\u202f ]*[0-9])?)"
    r"|(?P<word>[^\W\d_]+)|\S"
)
_AFTER_NUMBER = re.compile(r"[0-9]\s*[%$\u20ac\u00a3)]?\s*$")
_GROUPING = re.compile(r"['\u2019\u00a0\u202f ]")
_GROUPED = {",": re.compile(r"[0-9]{1,3}(,[0-9]{3})+"), ".": re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")}
_JOINING = frozenset({"a", "of"})
_BETWEEN = frozenset({"to", "and"})
_DASHES = frozenset("-\u2212\u2013\u2014")
_PLAIN = frozenset("%()+-\u2212\u2013\u2014/.,;:\u2019'\"\u201c\u201d$\u20ac\u00a3")
"""Marks that may stand beside a number without changing it."""


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
    found: list[Reading] = []
    tokens = list(_TOKEN.finditer(stated))
    while tokens:
        used = _amount(tokens, found) if tokens[0]["digits"] or _value(tokens[0]) else 0
        tokens = tokens[max(used, 1) :]
    if stated.startswith("(") and stated.endswith(")") and any(map(str.isdigit, stated)):
        found += [replace(reading, number=-reading.number) for reading in found]
    return tuple(dict.fromkeys(found))


def _amount(tokens: list[re.Match[str]], found: list[Reading]) -> int:
    """Adds the readings of the amount that the tokens start with; returns how many tokens it takes."""
    numbers = tuple(_numbers(tokens[0]))
    words = [] if tokens[0]["digits"] else _number_words(tokens)
    used = max(len(words), 1)
    if len(words) > 1:
        found.append(_reading(_composed(words), Decimal(1)))
        return used
    scale, scaled = Decimal(1), [token for token in tokens[1:4] if _word(token) not in _JOINING]
    if scaled and _word(scaled[0]) in (*_SCALES, "dozen"):
        scale, used = WORDS[_word(scaled[0])][0], tokens.index(scaled[0]) + 1
    for each in dict.fromkeys((scale, scale if scale != 1 else _scale_of_range(tokens))):
        found += [_reading(number, each, negative=_is_negative(tokens[0])) for number in numbers]
    return used


def _scale_of_range(tokens: list[re.Match[str]]) -> Decimal:
    """The scale behind a range, which may be meant for its first number too: ``10-20 million``; 1 where none is."""
    rest = tokens[2:] if len(tokens) > 1 and (tokens[1][0] in _DASHES or _word(tokens[1]) in _BETWEEN) else tokens[1:]
    in_range = len(rest) > 1 and rest[0]["digits"] and not _is_negative(rest[0])
    return WORDS[_word(rest[1])][0] if in_range and _word(rest[1]) in _SCALES else Decimal(1)


def _is_negative(token: re.Match[str]) -> bool:
    """Whether there is a sign before the digits: not a dash between two numbers, nor a hyphen after a letter."""
    before, sign = token.string[: token.start()], token["sign"] or ""
    if not sign or before[-1:].isalnum() or _AFTER_NUMBER.search(before):
        return False
    return not sign[-1].isspace() or not any(each["digits"] or _value(each) for each in _TOKEN.finditer(before))


def _word(token: re.Match[str]) -> str:
    return (token["word"] or "").lower()


def _value(token: re.Match[str]) -> tuple[Decimal, ...]:
    return WORDS.get(_word(token), ())


def _number_words(tokens: list[re.Match[str]]) -> list[str]:
    """The words of one cardinal number that the tokens start with: ``two hundred and five thousand``."""
    words: list[str] = []
    for token in tokens:
        word = _word(token)
        if word in _CARDINALS:
            words.append(word)
        elif not (words and (token[0] == "-" or word == "and")):
            break
    return words


_CARDINALS = frozenset({*_UNITS, *_TENS, *_SCALES})


def _composed(words: list[str]) -> Decimal:
    total, part = Decimal(0), Decimal(0)
    for word in words:
        value = WORDS[word][0]
        if word not in _SCALES:
            part += value
        elif value == 100:
            part = (part or Decimal(1)) * value
        else:
            total, part = total + (part or Decimal(1)) * value, Decimal(0)
    return total + part


def _numbers(token: re.Match[str]) -> Iterator[Decimal]:
    if not token["digits"]:
        yield from _value(token)
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


def _reading(number: Decimal, scale: Decimal, *, negative: bool = False) -> Reading:
    exponent = int(number.as_tuple().exponent)
    place = Decimal(1).scaleb(exponent) * scale
    significant = number if exponent < 0 or not number else number.normalize()
    step = Decimal(1).scaleb(int(significant.as_tuple().exponent)) * scale
    return Reading(number * scale * (-1 if negative else 1), step, place)


def reading_of(stated: str, value: Decimal) -> Reading | None:
    """The reading of a printed text that is the value; None where the text can be read, but never so.

    A text without any numeral or known word, or with a word that the rule does not know, is taken at the author's word.
    """
    candidates = readings(stated)
    found = next((reading for reading in candidates if reading.number == value), None)
    return found or (None if candidates and _is_known(stated) else as_written(value))


def as_written(value: Decimal) -> Reading:
    """The reading of a value for which no printed text speaks."""
    return _reading(value.normalize() if value else value, Decimal(1))


def _is_known(stated: str) -> bool:
    """Whether the rule knows every word of the text, or the words that stand beside numbers in English."""
    return all(
        token["digits"] or _value(token) or _word(token) in _BESIDE or token[0] in _PLAIN
        for token in _TOKEN.finditer(stated)
    )


_BESIDE = frozenset(
    """and to or of from per cent percent about more less than at least most almost nearly over under between within
    year years month months week weeks day days hour hours people persons cases times""".split()
)
