"""Where words stand in the text of a source."""

import re
import unicodedata
from collections.abc import Iterator

from onrecord.evidence import SourceText, Span
from onrecord.evidence.printed import joined, stands_in

_GAP = re.compile(r"\s*(?:…|\.\.\.)\s*")
"""Between the first and the last words of a passage that is given by both."""
_ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "–": "-", "—": "-"})


def find(words: str, text: SourceText, number: int | None) -> list[Span]:
    """Every place in a paragraph, or in any where no number is given, that the words can mean.

    Blanks between words may be any; all else is as it stands there. With ``…`` or ``...`` in the middle, a passage is
    found by its first and its last words. Where the text has no paragraph of that number, it has no place either.
    """
    spans = text.paragraphs if number is None else text.paragraphs[max(number - 1, 0) : number]
    return [place for span in spans for place in _in_paragraph(words, text, span)]


def alike(words: str, text: SourceText) -> list[int]:
    """The numbers of the paragraphs that have the words in other letters: capitals, quotation marks, accents."""
    wanted = _folded(words)
    found = (n for n, span in enumerate(text.paragraphs, 1) if stands_in(wanted, _folded(text.passage(span))))
    return list(found) if wanted else []


def _in_paragraph(words: str, text: SourceText, span: Span) -> Iterator[Span]:
    first, *rest = filter(None, _GAP.split(words.strip(), maxsplit=1))
    for start in _occurrences(first, text, span):
        ends = _occurrences(rest[0], text, Span(start.end, span.end)) if rest else iter([start])
        if end := next(ends, None):
            yield Span(start.start, end.end)


def _occurrences(words: str, text: SourceText, span: Span) -> Iterator[Span]:
    """The places of words that are no part of a longer word or number."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    at = span.start
    while match := pattern.search(text.content, at, span.end):
        start, end = match.span()
        before, found, after = text.content[max(start - 2, 0) : start], match[0], text.content[end : end + 2]
        if not joined(before, found) and not joined(found, after):
            yield Span(start, end)
        at = start + 1


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_ALIKE)).casefold()
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())
