"""Spellings in two forms that forgive what transliteration changes: with their vowels, and as bare consonants."""

import re
from dataclasses import dataclass
from functools import partial

from anyascii import anyascii

_FOLDS: tuple[tuple[str, str], ...] = (
    ("th|dt", "t"),
    ("ph", "v"),
    ("ck", "k"),
    ("shch|tsch|tch|ch|cz|ts|tz", "C"),
    ("sch|sh|zh|sz|z", "s"),
    ("kh|gh|[ghq]", "k"),
    ("[vwf]", "v"),
    ("d", "t"),
    ("b", "p"),
    ("x", "ks"),
    ("y", "i"),
)
"""Letters that one name has in one romanisation and not in another, and what stands for all of them; in this order."""

_READINGS = {"j": ("i", "s"), "c": ("C", "k")}
"""Letters that some languages read one way and some the other."""

_ACRONYM_LETTERS = 6
"""The most letters of an acronym."""


@dataclass(frozen=True, order=True)
class Forms:
    """A spelling as it is compared: with vowels, and without."""

    vowelled: str
    skeleton: str


def forms(spelling: str) -> set[Forms]:
    """The forms of a spelling in any script, one for each way to read it; none where ASCII has no letters for it."""
    letters = " ".join(re.findall("[a-z0-9]+", anyascii(spelling).replace("'", "").lower()))
    folded = [_folded(letters)]
    for letter, readings in _READINGS.items():
        folded = [text.replace(letter, reading) for text in folded for reading in readings]
    return {Forms(_single(text), _single(re.sub("[aeiou ]", "", text))) for text in folded} if letters else set()


def is_acronym(spelling: str) -> bool:
    """Whether a spelling is a few capitals: too many different agents share those."""
    letters = [char for char in spelling if char.isalpha()]
    return 0 < len(letters) <= _ACRONYM_LETTERS and all(char.isupper() for char in letters)


def _folded(letters: str) -> str:
    for pattern, letter in _FOLDS:
        letters = re.sub(pattern, letter, letters)
    return letters


_single = partial(re.sub, r"(.)\1+", r"\1")
