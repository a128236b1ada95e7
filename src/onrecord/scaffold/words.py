"""Ids from words: small letters, digits and hyphens, whatever the words are written in."""

import re
from collections.abc import Container

from anyascii import anyascii

_MOST_WORDS = 8
"""Enough to know a record by; longer ids are hard to read."""


def slug(text: str) -> str:
    """The words of a text in small Latin letters and digits, with hyphens between; empty where there are none."""
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", anyascii(text)).lower()))


def fresh_id(prefix: str, words: str, taken: Container[str]) -> str:
    """An id of a prefix and words that nobody has: with ``-2``, ``-3`` and so on behind it where they are taken."""
    stem = "-".join([prefix, *slug(words).split("-")[:_MOST_WORDS]])
    id, number = stem, 1
    while id in taken:
        number += 1
        id = f"{stem}-{number}"
    return id
