"""The text of a drafted map: guesses that validate, with comments for what only people know."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.importing.guess import Guess
from onrecord.importing.map import Input
from onrecord.importing.template import escaped, slug
from onrecord.read.words import listed, shown

_PLACE = frozenset("lat latitude lon long lng longitude".split())
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./ -]*[A-Za-z0-9]|[A-Za-z]")
_WORDS = frozenset("yes no on off true false null y n".split())


@dataclass
class MapDraft:
    """What is guessed of the columns of one file, to be written as a map."""

    path: Path
    input: Input
    guesses: Sequence[Guess]
    rows: Sequence[Mapping[str, str]]
    odd: Mapping[str, Sequence[str]]
    """By column of dates: the cells that are none, whose rows are left out."""

    def __post_init__(self) -> None:
        formulas = {column for skip in self.input.skip for column in skip.columns}
        known = [guess for guess in self.guesses if guess.name not in formulas]
        self.dates = {guess.name: form for guess in known if (form := guess.date)}
        rest = [guess for guess in known if guess.name not in self.dates]
        self.skipped = {guess.name: reason for guess in rest if (reason := _reason(guess))}
        rest = [guess for guess in rest if guess.name not in self.skipped]
        self.numbers = {guess.name: form for guess in rest if (form := guess.number)}
        self.keys = [guess.name for guess in rest if guess.name not in self.numbers]
        self.by_name = {guess.name: guess for guess in self.guesses}
        self.own = _told_apart(self.numbers)
        self.aliases = {guess.name: self._alias(number) for number, guess in enumerate(known, 1) if _is_odd(guess.name)}

    def _alias(self, number: int) -> str:
        """What templates call a column whose name cannot stand in one."""
        alias = f"column {number}"
        while alias in self.by_name:
            alias += "'"
        return alias

    def _placeholder(self, name: str) -> str:
        return f"{{{self.aliases.get(name, name)}}}"

    def lines(self) -> Iterator[str]:
        """The lines of the map."""
        yield "# A draft, guessed from the cells. What stands after FILL IN is for you to say; docs/importing.md tells"
        yield "# of every key. Try it with `onrecord import FILE --map MAP --dry-run`."
        yield f"name: {_quoted(re.sub('[^a-z0-9]', '', slug(self.path.stem))[:40] or 'draft')}"
        yield "inputs:"
        yield f"  - files: [{_quoted(_pattern(self.path.name))}]"
        if self.input.encoding != "utf-8":
            doubt = "  # or another one: see whether letters with accents are right"
            yield f"    encoding: {self.input.encoding}{doubt if self.input.encoding == 'cp1252' else ''}"
        if self.input.delimiter:
            yield f"    delimiter: {json.dumps(self.input.delimiter)}"
        if self.input.header > 1:
            yield f"    header: {self.input.header}  # what stands above is no row"
        if self.input.rows:
            yield f"    rows: {_quoted(self.input.rows)}"
        yield from self._columns()
        yield from self._skips()
        yield "    records:"
        yield from self._figures() if self.numbers else self._organizations()

    def _columns(self) -> Iterator[str]:
        read = list(dict.fromkeys([*self.dates, *(name for name in self.aliases if name not in self.numbers)]))
        if read:
            yield "    columns:"
        for name in read:
            guess, form, alias = self.by_name[name], self.dates.get(name, ""), self.aliases.get(name, "")
            keys = [f"column: {_quoted(name)}"] * bool(alias) + [f"date: {_quoted(form)}"] * bool(form)
            doubt = guess.doubt(form) if form else ""
            yield f"      {_quoted(alias or name)}: {{{', '.join(keys)}}}  # {guess.told}{doubt}"

    def _skips(self) -> Iterator[str]:
        wordless = {name: self._wordless(name) for name in self.numbers if self._wordless(name)}
        unused = [] if self.numbers else [name for name in (*self.keys, *self.dates) if name != self._key]
        if self.odd or self.input.skip or self.skipped or wordless or unused:
            yield "    skip:"
        for name, cells in self.odd.items():
            values = ", ".join(map(_quoted, cells))
            skipped = f"columns: [{_quoted(name)}], values: [{values}], whole_row: true, reason: no date"
            yield f"      - {{{skipped}}}  # FILL IN: has such a row no figure?"
        for skip in self.input.skip:
            columns = ", ".join(map(_quoted, skip.columns))
            help = "FILL IN: to use it, save the file in a spreadsheet program"
            yield f"      - {{columns: [{columns}], reason: {skip.reason}}}  # {help}"
        for name in unused:
            yield f"      - {{columns: [{_quoted(name)}], reason: not used}}  # FILL IN: or is it a field?"
        for name, reason in self.skipped.items():
            yield f"      - {{columns: [{_quoted(name)}], reason: {reason}}}  # {self.by_name[name].told}"
        for name, cells in wordless.items():
            values = ", ".join(map(_quoted, cells))
            yield f"      - {{columns: [{_quoted(name)}], values: [{values}], reason: no number}}  # FILL IN: is it so?"

    def _wordless(self, name: str) -> list[str]:
        """The cells of a column of numbers that hold none, and do not usually say that there is none."""
        guess = self.by_name[name]
        return [*(cell for cell in guess.wordless if cell not in guess.absent), *guess.unread(self.numbers[name])]

    def _figures(self) -> Iterator[str]:
        for names, form in self._groups():
            yield "      # Every cell of these columns is a figure; the names on the right are for ids."
            yield "      - table: figures"
            yield "        each:"
            for name in names:
                own = name if self._are_periods else self.own[name]
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
        besides = [self.by_name[name].beside(form) for name in names]
        signs = ", ".join(map(_quoted, dict.fromkeys(word for beside in besides for word in beside.words)))
        qualifiers = _pairs({word: code for beside in besides for word, code in beside.qualifiers.items()})
        scales = _pairs({word: factor for beside in besides for word, factor in beside.scales.items()})
        return (
            f"format: {_quoted(form)}"
            + (f", beside: [{signs}]" if signs else "")
            + (", brackets: yes" if any(self.by_name[name].enclosed for name in names) else "")
            + (f", qualifiers: {{{qualifiers}}}" if qualifiers else "")
            + (f", scales: {{{scales}}}" if scales else "")
            + (f", absent: {{{words}}}" if words else "")
        )

    def _doubt(self, names: list[str]) -> str:
        doubtful = [guess for name in names if (guess := self.by_name[name]).is_ambiguous]
        example = next((cell for guess in doubtful for cell in guess.cells if "." in cell or "," in cell), "")
        thousand = f"is {shown(example)} more than a thousand?" if example else ""
        guesses = [self.by_name[name] for name in names]
        besides = [guess.beside(self.numbers[guess.name]) for guess in guesses]
        unknown = listed(dict.fromkeys(shown(word) for beside in besides for word in beside.unknown))
        words = "what do the words and signs beside the numbers say?" if any(besides) else ""
        words += f" {unknown} still to be said under `qualifiers`, `scales` or `beside`" if unknown else ""
        enclosed = next((cell for guess in guesses for cell in guess.enclosed), "")
        negative = f"is {shown(enclosed)} negative?" if enclosed else ""
        told = " ".join(filter(None, (thousand, words, negative)))
        return f"; FILL IN: {told}" if told else ""

    def _fields(self) -> Iterator[str]:
        keys = [name for name in (*self.dates, *self.keys) if self.by_name[name].count == len(self.rows)]
        again = bool(keys) and self._repeat(keys)
        row = ["{@row}"] if again or not keys else []
        doubt = (
            "  # FILL IN: rows have the same keys, so their numbers tell them apart; is each meant?" if again else ""
        )
        yield "        fields:"
        yield f"          id: {_quoted('-'.join(['fig-{@name}', *map(self._placeholder, keys), *row]))}{doubt}"
        yield "          source_id: src-fill-in  # FILL IN: the source that the file is, in your records"
        yield "          # reporter_id: org-...  # FILL IN: who gave the numbers, if not whoever published the source"
        if self._are_periods:
            yield "          measure_id: var-fill-in  # FILL IN: the measure of all the numbers"
        else:
            yield "          measure_id: var-{@name}  # FILL IN: a measure with this id for every name under `each`"
        yield "          modality: observed  # FILL IN: or estimated, imputed, promised ...?"
        if period := "@name" if self._are_periods else next(iter(self.dates), ""):
            written = _quoted(self._placeholder(period)) if period != "@name" else '"{@name}"'
            yield f"          period: {written}  # FILL IN: is it the time that the number is about?"
        else:
            yield "          # period: FILL IN, as in 2024 or 2024-05: the time that the numbers are about"
        times = [name for name in self.dates if name not in (*keys, period)]
        if self.keys or times:
            yield "        nested:"
            yield "          dimensions:  # FILL IN: a place is better said with `place_id`, an agent with `about_id`"
            for name in (*self.keys, *times):
                yield f"            - {self._dimension(name)}"

    def _dimension(self, name: str) -> str:
        guess, doubt = self.by_name[name], ""
        if name in self.dates:
            doubt = "; FILL IN: which time is it? put it under `skip` if it does not tell the numbers apart"
        elif guess.looks_dated:
            doubt = "; FILL IN: dates? `date` under `columns` says how they are written"
        called = _printable(name) or self.aliases[name]
        cells = f"dimension: {_quoted(escaped(called))}, value: {_quoted(self._placeholder(name))}"
        return f"{{{cells}}}  # {guess.told}{doubt}"

    def _repeat(self, keys: Sequence[str]) -> bool:
        """Whether two rows have the same keys, as they stand in ids."""
        found = [tuple(slug(row[key]) for key in keys) for row in self.rows]
        return len(set(found)) < len(found)

    @property
    def _key(self) -> str:
        """Where no column holds numbers: the one that names what a row tells of."""
        names = self.keys or list(self.dates) or list(self.skipped)
        return max(names, key=lambda name: self.by_name[name].count, default="")

    def _organizations(self) -> Iterator[str]:
        key = self._key
        yield "      # FILL IN: no column holds numbers; so what does a row tell of?"
        if keys := [guess.name for guess in self.by_name.values() if guess.name in self.keys and guess.digits]:
            yield f"      # FILL IN: called like keys, or are they numbers of something? {listed(map(shown, keys))}"
        yield "      - table: organizations"
        yield "        fields:"
        yield f"          id: {_quoted('org-' + self._placeholder(key))}"
        yield f"          name: {_quoted(self._placeholder(key))}"


def _reason(guess: Guess) -> str:
    """Why a column seems to be no figure and no key; empty where it may be one."""
    if guess.name.casefold() in _PLACE:
        return "where the place lies"
    if guess.is_prose:
        return "prose of others"
    return "the same in every row" if guess.is_constant else ""


def _pairs(pairs: Mapping[str, str | int]) -> str:
    return ", ".join(f"{_quoted(word)}: {meaning}" for word, meaning in pairs.items())


def _pattern(name: str) -> str:
    return re.sub(r"([\[*?])", r"[\1]", name)


def _is_odd(name: str) -> bool:
    """Whether a name cannot stand in a template as it is."""
    return escaped(name) != name or name.startswith("@") or name != name.strip() or not name or not name.isprintable()


def _printable(name: str) -> str:
    """A name on one line, without what cannot be seen."""
    return " ".join("".join(char if char.isprintable() else " " for char in name).split())


def _told_apart(names: Iterable[str]) -> dict[str, str]:
    """A short name for each of the columns, no two the same."""
    own: dict[str, str] = {}
    for name in names:
        own[name] = fresh = slug(name) or "column"
        number = 1
        while list(own.values()).count(own[name]) > 1:
            number += 1
            own[name] = f"{fresh}-{number}"
    return own


def _quoted(text: str) -> str:
    """A text as YAML: plain where nobody could misread it."""
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _WORDS
    if plain:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in quoted)
