"""Drafting a map from the columns of a file: guesses that validate, with comments for what only people know."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from onrecord.importing.formats import BrokenError, File, Row, open_sheet
from onrecord.importing.guess import Guess
from onrecord.importing.look import look
from onrecord.importing.map import Input
from onrecord.importing.template import escaped, slug
from onrecord.problems import Refused, UsageError
from onrecord.read.words import shown

_ROWS = 5000
"""How many rows are looked at."""
_PLACE = frozenset("lat latitude lon long lng longitude".split())
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./ -]*[A-Za-z0-9]|[A-Za-z]")
_WORDS = frozenset("yes no on off true false null y n".split())


def draft_map(path: str | Path) -> str:
    """A map, as YAML with comments, for files like the one given.

    Raises Refused where the file cannot be read; UsageError where there is none, or it has no rows.
    """
    path = Path(path)
    if not path.is_file():
        raise UsageError(f"there is no file {path.as_posix()}")
    guesses: dict[str, Guess] = {}
    rows = 0
    try:
        input = look(path)
        continental = input.delimiter == ";"
        for row in islice(_rows(path, input), _ROWS):
            rows += 1
            for name, cell in row.cells.items():
                guesses.setdefault(name, Guess(name, continental)).see(cell)
    except BrokenError as error:
        raise Refused([error.problem]) from None
    except OSError as error:
        raise UsageError(f"{path.as_posix()} cannot be read: {error.strerror}") from None
    if not guesses:
        raise UsageError(f"{path.as_posix()} has no rows to draft a map from")
    return "".join(f"{line}\n" for line in _Draft(path, input, list(guesses.values()), rows).lines())


def _rows(path: Path, input: Input) -> Iterator[Row]:
    yield from open_sheet(File(path, path.as_posix(), path.name), input).rows


@dataclass
class _Draft:
    path: Path
    input: Input
    guesses: Sequence[Guess]
    rows: int

    def __post_init__(self) -> None:
        self.dates = {guess.name: form for guess in self.guesses if (form := guess.date)}
        rest = [guess for guess in self.guesses if guess.name not in self.dates]
        self.skipped = {guess.name: reason for guess in rest if (reason := _reason(guess))}
        rest = [guess for guess in rest if guess.name not in self.skipped]
        self.numbers = {guess.name: form for guess in rest if (form := guess.number)}
        self.keys = [guess.name for guess in rest if guess.name not in self.numbers]
        self.by_name = {guess.name: guess for guess in self.guesses}

    def lines(self) -> Iterator[str]:
        """The lines of the map."""
        yield "# A draft, guessed from the cells. What stands after FILL IN is for you to say; docs/importing.md tells"
        yield "# of every key. Try it with `onrecord import FILE --map MAP --dry-run`."
        yield f"name: {_quoted(re.sub('[^a-z0-9]', '', slug(self.path.stem))[:40] or 'draft')}"
        yield "inputs:"
        yield f"  - files: [{_quoted(_pattern(self.path.name))}]"
        if self.input.encoding != "utf-8":
            yield f"    encoding: {self.input.encoding}  # or another one: see whether letters with accents are right"
        if self.input.delimiter:
            yield f"    delimiter: {json.dumps(self.input.delimiter)}"
        if self.input.header > 1:
            yield f"    header: {self.input.header}  # what stands above is no row"
        yield from self._columns()
        yield from self._skips()
        yield "    records:"
        yield from self._figures() if self.numbers else self._organizations()

    def _columns(self) -> Iterator[str]:
        if self.dates:
            yield "    columns:"
        for name, form in self.dates.items():
            twin = " or month and day the other way round?" if form[:3] in ("DD/", "D/M") else ""
            yield f"      {_quoted(name)}: {{date: {_quoted(form)}}}  # {self.by_name[name].told}{twin}"

    def _skips(self) -> Iterator[str]:
        wordless = {name: self._wordless(name) for name in self.numbers if self._wordless(name)}
        if self.skipped or wordless:
            yield "    skip:"
        for name, reason in self.skipped.items():
            yield f"      - {{columns: [{_quoted(name)}], reason: {reason}}}  # {self.by_name[name].told}"
        for name, cells in wordless.items():
            values = ", ".join(map(_quoted, cells))
            yield f"      - {{columns: [{_quoted(name)}], values: [{values}], reason: no number}}  # FILL IN: is it so?"

    def _wordless(self, name: str) -> list[str]:
        """The cells of a column of numbers that hold words and do not usually say that there is no number."""
        guess = self.by_name[name]
        return [cell for cell in guess.wordless if cell not in guess.absent]

    def _figures(self) -> Iterator[str]:
        for names, form in self._groups():
            yield "      # Every cell of these columns is a figure; the names on the right are for ids."
            yield "      - table: figures"
            yield "        each:"
            for name in names:
                own = name if self._are_periods else slug(name) or "column"
                yield f"          {_quoted(name)}: {_quoted(own)}  # {self.by_name[name].told}"
            yield f"        number: {{{self._number(names, form)}}}  # how 1234.5 is written{self._doubt(names)}"
            yield from self._fields()

    @property
    def _are_periods(self) -> bool:
        """Whether the columns of numbers are called by years or days."""
        return len(self.numbers) > 1 and all(self.by_name[name].is_period for name in self.numbers)

    def _groups(self) -> Iterator[tuple[list[str], str]]:
        """The columns of numbers by the form in which they are written."""
        for form in dict.fromkeys(self.numbers.values()):
            yield [name for name, own in self.numbers.items() if own == form], form

    def _number(self, names: list[str], form: str) -> str:
        absent = dict.fromkeys(cell for name in names for cell in self.by_name[name].absent)
        words = ", ".join(f"{_quoted(cell)}: not_reported" for cell in absent)
        return f"format: {_quoted(form)}" + (f", absent: {{{words}}}" if words else "")

    def _doubt(self, names: list[str]) -> str:
        doubtful = [guess for name in names if (guess := self.by_name[name]).is_ambiguous]
        example = next((cell for guess in doubtful for cell in guess.cells if "." in cell or "," in cell), "")
        return f"; FILL IN: is {shown(example)} more than a thousand?" if example else ""

    def _fields(self) -> Iterator[str]:
        keys = [name for name in (*self.dates, *self.keys) if self.by_name[name].count == self.rows] or ["@row"]
        yield "        fields:"
        yield f"          id: {_quoted('-'.join(['fig-{@name}', *(_placeholder(key) for key in keys)]))}"
        yield "          source_id: src-fill-in  # FILL IN: the source that the file is, in your records"
        yield "          # reporter_id: org-...  # FILL IN: who gave the numbers, if not whoever published the source"
        if self._are_periods:
            yield "          measure_id: var-fill-in  # FILL IN: the measure of all the numbers"
        else:
            yield "          measure_id: var-{@name}  # FILL IN: a measure with this id for every name under `each`"
        yield "          modality: observed  # FILL IN: or estimated, imputed, promised ...?"
        if period := "@name" if self._are_periods else next(iter(self.dates), ""):
            written = _quoted(_placeholder(period)) if period != "@name" else '"{@name}"'
            yield f"          period: {written}  # FILL IN: is it the time that the number is about?"
        if self.keys:
            yield "        nested:"
            yield "          dimensions:  # FILL IN: a place is better said with `place_id`, an agent with `about_id`"
            for name in self.keys:
                row = f"dimension: {_quoted(escaped(name))}, value: {_quoted(_placeholder(name))}"
                yield f"            - {{{row}}}  # {self.by_name[name].told}"

    def _organizations(self) -> Iterator[str]:
        key = next(iter([*self.keys, *self.dates, *self.skipped]))
        yield "      # FILL IN: no column holds numbers; so what does a row tell of?"
        yield "      - table: organizations"
        yield "        fields:"
        yield f"          id: {_quoted('org-' + _placeholder(key))}"
        yield f"          name: {_quoted(_placeholder(key))}"
        others = [name for name in (*self.keys, *self.dates) if name != key]
        if others:
            yield f"          # FILL IN: the fields for {', '.join(others)}"


def _reason(guess: Guess) -> str:
    """Why a column seems to be no figure and no key; empty where it may be one."""
    if guess.name.casefold() in _PLACE:
        return "where the place lies"
    if guess.is_prose:
        return "prose of others"
    return "the same in every row" if guess.is_constant else ""


def _pattern(name: str) -> str:
    return re.sub(r"([\[*?])", r"[\1]", name)


def _placeholder(name: str) -> str:
    return f"{{{name}}}" if escaped(name) == name else "{@row}"


def _quoted(text: str) -> str:
    """A text as YAML: plain where nobody could misread it."""
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _WORDS
    if plain:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in quoted)
