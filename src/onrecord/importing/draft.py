"""Drafting a map from the columns of a file."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from onrecord.importing.formats import BrokenError, File, open_sheet
from onrecord.importing.guess import Guess
from onrecord.importing.look import look
from onrecord.importing.map import Input, Skip
from onrecord.importing.map_draft import MapDraft
from onrecord.problems import Refused, UsageError

Cells = Mapping[str, str]
_ROWS = 5000
"""How many rows are looked at."""


def draft_map(path: str | Path) -> str:
    """A map, as YAML with comments, for files like the one given.

    Raises Refused where the file cannot be read; UsageError where there is none, or it has no rows.
    """
    path = Path(path)
    if not path.is_file():
        raise UsageError(f"there is no file {path.as_posix()}")
    try:
        input, rows = _first(path, look(path))
    except BrokenError as error:
        raise Refused([error.problem]) from None
    except OSError as error:
        raise UsageError(f"{path.as_posix()} cannot be read: {error.strerror}") from None
    if not rows:
        raise UsageError(f"{path.as_posix()} has no rows to draft a map from")
    odd: dict[str, list[str]] = {}
    while more := {name: cells for guess in _guesses(rows, input) for name, cells in _odd(guess)}:
        odd = {name: [*odd.get(name, []), *more.get(name, [])] for name in {**odd, **more}}
        rows = [row for row in rows if not any(row.get(name) in cells for name, cells in more.items())]
    return "".join(f"{line}\n" for line in MapDraft(path, input, _guesses(rows, input), rows, odd).lines())


def _first(path: Path, input: Input) -> tuple[Input, list[Cells]]:
    """The first rows, and how they were read: without the columns that hold formulas whose value nobody knows."""
    while True:
        try:
            sheet = open_sheet(File(path, path.as_posix(), path.name), input)
            return input, [row.cells for row in islice(sheet.rows, _ROWS)]
        except BrokenError as error:
            if not error.column:
                raise
            skip = Skip(columns=(error.column,), reason="formulas without a value")
            input = input.model_copy(update={"skip": (*input.skip, skip)})


def _guesses(rows: Iterable[Cells], input: Input) -> list[Guess]:
    guesses: dict[str, Guess] = {}
    for row in rows:
        for name, cell in row.items():
            guesses.setdefault(name, Guess(name, input.delimiter == ";")).see(cell)
    return list(guesses.values())


def _odd(guess: Guess) -> Iterator[tuple[str, list[str]]]:
    """A column whose cells are dates nearly all, and the others, such as the word `Total` below them."""
    if (form := guess.date) and (cells := guess.odd(form)):
        yield guess.name, cells
