"""Loading: records in, a complete and checked dataset out, or every problem."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from onrecord.check import check, check_history
from onrecord.dataset import Dataset, Previous, Records
from onrecord.derive import derive, published
from onrecord.disclosure import lexicon_of
from onrecord.gate import Lexicon, redacted
from onrecord.models import Metadata
from onrecord.places import Place
from onrecord.problems import Problem, UsageError, errors_among, strictly
from onrecord.progress import Progress, silently
from onrecord.read import Reader, Work, read_previous, read_records

DRAFT = "-draft"
"""What the version of a draft ends in, as a pre-release by Semantic Versioning 2.0.0, section 9."""

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


def load(
    folder: Path,
    *,
    previous: Path | None = None,
    draft: bool = False,
    strict: bool = False,
    work: Work | None = None,
) -> Loaded:
    """Reads and checks a folder of records.

    ``previous`` is the release before this one, in place of the one that ``dataset.yaml`` names; a ``draft`` may
    change without a reason what that one says; where ``strict``, warnings are errors. Raises UsageError where there is
    no such folder or no such previous release.
    """
    return read_and_check(folder, *lexicon_of(folder), work or Work(), previous=previous, draft=draft, strict=strict)


def read_and_check(
    folder: Path,
    lexicon: Lexicon,
    problems: list[Problem],
    work: Work,
    reader: Reader | None = None,
    *,
    previous: Path | None,
    draft: bool,
    strict: bool,
) -> Loaded:
    """The same for whoever knows the words that are withheld, which no problem shows, and has problems with them.

    A ``reader`` reads in an engine of its own; by default, this process reads.
    """
    with enough():
        records = read_records(folder, work, reader)
        named = records.metadata.previous if records.metadata else None
        before = previous or (_before(folder, named) if named else None)
        earlier = read_previous(before) if before else None
        dataset, found = complete(records, earlier, draft=draft, progress=work.progress)
    shown = _shown([*problems, *found], lexicon)
    shown = strictly(shown) if strict else shown
    return (None if errors_among(shown) else dataset), shown


def _before(folder: Path, named: str) -> Path:
    """The previous release that ``dataset.yaml`` names, from its folder."""
    if isinstance(folder, Place) and not Path(named).is_absolute():
        raise UsageError(f"`previous: {named}` is no folder of this machine, seen from {folder}: give `--previous`")
    return Path(os.path.normpath(folder / named))


def _shown(problems: list[Problem], lexicon: Lexicon) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(redacted(problem, lexicon) for problem in problems)))


def complete(
    records: Records, previous: Previous | None = None, *, draft: bool = False, progress: Progress = silently
) -> Loaded:
    """Completes and checks records, as ``load`` does; nothing is read or written.

    Without valid metadata there is no dataset, but all problems that do not depend on it.
    """
    metadata = records.metadata or _NONE_YET
    tables = derive(records, metadata, previous)
    found = check(records, progress)
    if previous and not draft:
        found += check_history(records, metadata, previous)
    problems = tuple(sorted(dict.fromkeys([*records.problems, *found])))
    if records.metadata is None or errors_among(problems):
        return None, problems
    if draft:
        metadata = metadata.model_copy(update={"version": f"{metadata.version}{DRAFT}"})
    before = previous.version if previous and previous.version != metadata.version else ""
    return Dataset(metadata, published(tables), before), problems


@contextmanager
def enough() -> Iterator[None]:
    """Says in its own words that memory or disk do not suffice: raises UsageError for what the database fails with."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise UsageError("the build needs more memory: give it more with `--memory`, such as `--memory 2GB`") from error
    except duckdb.IOException as error:
        raise UsageError(f"the build cannot go on: {str(error).splitlines()[0]}") from error
