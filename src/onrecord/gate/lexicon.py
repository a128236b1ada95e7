"""What must never appear: salted hashes of words and phrases, and whether a text holds one."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from onrecord.gate.spellings import spellings
from onrecord.gate.words import fold, folded, tokens, words

_MOST_REMEMBERED = 1 << 21
_T = TypeVar("_T", bound=Hashable)


def digest(salt: str, phrase: Iterable[bytes]) -> str:
    """The hash of a phrase: SHA-256 of the salt, a blank, and the words parted by blanks; in hexadecimal."""
    return hashlib.sha256(b" ".join([salt.encode(), *phrase])).hexdigest()


class Lexicon:
    """Words and phrases of which only the hashes are kept."""

    def __init__(self, salt: str, hashes: Iterable[tuple[int, str]] = ()) -> None:
        """``hashes`` are pairs of a number of words and the hash of a phrase of that many words."""
        self.salt = salt
        self._hashes: dict[int, set[str]] = defaultdict(set)
        for count, hash in hashes:
            self._hashes[count].add(hash)
        self._clean: set[Hashable] = set()

    def __len__(self) -> int:
        return sum(map(len, self._hashes.values()))

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return ((count, hash) for count, hashes in self._hashes.items() for hash in hashes)

    def add(self, phrase: str) -> bool:
        """Adds a word or phrase. False where the text has no words at all."""
        parts = words(phrase)
        if parts:
            self._hashes[len(parts)].add(digest(self.salt, parts))
        return bool(parts)

    @property
    def longest(self) -> int:
        """The number of words of the longest phrase; 0 for an empty lexicon."""
        return max(self._hashes, default=0)

    def in_text(self, text: str) -> bool:
        """Whether a text, in any spelling, holds one of the words."""
        return any(self.in_tokens(tokens(spelled)) for spelled in spellings(text.encode(errors="replace")))

    def in_tokens(self, found: list[bytes]) -> bool:
        """Whether tokens, one after the other, hold one of the words."""
        return any(self._held(count, found) for count in self._hashes)

    def _held(self, count: int, found: list[bytes]) -> bool:
        if count == 1:
            return self._fresh_hit(set(found), lambda token: any(self._is_hit((word,)) for word in fold(token)))
        sequence = folded(found)
        phrases = zip(*(sequence[start:] for start in range(count)), strict=False)
        return self._fresh_hit(set(phrases), self._is_hit)

    def _is_hit(self, phrase: tuple[bytes, ...]) -> bool:
        return digest(self.salt, phrase) in self._hashes[len(phrase)]

    def _fresh_hit(self, found: set[_T], is_hit: Callable[[_T], bool]) -> bool:
        """Looks only at what was not looked at before: the same words come in every format."""
        fresh = found - self._clean
        hits = set(filter(is_hit, fresh))
        if len(self._clean) > _MOST_REMEMBERED:
            self._clean.clear()
        self._clean |= fresh - hits
        return bool(hits)
