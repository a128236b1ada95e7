"""A folder of records: which files are read, and all that they hold."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from onrecord.dataset import REASONS, Records
from onrecord.layout import DESCRIPTOR
from onrecord.models import Metadata
from onrecord.problems import Problem, Severity, Where
from onrecord.read.codes import UNREADABLE
from onrecord.read.formats import FORMATS
from onrecord.read.origins import FileOrigins, InputFile, Piece, base_of, cannot_open, opened
from onrecord.read.page import Page
from onrecord.read.part import Part, PartRows, parts_of, shifted
from onrecord.read.placeholders import placeholders
from onrecord.read.reader import Here, Reader
from onrecord.read.reasons import read_reasons
from onrecord.read.records_folder import DATASET, records_folder
from onrecord.read.salvage import MOST
from onrecord.read.words import listed
from onrecord.read.workers import Work
from onrecord.read.yaml_file import read_metadata
from onrecord.store import Store

CHANGES = "changes.yaml"
"""The file, at the top of the folder, with the reasons of changes."""
LATER = frozenset({"withheld.yaml"})
"""Files at the top of the folder that are read elsewhere: what must never appear."""
_BESIDE = (".md", ".schema.json")
"""Ends of the names of files that may stand beside records."""


def read_records(folder: Path, work: Work | None = None, reader: Reader | None = None) -> Records:
    """Everything that the files of a folder record, and every problem of every one of them.

    Reads ``dataset.yaml`` and all files of YAML, JSON Lines, CSV and Parquet below the folder, in the order of their
    paths; hidden ones and releases are left out. ``work`` says how, and with how much memory; ``reader`` is whoever
    reads in place of this machine. Raises UsageError where the folder is none, or where it is the one around a folder
    of records.
    """
    records_folder(folder)
    metadata, of_metadata = _metadata(folder)
    paths = [path for path in _paths(folder) if _holds_records(path.relative_to(folder))]
    files = [_input(path) for path in paths if path.suffix.lower() in FORMATS]
    gathered, store = _gather(files, reader or Here(work or Work()))
    unknown = [_unknown_file(path) for path in paths if not _expected(path)]
    reasons, of_reasons = _reasons(_input(folder / CHANGES), base_of(len(files) + 1))
    return Records(
        metadata,
        store,
        FileOrigins([*files, _input(folder / DATASET), _input(folder / CHANGES)], gathered.pieces),
        tuple(sorted([*gathered.problems, *unknown, *of_metadata, *of_reasons])),
        frozenset(gathered.refused),
        not any(problem.code in UNREADABLE for problem in [*gathered.problems, *unknown]),
        reasons,
        base_of(len(files)),
        frozenset(gathered.doubtful),
    )


@dataclass
class _Gathered:
    """What was read so far, but the rows."""

    problems: list[Problem] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    doubtful: set[int] = field(default_factory=set)
    pieces: dict[int, list[Piece]] = field(default_factory=lambda: defaultdict(list))
    """The parts of files that were read, by the number of the file."""

    def add(self, part: PartRows) -> PartRows:
        """Takes in what a part holds; of records with something wrong in them, no more than are checked further.

        Returns the part with the rows that are.
        """
        part = part if len(self.doubtful) < MOST else part.sound()
        self.problems += part.problems
        self.refused |= part.refused
        self.doubtful |= part.doubtful
        return part


def _gather(files: list[InputFile], reader: Reader) -> tuple[_Gathered, Store]:
    """Reads all files, part by part; what they hold, and the store with their rows."""
    gathered, parts = _Gathered(), list[tuple[int, Part]]()
    for index, file in enumerate(files):
        try:
            parts += ((index, part) for part in parts_of(file.path, file.name, file.table))
        except OSError as error:
            gathered.problems.append(cannot_open(file.name, error))
    lines = dict.fromkeys(range(len(files)), 0)
    read = reader.read([part for _, part in parts])
    for (index, part), found in zip(parts, read, strict=True):
        reader.put(gathered.add(shifted(found, base_of(index), lines[index])))
        gathered.pieces[index].append(Piece(part, lines[index]))
        lines[index] += found.lines
    return gathered, reader.finish()


def record_files(folder: Path) -> list[Path]:
    """The files of a folder that hold records, in order; ``dataset.yaml`` and its like are not among them.

    Raises UsageError where the folder is none.
    """
    paths = (path for path in _paths(records_folder(folder)) if path.suffix.lower() in FORMATS)
    return [path for path in paths if _holds_records(path.relative_to(folder))]


def _holds_records(path: Path) -> bool:
    return path.as_posix() not in {DATASET, CHANGES, *LATER}


def _paths(folder: Path) -> list[Path]:
    """Every file below the folder, in order, that is neither hidden nor part of a release."""
    return sorted(_files(folder), key=lambda path: path.relative_to(folder).parts)


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if not path.is_dir():
            yield path
        elif not path.is_symlink() and not (path / DESCRIPTOR).is_file():
            yield from _files(path)


def _expected(path: Path) -> bool:
    return path.suffix.lower() in FORMATS or path.name.lower().endswith(_BESIDE)


def _input(path: Path) -> InputFile:
    table = path.name.partition(".")[0].partition("-")[0]
    return InputFile(path, path.as_posix(), FORMATS[path.suffix.lower()], table)


def _unknown_file(path: Path) -> Problem:
    message = f"a file of the type `{path.suffix or path.name}` is not read"
    help = f"records stand in files of the types {listed(FORMATS)}"
    return Problem(Where(path.as_posix()), "unknown-file", message, help, Severity.WARNING)


def _metadata(folder: Path) -> tuple[Metadata | None, list[Problem]]:
    path = folder / DATASET
    if not path.exists() and not path.is_symlink():
        help = f"write a {DATASET} with the dataset's name, title, description, version, date of issue and licence"
        message = f"the folder has no {DATASET}"
        return None, [Problem(Where(path.as_posix()), "missing-dataset", message, help)]
    page = opened(path, path.as_posix())
    if not isinstance(page, Page):
        return None, [page]
    metadata, problems = read_metadata(page)
    return metadata, [*problems, *(placeholders(metadata, page.file, page.text) if metadata else ())]


def _reasons(file: InputFile, base: int) -> tuple[pa.Table, list[Problem]]:
    if not file.path.exists():
        return REASONS.empty_table(), []
    page = file.open()
    return read_reasons(page, base) if isinstance(page, Page) else (REASONS.empty_table(), [page])
