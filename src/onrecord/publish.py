"""Building a release: records in, a validated release out, or every problem and nothing written."""

from dataclasses import dataclass
from pathlib import Path

from onrecord.check import check
from onrecord.dataset import Dataset
from onrecord.derive import derive, published
from onrecord.models import Metadata
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


def load(folder: Path) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """Reads and checks a folder of records.

    Returns the complete dataset, None where problems refuse it, and all problems, sorted by address; without valid
    metadata, all but those that depend on it. Raises UsageError where there is no such folder.
    """
    records = read_records(folder)
    tables = derive(records, records.metadata or _NONE_YET)
    found = check(tables, records)
    problems = tuple(sorted(dict.fromkeys([*records.problems, *found])))
    if records.metadata is None or errors_among(problems):
        return None, problems
    return Dataset(records.metadata, published(tables)), problems


def build(folder: str | Path, into: str | Path) -> Built:
    """Publishes a folder of records as a release.

    The release takes the place of ``into`` whole, at the end; until then, and on any error, what stood there stays.
    Raises Refused with every problem of the records, UsageError where a folder is missing or cannot be written.
    """
    dataset, problems = load(Path(folder))
    if dataset is None:
        raise Refused(problems)
    with staged(Path(into)) as stage:
        files = write_release(dataset, stage)
    return Built(Path(into), dataset, files, problems)
