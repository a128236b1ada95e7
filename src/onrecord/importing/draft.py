"""Drafting a map from the columns of a file: guesses that validate, with comments for what only people know."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from onrecord.importing import dates, numbers
from onrecord.importing.formats import ENDS, BrokenError, File, Row, open_sheet
from onrecord.importing.map import Input, Rule
from onrecord.importing.template import escaped, slug
from onrecord.problems import Refused, UsageError
from onrecord.read.words import shown

_ROWS = 5000
"""How many rows are looked at."""
_DELIMITERS = ",;\t|"
_DATES = """YYYY-MM-DD YYYY-MM-DDThh:mm:ss YYYY-MM-DD_hh:mm:ss DD.MM.YYYY DD/MM/YYYY MM/DD/YYYY D.M.YYYY D/M/YYYY
M/D/YYYY YYYYMMDD YYYY-MM MM/YYYY MM.YYYY D_MMMM_YYYY MMMM_D,_YYYY D_MMM_YYYY MMMM_YYYY""".split()
_NUMBERS = ("1234", "1234.5", "1,234", "1,234.5", "1 234", "1 234,5", "1234,5", "1.234", "1.234,5")
_YEAR = re.compile("year|jahr|anno|ann[ée]e|año|год|рік", re.IGNORECASE)
_KEY = re.compile(r"(^|[^a-z])(id|ids|code|codice|key|nr|no)([^a-z]|$)", re.IGNORECASE)
_PLACE = frozenset("lat latitude lon long lng longitude".split())
_MOST_DISTINCT = 1000
_LONG = 40
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./ -]*[A-Za-z0-9]|[A-Za-z]")
_WORDS = frozenset("yes no on off true false null y n".split())


@dataclass
class _Guess:
    """What a column seems to hold."""

    name: str
    cells: Counter[str] = field(default_factory=Counter)
    """The first distinct cells and how often each was seen."""
    count: int = 0
    length: int = 0

    def see(self, cell: str) -> None:
        """Takes a cell into account."""
        self.count += 1
        self.length += len(cell)
        if cell in self.cells or len(self.cells) < _MOST_DISTINCT:
            self.cells[cell] += 1

    @property
    def date(self) -> str:
        """The form of its dates; empty where it does not hold dates."""
        forms = [form.replace("_", " ") for form in _DATES]
        forms += ["YYYY"] if _YEAR.search(self.name) else []
        return next((form for form in forms if all(map(dates.reader(form), self.cells))), "")

    @property
    def number(self) -> str:
        """The form of its numbers; empty where it does not hold numbers."""
        texts = [cell for cell in self.cells if any(map(str.isdigit, cell))]
        if not texts or len(self.cells) - len(texts) > 3 or _KEY.search(self.name) or self._has_zeros(texts):
            return ""
        return next((form for form in _NUMBERS if all(_reads(form, text) for text in texts)), "")

    @staticmethod
    def _has_zeros(texts: Iterable[str]) -> bool:
        return any(re.match("0[0-9]", text) for text in texts)

    @property
    def wordless(self) -> list[str]:
        """For a column of numbers: its cells without any digit."""
        return [cell for cell in self.cells if not any(map(str.isdigit, cell))]

    @property
    def is_prose(self) -> bool:
        """Whether its cells are long on average."""
        return self.length > _LONG * self.count

    @property
    def is_constant(self) -> bool:
        """Whether it says the same in all rows of several."""
        return len(self.cells) == 1 and self.count > 1

    @property
    def told(self) -> str:
        """A comment: how many cells, and the first short one."""
        example = next((cell for cell in self.cells if len(cell) < _LONG), "")
        return f"{self.count:,} cells" + (f", such as {shown(example)}" if example else "")


def _reads(form: str, text: str) -> bool:
    try:
        return numbers.AmountReader(numbers.form(form), {}).read(text) is not None
    except numbers.WordsError:
        return True


def draft_map(path: str | Path) -> str:
    """A map, as YAML with comments, for files like the one given.

    Raises Refused where the file cannot be read; UsageError where there is none, or it has no rows.
    """
    path = Path(path)
    if not path.is_file():
        raise UsageError(f"there is no file {path.as_posix()}")
    input = _input(path)
    guesses: dict[str, _Guess] = {}
    rows = 0
    try:
        for row in islice(_rows(path, input), _ROWS):
            rows += 1
            for name, cell in row.cells.items():
                guesses.setdefault(name, _Guess(name)).see(cell)
    except BrokenError as error:
        raise Refused([error.problem]) from None
    if not guesses:
        raise UsageError(f"{path.as_posix()} has no rows to draft a map from")
    return "".join(f"{line}\n" for line in _Draft(path, input, list(guesses.values()), rows).lines())


def _rows(path: Path, input: Input) -> Iterator[Row]:
    yield from open_sheet(File(path, path.as_posix(), path.name), input).rows


def _input(path: Path) -> Input:
    """How the file is to be read, as far as that differs from the usual."""
    plain = Input(records=(Rule(table="figures"),))
    if ENDS.get(path.suffix.lower()) not in ("csv", "tsv"):
        return plain
    head = path.read_bytes()[: 1 << 16]
    encoding = "utf-8" if _decodes(head) else "cp1252"
    line = head.decode(encoding, errors="replace").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=line.count) if path.suffix.lower() == ".csv" else ","
    return plain.model_copy(update={"encoding": encoding, "delimiter": delimiter if delimiter != "," else None})


def _decodes(head: bytes) -> bool:
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4  # cut in the middle of a character
    return True


@dataclass
class _Draft:
    path: Path
    input: Input
    guesses: Sequence[_Guess]
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
        wordless = {name: cells for name in self.numbers if (cells := self.by_name[name].wordless)}
        if self.skipped or wordless:
            yield "    skip:"
        for name, reason in self.skipped.items():
            yield f"      - {{columns: [{_quoted(name)}], reason: {reason}}}  # {self.by_name[name].told}"
        for name, cells in wordless.items():
            values = ", ".join(map(_quoted, cells))
            yield f"      - {{columns: [{_quoted(name)}], values: [{values}], reason: no number}}  # FILL IN: is it so?"

    def _figures(self) -> Iterator[str]:
        for number, form in enumerate(dict.fromkeys(self.numbers.values())):
            yield "      # Every cell of these columns is a figure; the names on the right are for ids."
            yield "      - table: figures"
            yield "        each:"
            for name in (name for name, own in self.numbers.items() if own == form):
                yield f"          {_quoted(name)}: {_quoted(slug(name) or 'column')}  # {self.by_name[name].told}"
            yield f"        number: {{format: {_quoted(form)}}}  # how 1234.5 is written"
            yield from self._fields(first=not number)

    def _fields(self, *, first: bool) -> Iterator[str]:
        keys = [name for name in (*self.dates, *self.keys) if self.by_name[name].count == self.rows] or ["@row"]
        yield "        fields:"
        yield f"          id: {_quoted('-'.join(['fig-{@name}', *(_placeholder(key) for key in keys)]))}"
        yield "          source_id: src-fill-in  # FILL IN: the source that the file is, in your records"
        yield "          # reporter_id: org-...  # FILL IN: who gave the numbers, if not whoever published the source"
        yield "          measure_id: var-{@name}  # FILL IN: a measure with this id for every name under `each`"
        yield "          modality: observed  # FILL IN: or estimated, imputed, promised ...?"
        if self.dates:
            period = _quoted(_placeholder(next(iter(self.dates))))
            yield f"          period: {period}  # FILL IN: is it the time that the number is about?"
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


def _reason(guess: _Guess) -> str:
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
