"""What stands beside the numbers of a column: what a draft can say of it, and what it must ask."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.importing import glossary, numbers

_MINUS = "-\u2212\u2013"
_SIGNS = frozenset(f"{_MINUS}(")
"""What beside a number may change it."""
_WORD = r"[^\W\d_]+\.?"
_GLUED = re.compile(rf"(?P<before>{_WORD})[-\u2013\u2212./_]?[0-9]|[0-9][-\u2013\u2212./_]?(?P<after>{_WORD})")
_NUMBERING = re.compile(r"[#\u2116]\s*[0-9]")
_KNOWN = frozenset({*numbers.QUALIFIERS, *numbers.SCALES, *glossary.QUALIFIERS, *glossary.SCALES, *glossary.BESIDE})


@dataclass
class Beside:
    """The words and signs beside numbers, in small letters, each once."""

    words: dict[str, None] = field(default_factory=dict)
    """Those that say nothing of the number."""
    qualifiers: dict[str, str] = field(default_factory=dict)
    scales: dict[str, int] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)
    """Those that only people can explain."""

    def __bool__(self) -> bool:
        return bool(self.words or self.qualifiers or self.scales or self.unknown)

    def take(self, text: str) -> None:
        """Sorts the words on one side of a number: the text as a whole, or else one by one."""
        for part in [text] if text in _KNOWN else text.split():
            word = part.lstrip(_MINUS) or part
            if word in glossary.QUALIFIERS:
                self.qualifiers[word] = glossary.QUALIFIERS[word]
            elif word in glossary.SCALES:
                self.scales[word] = glossary.SCALES[word]
            elif word in glossary.BESIDE or not (_SIGNS.intersection(word) or any(map(str.isalnum, word))):
                self.words[word] = None
            elif word not in _KNOWN:
                self.unknown[word] = None

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.words) + len(self.qualifiers) + len(self.scales) + len(self.unknown)


def beside(cells: Iterable[str], reader: numbers.AmountReader) -> Beside:
    """What stands beside the numbers in cells."""
    found = Beside()
    for cell in cells:
        try:
            reader.read(cell)
        except numbers.WordsError as error:
            for part in error.args[0].split(" ... "):
                found.take(part)
    return found


def is_numbering(cell: str) -> bool:
    """Whether the digits are part of a name, as in `R1`, `T-72` and `#5`: glued to letters that are no known word."""
    words = (match["before"] or match["after"] for match in _GLUED.finditer(cell))
    return bool(_NUMBERING.search(cell)) or not all(_KNOWN.intersection(_spellings(word)) for word in words)


def follows_a_name(cell: str) -> bool:
    """Whether a word that is not known stands before the number, as in `Region 5`."""
    before = Beside()
    before.take(" ".join(re.split("[0-9]", cell.casefold(), maxsplit=1)[0].split()))
    return any(any(map(str.isalpha, word)) for word in before.unknown)


def _spellings(word: str) -> tuple[str, str]:
    return word.casefold(), word.casefold().removesuffix(".")
