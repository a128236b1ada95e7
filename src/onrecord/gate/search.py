"""The gate: every file of a finished release is searched for what must not be in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.gate.artefact import is_page, parts
from onrecord.gate.cells import cells
from onrecord.gate.holders import holders
from onrecord.gate.lexicon import Lexicon
from onrecord.gate.passages import RUN, Passages
from onrecord.gate.redacted import MASK, masked
from onrecord.gate.spellings import escaped_lines, spellings, without_tags
from onrecord.gate.words import folded, tokens
from onrecord.problems import Problem, Where

WITHHELD, SOURCE, UNSEARCHABLE = "withheld-word", "source-words", "unsearchable-file"
CODES = {
    WITHHELD: "A word that the dataset withholds stands in a finished file, or in its name.",
    SOURCE: "Seven or more words of a source stand in a row in a finished file.",
    UNSEARCHABLE: "A finished file is neither text nor Parquet, so nobody knows what it holds.",
}
"""Code to meaning of what the gate finds."""

HELP = {
    WITHHELD: "take it out of the records; docs/disclosure.md tells what is withheld and why it is not shown here",
    SOURCE: "say it in your own words",
    UNSEARCHABLE: "release text in UTF-8 or Parquet only",
}
"""Code to what to do about it."""


@dataclass(frozen=True)
class Searched:
    """What the gate did."""

    files: int = 0
    words: int = 0
    """How many withheld words and phrases it searched for."""
    texts: int = 0
    """For the words of how many sources."""

    def __str__(self) -> str:
        return f"searched {self.files} files; withheld words and phrases: {self.words}; texts of sources: {self.texts}"


@dataclass
class _Seen:
    """What a first, quick look at a file found."""

    columns: set[str] = field(default_factory=set)
    """Where a withheld word stands; empty text where no column is known."""
    wording: bool = False
    """Whether the wording of a source may be in it."""


@dataclass(frozen=True)
class Gate:
    """What must not be in a release."""

    lexicon: Lexicon
    passages: Passages = field(default_factory=Passages)

    def search(self, root: Path) -> tuple[Searched, list[Problem]]:
        """Searches every file below a folder, its name included. Where there is nothing to search for, none is read.

        Problems name the file and, where it is known, the column; never what was found.
        """
        if not len(self.lexicon) and not len(self.passages):
            return Searched(), []
        paths = sorted(path for path in root.rglob("*") if not path.is_dir())
        problems = [problem for path in paths for problem in self._problems(path, path.relative_to(root).as_posix())]
        return Searched(len(paths), len(self.lexicon), len(self.passages)), problems

    def _problems(self, path: Path, name: str) -> Iterator[Problem]:
        where = Where(masked(name, self.lexicon))
        if where.file != name:
            yield _problem(where, WITHHELD, "the path of this file holds a withheld word")
        seen = self._look(path)
        if seen is None:
            yield _problem(where, UNSEARCHABLE, "this file cannot be searched")
            return
        for column in self._columns(path, seen):
            yield _problem(where, WITHHELD, f"a withheld word stands in {self._place(column)}")
        if seen.wording:
            found = {column for column, text in cells(path) if self.passages.in_text(text)}
            for column in sorted(found):
                place = self._place(column) + self._holders(path, column)
                yield _problem(where, SOURCE, f"{RUN} or more words of a source stand in {place}")

    def _look(self, path: Path) -> _Seen | None:
        """The quick look; None where the file cannot be read."""
        seen, carried, longest = _Seen(), list[bytes](), max(self.lexicon.longest, RUN) - 1
        try:
            for column, text in parts(path):
                found = tokens(text)
                self._note(seen, column, found if column else carried + found)
                self._note_decoded(seen, column, text, whole=is_page(path))
                carried = [] if column else found[-longest:]
        except Exception:  # whatever a damaged file leads to: it is refused, and what the error says may be the word
            return None
        return seen

    def _note(self, seen: _Seen, column: str, found: list[bytes]) -> None:
        self._note_words(seen, column, found)
        self._note_wording(seen, found)

    def _note_words(self, seen: _Seen, column: str, found: list[bytes]) -> None:
        if self.lexicon.in_tokens(found):
            seen.columns.add(column)

    def _note_wording(self, seen: _Seen, found: list[bytes]) -> None:
        seen.wording = seen.wording or (len(self.passages) > 0 and self.passages.perhaps_in(folded(found)))

    def _note_decoded(self, seen: _Seen, column: str, text: bytes, *, whole: bool) -> None:
        """The same for what the escapes in a text stand for; wording is looked for only where all are decoded."""
        found: list[bytes] = []
        for spelled in _decoded(text, whole=whole):
            found = tokens(spelled)
            self._note_words(seen, column, found)
        self._note_wording(seen, found)

    def _columns(self, path: Path, seen: _Seen) -> list[str]:
        """The columns with a withheld word; one empty text where only the file is known."""
        if seen.columns == {""}:
            seen.columns |= {column for column, text in cells(path) if self.lexicon.in_text(text)}
        return sorted(seen.columns - {""} or seen.columns)

    def _place(self, column: str) -> str:
        if not column:
            return "this file"
        return f"its column `{MASK if self.lexicon.in_text(column) else column}`"

    def _holders(self, path: Path, column: str) -> str:
        """The ids of the records with wording of a source, unless they say it themselves, or what is withheld."""
        try:
            named = holders(path, column, self.passages.in_text)
        except Exception:  # whatever a damaged file leads to: it is refused all the same, without ids
            return ""
        return "" if self.lexicon.in_text(named) or self.passages.in_text(named) else named


def _decoded(text: bytes, *, whole: bool) -> Iterator[bytes]:
    """What a text stands for: of data the lines with escapes, decoded; of a page all of it, also without its tags."""
    if whole:
        yield from spellings(text)
        yield from spellings(without_tags(text))
    elif lines := escaped_lines(text):
        yield from spellings(b"\n".join(lines))


def _problem(where: Where, code: str, message: str) -> Problem:
    return Problem(where, code, message, HELP[code])
