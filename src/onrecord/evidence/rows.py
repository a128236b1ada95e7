"""One row held against the text of its source: what of it the text does not bear out."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from onrecord.evidence.failures import (
    LENGTH,
    NAME,
    NO_PARAGRAPH,
    NUMBER,
    OUTSIDE_PARAGRAPH,
    OUTSIDE_TEXT,
    PARAGRAPHS,
    PASSAGE,
    Fault,
)
from onrecord.evidence.printed import number_stands_in, stands_in
from onrecord.evidence.text import SourceText, Span, sha256

Row = Mapping[str, Any]


def source_faults(row: Row, text: SourceText) -> Iterator[Fault]:
    """What is wrong with the size that a source is recorded with."""
    length, count = len(text.content), len(text.paragraphs)
    if row["length"] not in (None, length):
        yield Fault(LENGTH, "length", f"`length` is {row['length']}, but the text has {length} code points")
    if row["paragraphs"] not in (None, count):
        yield Fault(PARAGRAPHS, "paragraphs", f"`paragraphs` is {row['paragraphs']}, but the text has {count}")


def name_faults(row: Row, text: SourceText) -> Iterator[Fault]:
    """What is wrong with a spelling that the source is said to print.

    It is looked for in the whole text, and not in the passages that its agent cites: a row of names says that the
    source prints the spelling, not where; and the passages show what is told of the agent, under whichever name.
    """
    if not stands_in(row["name"], text.content):
        yield Fault(NAME, "value", f"`{row['name']}` does not stand in the text of `{row['source_id']}`")


def citation_faults(row: Row, text: SourceText) -> list[Fault]:
    """What is wrong with a citation; where its place is right, also whether the number of its figure stands there."""
    return [*_place_faults(row, text)] or [*_number_faults(row, text)]


def span_of(row: Row) -> Span | None:
    """The span of a citation; None where it has none, or half of one."""
    start, end = row["start_char"], row["end_char"]
    return None if start is None or end is None else Span(start, end)


def cited_paragraphs(row: Row, text: SourceText) -> Iterable[int]:
    """The numbers of the paragraphs that a citation shows: those of its span, else the one that it gives."""
    span, number = span_of(row), row["paragraph"]
    if span is not None:
        return text.touched(span)
    return [number] if _known(number, text) else []


def _known(number: int | None, text: SourceText) -> bool:
    return number is not None and 1 <= number <= len(text.paragraphs)


def _place_faults(row: Row, text: SourceText) -> Iterator[Fault]:
    number, span = row["paragraph"], span_of(row)
    known = _known(number, text)
    if number is not None and not known:
        message = f"paragraph {number} is cited, but the text has paragraphs 1 to {len(text.paragraphs)}"
        yield Fault(NO_PARAGRAPH, "paragraph", message)
    if span is None:
        return
    if span.start >= span.end or not span.within(text.whole):
        message = f"the span {span.start} to {span.end} is no part of a text of {text.whole.end} code points"
        yield Fault(OUTSIDE_TEXT, "end_char", message, _counted_otherwise(row, span, text))
        return
    if known and not span.within(text.paragraphs[number - 1]):
        yield Fault(OUTSIDE_PARAGRAPH, "paragraph", _elsewhere(number, span, text))
    if row["passage_sha256"] not in (None, sha256(text.passage(span))):
        message = f"the text from {span.start} to {span.end} has another SHA-256"
        yield Fault(PASSAGE, "passage_sha256", message, _counted_otherwise(row, span, text))


def _elsewhere(number: int, span: Span, text: SourceText) -> str:
    paragraph, touched = text.paragraphs[number - 1], text.touched(span)
    place = f"the span {span.start} to {span.end} leaves paragraph {number}, {paragraph.start} to {paragraph.end}"
    ends = sorted({*touched[:1], *touched[-1:]})
    return f"{place}, and lies in {' to '.join(map(str, ends)) or 'none'}"


def _counted_otherwise(row: Row, span: Span, text: SourceText) -> str:
    """Advice where the span is right by another count than that of code points; else empty."""
    for units, encoding, width in (("bytes", "utf-8", 1), ("units of UTF-16", "utf-16-le", 2)):
        part = text.content.encode(encoding)[width * span.start : width * span.end]
        if row["passage_sha256"] == sha256(part.decode(encoding, "replace")):
            return f"the span counts {units}: give code points"
    return ""


def _number_faults(row: Row, text: SourceText) -> Iterator[Fault]:
    numbers = {Decimal(repr(row[bound])) for bound in ("value", "low", "high") if row[bound] is not None}
    between, passage = row["qualifier"] == "between", _passage(row, text)
    wanted = [{number} for number in numbers] if between and numbers else [numbers]
    if (row["stated"] or numbers) and not all(number_stands_in(row["stated"], some, passage) for some in wanted):
        shown = row["stated"] or (" and " if between else " or ").join(f"{number:f}" for number in sorted(numbers))
        message = f"`{shown}` of `{row['figure_id']}` does not stand in this passage"
        yield Fault(NUMBER, "start_char", message)


def _passage(row: Row, text: SourceText) -> str:
    """The span of a citation, else its paragraph; where it gives neither, the text as a whole is what it cites."""
    paragraph = text.paragraphs[row["paragraph"] - 1] if row["paragraph"] else text.whole
    return text.passage(span_of(row) or paragraph)
