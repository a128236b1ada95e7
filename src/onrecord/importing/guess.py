"""What a column seems to hold: dates, numbers, prose."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from onrecord.importing import dates, numbers
from onrecord.importing.beside import Beside, beside, follows_a_name, is_numbering
from onrecord.models import edtf
from onrecord.read.words import counted, shown

ABSENT = frozenset("n/a na n.a. n.a - -- – — . .. ... … : nan null none missing unknown k.a. н/д н.д.".split())
"""Cells that usually say that there is no number, in small letters."""
_DATES = """YYYY-MM-DD YYYY-MM-DDThh:mm:ss YYYY-MM-DD_hh:mm:ss DD.MM.YYYY DD/MM/YYYY MM/DD/YYYY D.M.YYYY D/M/YYYY
M/D/YYYY YYYYMMDD YYYY-MM MM/YYYY MM.YYYY D_MMMM_YYYY MMMM_D,_YYYY D_MMM_YYYY MMMM_YYYY DD.MM.YY DD/MM/YY MM/DD/YY
D.M.YY D/M/YY M/D/YY""".split()
_TWINS = str.maketrans("DM", "MD")
_DATED = re.compile(r"[0-9]{1,4}([./ -])\w{1,9}\1\s?([0-9]{2}|[0-9]{4})")
_MOST_WORDS = 5
_TRIED = 20
_FEW_ODD = 20
_NUMBERS = ("1234", "1234.5", "1,234", "1,234.5", "1 234", "1 234,5", "1234,5", "1.234", "1.234,5")
_YEAR = re.compile("year|jahr|anno|ann[ée]e|año|год|рік", re.IGNORECASE)
_KEY = re.compile(r"(^|[^a-z])((ids?|codes?|key|nr|no)[^a-z]*$|codice([^a-z]|$))", re.IGNORECASE)
_MOST_DISTINCT = 1000
_LONG = 40
_MANY_WORDS = 4
_PROSE = re.compile("note|notiz|comment|remark|bemerk|descri|beschreib|observ|примеч|коммент|приміт", re.IGNORECASE)
_THOUSANDS = re.compile(r"[^\d.,]*\d{1,3}[.,]\d{3}[^\d.,]*")
_PERIOD = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass
class Guess:
    """What a column seems to hold."""

    name: str
    continental: bool = False
    """Whether the file is of a sort in which a comma stands before decimals: it is not what parts its cells."""
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
        """The form of its dates, which all cells have or nearly all; empty where it does not hold dates."""
        forms = [form.replace("_", " ") for form in _DATES]
        forms += ["YYYY"] if _YEAR.search(self.name) else []
        tried = [form for form in forms if any(map(dates.reader(form), islice(self.cells, _TRIED)))]
        counts = {form: sum(self.cells[cell] for cell in self.odd(form)) for form in tried}
        best = min(counts, key=counts.__getitem__, default="")
        return best if best and counts[best] <= self._few(self.cells) else ""

    def odd(self, form: str) -> list[str]:
        """The cells that are no dates of a form."""
        read = dates.reader(form)
        return [cell for cell in self.cells if not read(cell)]

    def doubt(self, form: str) -> str:
        """A comment where its dates may be meant otherwise than the form says."""
        twin = form.translate(_TWINS) if "/" in form and "D" in form else ""
        turned = "are month and day the other way round?" if twin and self.odd(twin) == self.odd(form) else ""
        short = "" if "YYYY" in form else "is 68 the year 2068, and 69 the year 1969?"
        told = " ".join(filter(None, (turned, short)))
        return f"; FILL IN: {told}" if told else ""

    @property
    def looks_dated(self) -> bool:
        """Whether its cells look like dates, of whatever form."""
        return bool(self.cells) and all(map(_DATED.fullmatch, self.cells))

    @property
    def number(self) -> str:
        """The form of its numbers, which all cells have or nearly all; empty where it does not hold numbers."""
        return "" if _KEY.search(self.name) else self.digits

    @property
    def digits(self) -> str:
        """The same whatever it is called: a column of keys may hold numbers too."""
        texts = [cell for cell in self.cells if _has_digits(cell)]
        words = [cell for cell in self.wordless if cell.casefold() not in ABSENT and cell not in numbers.ERRORS]
        if not texts or len(words) > 3 or self._has_zeros(texts) or all(map(follows_a_name, texts)):
            return ""
        whole = next((form for form in self._forms if not self.unread(form)), "")
        form = whole or min(self._forms, key=self._count_unread)
        fits = self._count_unread(form) <= self._few(texts) and self.beside(form).count <= _MOST_WORDS
        return form if fits else ""

    def _count_unread(self, form: str) -> int:
        return sum(self.cells[cell] for cell in self.unread(form))

    def _few(self, texts: Iterable[str]) -> int:
        """How many of some cells may be odd."""
        total = sum(self.cells[cell] for cell in texts)
        return max(total // _FEW_ODD, total > 3)

    def unread(self, form: str) -> list[str]:
        """For a column of numbers: its cells with digits that are no numbers of a form."""
        reader = self._reader(form)
        return [cell for cell in self.cells if _has_digits(cell) and (is_numbering(cell) or not _reads(reader, cell))]

    def _reader(self, form: str) -> numbers.AmountReader:
        return numbers.AmountReader(numbers.form(form), {}, brackets=bool(self.enclosed))

    def beside(self, form: str) -> Beside:
        """For a column of numbers: the words and signs beside them."""
        odd = {*self.wordless, *self.unread(form)}
        return beside((cell for cell in self.cells if cell not in odd), self._reader(form))

    @property
    def enclosed(self) -> list[str]:
        """For a column of numbers: those that are in round brackets, as negative ones are in accounts."""
        return [cell for cell in self.cells if cell[:1] + cell[-1:] == "()" and _has_digits(cell)]

    @property
    def _forms(self) -> Iterable[str]:
        """Forms of numbers, those first where `1.200` is more than a thousand if the file looks like it."""
        thousands = [form for form in _NUMBERS if form.startswith("1.2")]
        return (*thousands, *(each for each in _NUMBERS if each not in thousands)) if self.continental else _NUMBERS

    @property
    def is_ambiguous(self) -> bool:
        """Whether its numbers may be read in two ways, as `1.200` and elsewhere than in English `1,200`."""
        marks = ".," if self.continental else "."
        parted = [cell for cell in self.cells if cell not in self.wordless and any(mark in cell for mark in marks)]
        return bool(parted) and all(map(_THOUSANDS.fullmatch, parted))

    @property
    def is_period(self) -> bool:
        """Whether its name is a year, a month or a day."""
        try:
            return bool(_PERIOD.fullmatch(self.name) and edtf.parse(self.name))
        except ValueError:
            return False

    @property
    def absent(self) -> list[str]:
        """For a column of numbers: its cells that usually say that there is none."""
        return [cell for cell in self.wordless if cell.casefold() in ABSENT]

    @staticmethod
    def _has_zeros(texts: Iterable[str]) -> bool:
        return any(re.match("0[0-9]", text) for text in texts)

    @property
    def wordless(self) -> list[str]:
        """For a column of numbers: its cells without any digit, or with one in the name of an error only."""
        return [cell for cell in self.cells if not _has_digits(cell)]

    @property
    def is_prose(self) -> bool:
        """Whether its name says so, or its cells are long on average."""
        words = sum(len(cell.split()) * seen for cell, seen in self.cells.items())
        return (
            self.length > _LONG * self.count
            or words > _MANY_WORDS * self.cells.total()
            or (_PROSE.search(self.name) is not None and not self.number)
        )

    @property
    def is_constant(self) -> bool:
        """Whether it says the same in all rows of several."""
        return len(self.cells) == 1 and self.count > 1

    @property
    def told(self) -> str:
        """A comment: how many cells, and the first short one."""
        example = next((cell for cell in self.cells if len(cell) < _LONG), "")
        return counted(self.count, "cell") + (f", such as {shown(example)}" if example else "")


def _has_digits(cell: str) -> bool:
    return cell not in numbers.ERRORS and any(map(str.isdigit, cell))


def _reads(reader: numbers.AmountReader, text: str) -> bool:
    try:
        return reader.read(text) is not None
    except numbers.WordsError:
        return True
