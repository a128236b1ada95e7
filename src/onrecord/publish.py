"""Building a release: records in, a validated release out, or every problem and nothing written."""

import os
from dataclasses import dataclass
from pathlib import Path

from onrecord.check import check, check_history
from onrecord.dataset import Dataset, Previous, Records
from onrecord.derive import derive, published
from onrecord.problems import Problem, Refused, errors_among
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


def load(
    folder: Path, *, previous: Path | None = None, draft: bool = False
) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """Reads and checks a folder of records.

    ``previous`` is the release before this one, in place of the one that ``dataset.yaml`` names; a ``draft`` may
    change without a reason what that one says. Returns the complete dataset, None where problems refuse it, and all
    problems, sorted by address. Raises UsageError where there is no such folder or no such previous release.
    """
    records = read_records(folder)
    if records.metadata is None:
        return None, tuple(sorted(records.problems))
    named = records.metadata.previous
    before = previous or (Path(os.path.normpath(folder / named)) if named else None)
    return complete(records, read_previous(before) if before else None, draft=draft)


def complete(
    records: Records, previous: Previous | None = None, *, draft: bool = False
) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """Completes and checks records that have metadata, as ``load`` does; nothing is read or written."""
    metadata = records.metadata
    assert metadata is not None, "records without metadata are no dataset"
    tables = derive(records, metadata, previous)
    found = check(tables, records)
    if previous and not draft:
        found += check_history(tables, records, metadata, previous)
    problems = tuple(sorted(dict.fromkeys([*records.problems, *found])))
    if errors_among(problems):
        return None, problems
    if draft:
        metadata = metadata.model_copy(update={"version": f"{metadata.version}{DRAFT}"})
    before = previous.version if previous and previous.version != metadata.version else ""
    return Dataset(metadata, published(tables), before), problems


def build(folder: str | Path, into: str | Path, *, previous: str | Path | None = None, draft: bool = False) -> Built:
    """Publishes a folder of records as a release.

    ``previous`` is the release before it, in place of the one that ``dataset.yaml`` names; it may stand at ``into``. A
    ``draft`` may change without a reason what that one says; its version ends in ``-draft``, and it is never the
    release before another. The release takes the place of ``into`` whole, at the end; until then, and on any error,
    what stood there stays. Raises Refused with every problem of the records, UsageError where a folder is missing or
    cannot be written, or where the previous release is none.
    """
    dataset, problems = load(Path(folder), previous=Path(previous) if previous else None, draft=draft)
    if dataset is None:
        raise Refused(problems)
    with staged(Path(into)) as stage:
        files = write_release(dataset, stage)
    return Built(Path(into), dataset, files, problems)
