"""Every text that a piece of a file may stand for: escapes of any format decoded, also one inside the other."""

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator

_DEPTH = 3
"""How many escapes may stand inside one another."""
_SIGNS = re.compile(rb"\\|%[0-9a-fA-F]{2}|&[#A-Za-z]|[0-9A-Za-z\x80-\xff][<*`~]|base64,")
"""Without one of these nothing is escaped."""

_ESCAPE = re.compile(
    rb"\\(?:[uU]([dD][89abAB][0-9a-fA-F]{2})\\[uU]([dD][c-fC-F][0-9a-fA-F]{2})"
    rb"|U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|(.))",
    re.DOTALL,
)
_BLANKS = b"abfnrtv0"


def _character(code: int) -> bytes:
    return chr(code).encode(errors="replace") if code <= 0x10FFFF else b"?"


def _escaped(match: re.Match[bytes]) -> bytes:
    high, low, *numbers, other = match.groups()
    if high:
        return _character(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))
    number = next(filter(None, numbers), None)
    if number:
        return _character(int(number, 16))
    return b" " if other in _BLANKS else bytes(other)


def backslashes(text: bytes) -> bytes:
    """Escapes of JSON, Turtle, JavaScript and Markdown."""
    return _ESCAPE.sub(_escaped, text) if b"\\" in text else text


def entities(text: bytes) -> bytes:
    """Entities and character references of HTML."""
    return html.unescape(text.decode(errors="replace")).encode(errors="replace") if b"&" in text else text


def percents(text: bytes) -> bytes:
    """Percent-encoding (RFC 3986, section 2.1)."""
    return re.sub(rb"%([0-9a-fA-F]{2})", lambda match: bytes([int(match[1], 16)]), text) if b"%" in text else text


_LETTER = rb"[0-9A-Za-z\x80-\xff]"
_INSIDE_WORD = re.compile(rb"(?<=%s)(?:<!--.*?-->|<[^<>]*>|[*`~])+(?=%s)" % (_LETTER, _LETTER), re.DOTALL)


def markup(text: bytes) -> bytes:
    """Tags and comments of HTML and emphasis of Markdown taken out of the middle of words."""
    return _INSIDE_WORD.sub(b"", text)


def without_tags(text: bytes) -> bytes:
    """A page of HTML without its tags and comments."""
    return re.sub(rb"<!--.*?-->|<[^<>]*>", b" ", text, flags=re.DOTALL)


def _base64(match: re.Match[bytes]) -> bytes:
    try:
        return b" " + base64.b64decode(match[1])
    except binascii.Error:
        return match[0]


def embedded(text: bytes) -> bytes:
    """Content of data URLs in base64 (RFC 2397)."""
    return re.sub(rb"base64,([A-Za-z0-9+/]+=*)", _base64, text) if b"base64," in text else text


_DECODERS: tuple[Callable[[bytes], bytes], ...] = (backslashes, entities, percents, markup, embedded)


def escaped_lines(text: bytes) -> list[bytes]:
    """The lines in which anything may stand for something else."""
    lines, place = [], 0
    while match := _SIGNS.search(text, place):
        start = text.rfind(b"\n", place, match.start()) + 1 or place
        stop = text.find(b"\n", match.end())
        place = stop + 1 if stop >= 0 else len(text)
        lines.append(text[start:place])
    return lines


def spellings(text: bytes) -> Iterator[bytes]:
    """The text, and each other text that decoding it up to three times, in any way, leads to."""
    yield text
    if not _SIGNS.search(text):
        return
    seen, latest = {text}, {text}
    for _ in range(_DEPTH):
        latest = {decoder(spelled) for spelled in latest for decoder in _DECODERS} - seen
        seen |= latest
        yield from latest
