"""Filling in citations: from the words that they say to find to the span and the hash of the passage."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.cite.note import FIND, SPAN, Fields, bare, notes
from onrecord.cite.search import alike, find
from onrecord.cite.texts import Text, Unfit, texts_at_hand
from onrecord.editing import Edit, edited, write_text
from onrecord.evidence import SourceText, Span, sha256
from onrecord.problems import Problem
from onrecord.read import read_records, record_files
from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.origins import opened
from onrecord.read.page import Page
from onrecord.read.words import did_you_mean, shown
from onrecord.read.yaml_text import parse

_MOST = 5
"""How many candidates are listed."""
_CONTEXT = 25
"""How many characters of the text are shown before and after each."""


@dataclass(frozen=True)
class Cited:
    """What was filled in, and what could not be."""

    citations: int = 0
    sources: tuple[str, ...] = ()
    """Sources that are now recorded with the hash and the size of their text."""
    files: tuple[Path, ...] = ()
    """The files that were changed."""
    problems: tuple[Problem, ...] = ()
    bare: int = 0
    """Citations of a paragraph alone that could get the span of the whole paragraph, and did not."""


@dataclass
class _Work:
    texts: Mapping[str, Text]
    unfit: Mapping[str, Unfit]
    known: frozenset[str]
    """The sources of the records."""
    paragraphs: bool
    """Whether citations of a paragraph alone are filled in too."""
    citations: int = 0
    used: set[str] = field(default_factory=set)
    """Sources whose text was used and whose records do not yet say that it is theirs."""


def cite(folder: str | Path, sources: str | Path, *, paragraphs: bool = False) -> Cited:
    """Fills in every citation of a folder's YAML that has a note ``find``, with the texts below another folder.

    The note gives way to ``paragraph``, ``start_char``, ``end_char`` and ``passage_sha256``; all else in the files
    stays as it is. With ``paragraphs``, a citation of a paragraph alone gets the span of the whole paragraph. A source
    without a hash is recorded with its text. What cannot be filled in keeps its note and is a problem.
    Raises UsageError where a folder is missing or a file cannot be read or written.
    """
    paths = [path for path in record_files(Path(folder)) if path.suffix.lower() in (".yaml", ".yml")]
    records = read_records(Path(folder))
    table = records.tables["sources"]
    hashes = dict(zip(table["id"].to_pylist(), table["sha256"].to_pylist(), strict=True))
    work = _Work(*texts_at_hand(Path(sources), hashes), frozenset({*hashes, *records.refused}), paragraphs)
    before = {path: page for path in paths if isinstance(page := opened(path, path.as_posix()), Page)}
    after = {path: _edited(page, _found(page, work)) for path, page in before.items()}
    after = {path: _edited(page, _sized(page, work)) for path, page in after.items()}
    changed = [path for path in before if after[path] != before[path]]
    for path in changed:
        write_text(path, after[path].text)
    problems = [problem for page in after.values() for problem in _left(page, work)]
    left = sum(1 for page in after.values() for _ in _whole(page, work))
    return Cited(work.citations, tuple(sorted(work.used)), tuple(changed), tuple(sorted(problems)), left)


def _edited(page: Page, edits: Iterator[Edit]) -> Page:
    return Page(page.file, edited(page.text, edits))


def _found(page: Page, work: _Work) -> Iterator[Edit]:
    """The edits that fill in the citations whose words stand at one place."""
    for note in notes(parse(page).root):
        text = work.texts.get(str(note.get("source_id")))
        if text is None or _conflicting(note):
            continue
        places = _places(note, text.text)
        if len(places) == 1:
            work.citations += 1
            work.used |= {str(note["source_id"])} if text.new else set()
            yield _filled(note, places[0], text.text).in_place_of(FIND, note, page)
    for citation, text, place in _whole(page, work) if work.paragraphs else ():
        work.citations += 1
        work.used |= {str(citation["source_id"])} if text.new else set()
        yield _span(place, text.text).after("paragraph", citation, page)


def _whole(page: Page, work: _Work) -> Iterator[tuple[MarkedMapping, Text, Span]]:
    """The citations of a paragraph alone whose text is at hand, and where the whole paragraph stands."""
    for citation in bare(parse(page).root):
        text = work.texts.get(str(citation.get("source_id")))
        number = _number(citation)
        if text is not None and number and number <= len(text.text.paragraphs):
            yield citation, text, text.text.paragraphs[number - 1]


def _filled(note: MarkedMapping, place: Span, text: SourceText) -> Fields:
    paragraph = {} if "paragraph" in note else {"paragraph": text.touched(place)[0]}
    return Fields({**paragraph, **_span(place, text).values})


def _span(place: Span, text: SourceText) -> Fields:
    return Fields(dict(zip(SPAN, (*place, sha256(text.passage(place))), strict=True)))


def _sized(page: Page, work: _Work) -> Iterator[Edit]:
    """The edits that record sources with their texts."""
    root = parse(page).root
    table = root.get("sources") if isinstance(root, MarkedMapping) else None
    for record in table if isinstance(table, MarkedList) else ():
        if isinstance(record, MarkedMapping) and record.get("id") in work.used:
            size = {name: value for name, value in work.texts[record["id"]].size.items() if name not in record}
            yield Fields(size).after("id", record, page)


def _left(page: Page, work: _Work) -> Iterator[Problem]:
    """A problem for every note that is still there."""
    for note in notes(parse(page).root):
        source = str(note.get("source_id", ""))
        if source not in work.known:
            yield page.problem(note.values_at.get("source_id", note.head), *_unknown(source, work.known))
        else:
            yield page.problem(note.keys_at[FIND], *_reason(note, work.texts.get(source) or work.unfit.get(source)))


def _unknown(source: str, known: frozenset[str]) -> tuple[str, str, str]:
    help = did_you_mean(source, sorted(known)) or "correct the id, or add the source"
    named = f"no source has the id `{shown(source)}`" if source else "the citation names no source"
    return "unknown-source", named, help


def _reason(note: MarkedMapping, text: Text | Unfit | None) -> tuple[str, str, str]:
    """Code, message and help of what keeps a note from being filled in."""
    if given := _conflicting(note):
        return "words-and-span", f"the citation says what to find, and gives `{given}`", "keep one of the two"
    if text is None:
        source = note.get("source_id")
        help = f"put it into the folder of sources: the file that was hashed, or `{source}.txt` where none was yet"
        return "no-text", f"the text of `{source}` is not at hand", help
    if isinstance(text, Unfit):
        return "no-text", f"`{text.path.as_posix()}` {text.reason}", text.help
    number, places = _number(note), _places(note, text.text)
    where = f"{text.path.as_posix()}{f', paragraph {number}' if number is not None else ''}"
    if places:
        help = f"give more words or the paragraph: {_listed(places, text.text)}"
        return "words-ambiguous", f"these words stand at {len(places)} places of {where}", help
    return "words-not-found", f"these words do not stand in {where}", _elsewhere(_words(note), text.text)


def _elsewhere(words: str, text: SourceText) -> str:
    if places := find(words, text, None) if words else []:
        return f"they stand elsewhere: {_listed(places, text)}"
    if numbers := alike(words, text):
        return f"paragraph {', '.join(map(str, numbers))} has them with other capitals, quotation marks or accents"
    return "copy them from the text as they stand there; `…` between the first and the last words leaves out the rest"


def _listed(places: list[Span], text: SourceText) -> str:
    shown = [f"paragraph {text.touched(place)[0]} at {place.start} (`{_around(place, text)}`)" for place in places]
    more = [f"{len(shown) - _MOST} more"] if len(shown) > _MOST else []
    return "; ".join([*shown[:_MOST], *more])


def _around(place: Span, text: SourceText) -> str:
    start, end = max(place.start - _CONTEXT, 0), place.end + _CONTEXT
    return " ".join(text.content[start:end].split())


def _places(note: MarkedMapping, text: SourceText) -> list[Span]:
    return find(_words(note), text, _number(note)) if _words(note) else []


def _words(note: MarkedMapping) -> str:
    """The words of a note; empty where it has none."""
    return note[FIND] if isinstance(note[FIND], str) and note[FIND].strip(" .…") else ""


def _conflicting(note: MarkedMapping) -> str:
    return next((name for name in SPAN if name in note), "")


def _number(note: MarkedMapping) -> int | None:
    """The paragraph that a note gives; 0, which no text has, where it is no number."""
    given: Any = note.get("paragraph")
    return None if given is None else int(given) if str(given).isdecimal() else 0
