"""Source texts, and whether another text repeats seven or more of their words in a row."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from onrecord.gate.words import BREAK, words

RUN = 7
"""So many words of a source in a row are its wording and no longer a fact."""

_ADDRESS = re.compile(r"https?://\S+")
_BREAK = words(BREAK.decode())[0]
_FACTOR = np.uint64(0x9E3779B97F4A7C15)

Phrase = tuple[bytes, ...]


class Passages:
    """All runs of seven words of some texts. Addresses are left out, and an official name counts as one word."""

    def __init__(self, texts: Iterable[str] = (), names: Iterable[str] = ()) -> None:
        self._texts = tuple(texts)
        self._names: dict[bytes, list[Phrase]] = {}
        for name in sorted({tuple(words(name)) for name in names}, key=len, reverse=True):
            if len(name) > 1:
                self._names.setdefault(name[0], []).append(name)

    def __len__(self) -> int:
        return len(self._texts)

    def in_text(self, text: str) -> bool:
        """Whether the text repeats a run of words."""
        return not self._exact.isdisjoint(_runs(self._sequence(text)))

    def perhaps_in(self, sequence: list[bytes]) -> bool:
        """Quick: whether words, one after the other, may repeat a run; False is sure."""
        if len(sequence) < RUN:
            return False
        numbers = np.fromiter(map(self._numbers.get, sequence, repeat(0)), np.uint64, len(sequence))
        windows = np.lib.stride_tricks.sliding_window_view(numbers, RUN)
        known = windows[_known(numbers)]
        return bool(np.isin(_hashes(known), self._hashed).any())

    @cached_property
    def _exact(self) -> set[Phrase]:
        return {run for text in self._texts for run in _runs(self._sequence(text))}

    @cached_property
    def _plain(self) -> set[Phrase]:
        """The runs with every name spelt out, without those inside a name."""
        named = {run for names in self._names.values() for name in names for run in _runs(name)}
        return {run for text in self._texts for run in _runs(words(_ADDRESS.sub(_mark, text)))} - named

    @cached_property
    def _numbers(self) -> dict[bytes, int]:
        return {word: number for number, word in enumerate(sorted(set().union(*self._plain)), 1)}

    @cached_property
    def _hashed(self) -> NDArray[np.uint64]:
        numbers = [[self._numbers[word] for word in run] for run in self._plain]
        return _hashes(np.array(numbers, np.uint64).reshape(-1, RUN))

    def _sequence(self, text: str) -> list[bytes]:
        """The words of a text, breaks for addresses, and each official name as one word."""
        found = words(_ADDRESS.sub(_mark, text))
        sequence, place = [], 0
        while place < len(found):
            name = self._name_at(found, place)
            sequence.append(b" ".join(name))
            place += len(name)
        return sequence

    def _name_at(self, found: list[bytes], place: int) -> Phrase:
        names = self._names.get(found[place], ())
        fits = (name for name in names if tuple(found[place : place + len(name)]) == name)
        return next(fits, (found[place],))


def _mark(_: object) -> str:
    return BREAK.decode()


def _runs(sequence: Iterable[bytes]) -> Iterator[Phrase]:
    sequence = list(sequence)
    runs = zip(*(sequence[start:] for start in range(RUN)), strict=False)
    return (run for run in runs if _BREAK not in run)


def _known(numbers: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """For each window, whether all its words are words of the texts."""
    missing = np.concatenate([[0], np.cumsum(numbers == 0)])
    return np.asarray(missing[RUN:] == missing[:-RUN])


def _hashes(windows: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A number for each window; two different windows may share one, but hardly ever do."""
    total = np.zeros(len(windows), np.uint64)
    for column in windows.T:
        total = (total + column) * _FACTOR
        total ^= total >> np.uint64(29)
    return total
