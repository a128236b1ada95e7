"""Building a release: records in, a validated release out, or every problem and nothing written."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.check import check, check_history
from onrecord.dataset import Dataset, Previous, Records
from onrecord.derive import derive, published
from onrecord.disclosure import gate_for, lexicon_of
from onrecord.gate import Lexicon, Searched, redacted
from onrecord.models import Metadata
from onrecord.problems import Problem, Refused, errors_among, strictly
from onrecord.read import read_previous, read_records
from onrecord.stage import staged
from onrecord.write import File, write_release

DRAFT = "-draft"
"""What the version of a draft ends in, as a pre-release by Semantic Versioning 2.0.0, section 9."""


@dataclass(frozen=True)
class Built:
    """A release that was just published."""

    path: Path
    dataset: Dataset
    files: tuple[File, ...]
    warnings: tuple[Problem, ...]
    searched: Searched = field(default_factory=Searched)
    """What the gate searched before the release was published."""


_NONE_YET = Metadata.model_validate(
    {
        "name": "none",
        "title": "None",
        "description": "None.",
        "version": "0.0.0",
        "issued": "2000-01-01",
        "base_iri": "https://example.org/",
        "licence": {"id": "none", "title": "None", "url": "https://example.org/"},
        "contributors": [{"title": "None"}],
        "contact": {"name": "None"},
    }
)
"""What records are checked with where they have no valid metadata, so that their own problems are told all the same."""

Loaded = tuple[Dataset | None, tuple[Problem, ...]]
"""A complete dataset, None where problems refuse it, and all problems, sorted by address."""


def load(folder: Path, *, previous: Path | None = None, draft: bool = False, strict: bool = False) -> Loaded:
    """Reads and checks a folder of records.

    ``previous`` is the release before this one, in place of the one that ``dataset.yaml`` names; a ``draft`` may
    change without a reason what that one says; where ``strict``, warnings are errors. Raises UsageError where there is
    no such folder or no such previous release.
    """
    return _load(folder, *lexicon_of(folder), previous=previous, draft=draft, strict=strict)


def _load(
    folder: Path, lexicon: Lexicon, problems: list[Problem], *, previous: Path | None, draft: bool, strict: bool
) -> Loaded:
    """The same, with no problem showing a word that is withheld."""
    records = read_records(folder)
    named = records.metadata.previous if records.metadata else None
    before = previous or (Path(os.path.normpath(folder / named)) if named else None)
    dataset, found = complete(records, read_previous(before) if before else None, draft=draft)
    shown = _shown([*problems, *found], lexicon)
    shown = strictly(shown) if strict else shown
    return (None if errors_among(shown) else dataset), shown


def _shown(problems: list[Problem], lexicon: Lexicon) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(redacted(problem, lexicon) for problem in problems)))


def complete(records: Records, previous: Previous | None = None, *, draft: bool = False) -> Loaded:
    """Completes and checks records, as ``load`` does; nothing is read or written.

    Without valid metadata there is no dataset, but all problems that do not depend on it.
    """
    metadata = records.metadata or _NONE_YET
    tables = derive(records, metadata, previous)
    found = check(records)
    if previous and not draft:
        found += check_history(records, metadata, previous)
    problems = tuple(sorted(dict.fromkeys([*records.problems, *found])))
    if records.metadata is None or errors_among(problems):
        return None, problems
    if draft:
        metadata = metadata.model_copy(update={"version": f"{metadata.version}{DRAFT}"})
    before = previous.version if previous and previous.version != metadata.version else ""
    return Dataset(metadata, published(tables), before), problems


def build(
    folder: str | Path,
    into: str | Path,
    sources: str | Path | None = None,
    withheld: str | Path | None = None,
    *,
    previous: str | Path | None = None,
    draft: bool = False,
    strict: bool = False,
) -> Built:
    """Publishes a folder of records as a release.

    The release takes the place of ``into`` whole, at the end; until then, and on any error, what stood there stays.
    ``sources`` is a folder with texts of sources, whose wording no file of the release may repeat; ``withheld`` a file
    of words, one a line, that no file may hold, besides those of the records' ``withheld.yaml``. ``previous`` is the
    release before it, in place of the one that ``dataset.yaml`` names; it may stand at ``into``. A ``draft`` may change
    without a reason what that one says; its version ends in ``-draft``, and it is never the release before another.
    Where ``strict``, warnings are errors.

    Raises Refused with every problem of the records, or else of the finished files; UsageError where a folder or file
    is missing or cannot be written, or where the previous release is none.
    """
    lexicon, problems = lexicon_of(Path(folder), _path(withheld))
    dataset, shown = _load(Path(folder), lexicon, problems, previous=_path(previous), draft=draft, strict=strict)
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
