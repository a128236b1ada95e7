"""The words of a text in the one spelling in which words are compared, so that no trick of spelling hides one.

Compatibility forms, case, combining marks and invisible characters make no difference (Unicode Standard, chapter 3.13,
compatibility caseless matching, without marks). Everything but letters and digits parts words, hyphens, underscores and
dots among it. In scripts that are written without spaces every letter counts as a word.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import chain

BREAK = b"\n\0\n"
"""What stands between two texts that are searched together: no phrase reaches across."""

_ASCII = bytes(ord(chr(byte).lower()) if not byte or chr(byte).isalnum() else ord(" ") for byte in range(128)) + bytes(
    range(128, 256)
)
_IGNORED = frozenset({"Mn", "Mc", "Me", "Cf"})
_CONTINUOUS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of Thai, Lao, Burmese, Khmer, Kana and Han, between which nothing shows where a word ends."""
_NO_WORD = re.compile(r"[\W_]+")


def tokens(text: bytes) -> list[bytes]:
    """A text of UTF-8 cut wherever ASCII parts words, in lower case: quick, for :func:`fold` does the rest."""
    return text.translate(_ASCII).split()


@lru_cache(1 << 18)
def fold(token: bytes) -> tuple[bytes, ...]:
    """The words of one token in the spelling in which they are compared; often one, itself."""
    if token.isascii():
        return (token,)
    text = unicodedata.normalize("NFKD", token.decode(errors="replace")).casefold()
    kept = (char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char) not in _IGNORED)
    parted = _CONTINUOUS.sub(r" \g<0> ", "".join(kept))
    return tuple(_NO_WORD.sub(" ", parted).encode().split())


def folded(found: list[bytes]) -> list[bytes]:
    """The words of tokens, in order."""
    if all(map(bytes.isascii, found)):
        return found
    return list(chain.from_iterable((token,) if token.isascii() else fold(token) for token in found))


def words(text: str) -> list[bytes]:
    """The words of a text, in order."""
    return folded(tokens(text.encode(errors="replace")))
