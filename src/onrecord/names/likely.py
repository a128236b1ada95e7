"""Pairs of spellings that are likely of one name, among many spellings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from onrecord.names.spelling import Forms, forms

_CELLS = 25_000_000
"""How many pairs are compared at a time, 5,000 times 5,000: what bounds the memory."""
_SAME_SKELETON, _LIKE_SKELETON = 0.70, 0.88
"""How alike the vowelled forms must be where the consonants are equal, and where they are only alike."""
_SKELETON = 0.80
_SHORT, _SHORT_VOWELLED = 4, 0.82
"""A skeleton of fewer letters tells little: it must be equal, and the vowelled form this much alike."""


@dataclass(frozen=True)
class Likely:
    """Two spellings, by their places in the sequence, and how alike they are, from 0 to 1."""

    one: int
    two: int
    consonants: float
    letters: float


def likely_same(spellings: Sequence[str]) -> Iterator[Likely]:
    """Every pair of spellings that are likely of one name, in order of their places.

    Quadratic in time, not in memory: 1,500 spellings take well under a second, 100,000 about a quarter of an hour.
    """
    known = [(place, form) for place, spelling in enumerate(spellings) for form in sorted(forms(spelling))]
    best: dict[tuple[int, int], Likely] = {}
    for one, two, consonants in _alike([form.skeleton for _, form in known]):
        (place, form), (other, other_form) = known[one], known[two]
        letters = Indel.normalized_similarity(form.vowelled, other_form.vowelled)
        if place != other and letters >= _demanded(form, other_form):
            pair = Likely(place, other, consonants, letters)
            best[place, other] = max(pair, best.get((place, other), pair), key=lambda pair: pair.letters)
    yield from (best[pair] for pair in sorted(best))


def _alike(skeletons: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """The pairs of skeletons that are alike enough to look at, and how alike they are."""
    step = max(1, _CELLS // max(1, len(skeletons)))
    for start in range(0, len(skeletons), step):
        rows = skeletons[start : start + step]
        table = cdist(
            rows, skeletons[start:], scorer=Indel.normalized_similarity, score_cutoff=_SKELETON, dtype=np.float32
        )
        for row, column in np.argwhere(np.triu(table, 1) > 0).tolist():
            yield start + row, start + column, float(table[row, column])


def _demanded(one: Forms, two: Forms) -> float:
    """How alike the vowelled forms of two spellings with similar skeletons must be; above 1 where nothing will do."""
    same = one.skeleton == two.skeleton
    if min(len(one.skeleton), len(two.skeleton)) < _SHORT:
        return _SHORT_VOWELLED if same and one.skeleton else 2
    return _SAME_SKELETON if same else _LIKE_SKELETON
