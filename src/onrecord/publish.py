"""Building a release: records in, a validated release out, or every problem and nothing written."""

from dataclasses import dataclass, field
from pathlib import Path

from onrecord.check import check
from onrecord.dataset import Dataset
from onrecord.derive import derive, published
from onrecord.disclosure import gate_for, lexicon_of
from onrecord.gate import Lexicon, Searched, redacted
from onrecord.problems import Problem, Refused, errors_among
from onrecord.read import read_records
from onrecord.stage import staged
from onrecord.write import File, write_release


@dataclass(frozen=True)
class Built:
    """A release that was just published."""

    path: Path
    dataset: Dataset
    files: tuple[File, ...]
    warnings: tuple[Problem, ...]
    searched: Searched = field(default_factory=Searched)
    """What the gate searched before the release was published."""


def load(folder: Path) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """Reads and checks a folder of records.

    Returns the complete dataset, None where problems refuse it, and all problems, sorted by address. Raises UsageError
    where there is no such folder.
    """
    return _load(folder, *lexicon_of(folder))


def _load(folder: Path, lexicon: Lexicon, problems: list[Problem]) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """The same, with no problem showing a word that is withheld."""
    records = read_records(folder)
    found = [*problems, *records.problems]
    if records.metadata is None:
        return None, _shown(found, lexicon)
    tables = derive(records, records.metadata)
    shown = _shown([*found, *check(tables, records)], lexicon)
    if errors_among(shown):
        return None, shown
    return Dataset(records.metadata, published(tables)), shown


def _shown(problems: list[Problem], lexicon: Lexicon) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(redacted(problem, lexicon) for problem in problems)))


def build(
    folder: str | Path, into: str | Path, sources: str | Path | None = None, withheld: str | Path | None = None
) -> Built:
    """Publishes a folder of records as a release.

    The release takes the place of ``into`` whole, at the end; until then, and on any error, what stood there stays.
    ``sources`` is a folder with texts of sources, whose wording no file of the release may repeat; ``withheld`` a file
    of words, one a line, that no file may hold, besides those of the records' ``withheld.yaml``.
    Raises Refused with every problem of the records, or else of the finished files; UsageError where a folder or file
    is missing or cannot be written.
    """
    lexicon, problems = lexicon_of(Path(folder), _path(withheld))
    dataset, shown = _load(Path(folder), lexicon, problems)
    if dataset is None:
        raise Refused(shown)
    gate = gate_for(dataset, lexicon, _path(sources))
    with staged(Path(into)) as stage:
        files = write_release(dataset, stage)
        searched, found = gate.search(stage)
        if found:
            raise Refused(found)
    return Built(Path(into), dataset, files, shown, searched)


def _path(path: str | Path | None) -> Path | None:
    return None if path is None else Path(path)
