"""A folder of records: which files are read, and all that they hold."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from onrecord.dataset import REASONS, Records
from onrecord.models import Metadata
from onrecord.problems import Problem, Severity, UsageError, Where
from onrecord.read.codes import UNREADABLE
from onrecord.read.csv_file import CSV
from onrecord.read.flat import flatten
from onrecord.read.found import Format, Found
from onrecord.read.json_lines import JSON_LINES
from onrecord.read.origins import FileOrigins, InputFile, base_of, opened
from onrecord.read.page import Page
from onrecord.read.reasons import read_reasons
from onrecord.read.record import AUTHORED
from onrecord.read.words import listed
from onrecord.read.yaml_file import YAML, read_metadata
from onrecord.tables import TABLES

FORMATS: Mapping[str, Format] = {".yaml": YAML, ".yml": YAML, ".jsonl": JSON_LINES, ".csv": CSV}
"""The format of files by the end of their names."""
DATASET = "dataset.yaml"
"""The file, at the top of the folder, in which a dataset tells of itself."""
CHANGES = "changes.yaml"
"""The file, at the top of the folder, with the reasons of changes."""
LATER = frozenset({"withheld.yaml"})
"""Files at the top of the folder that are read elsewhere: what must never appear."""
RELEASE = "datapackage.json"
"""The file that makes a folder a release; no records are read from one that stands below the folder of records."""
_BESIDE = (".md", ".schema.json")
"""Ends of the names of files that may stand beside records."""


def read_records(folder: Path) -> Records:
    """Everything that the files of a folder record, and every problem of every one of them.

    Reads ``dataset.yaml`` and all files of YAML, JSON Lines and CSV below the folder, in the order of their paths;
    hidden ones and releases are left out. Raises UsageError where the folder is none.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder.as_posix()} is not a folder")
    metadata, of_metadata = _metadata(folder)
    paths = [path for path in _paths(folder) if path.relative_to(folder).as_posix() not in {DATASET, CHANGES, *LATER}]
    files = [_input(path) for path in paths if path.suffix.lower() in FORMATS]
    problems = [_unknown_file(path) for path in paths if not _expected(path)]
    parts: dict[str, list[pa.Table]] = {name: [TABLES[name].authored_schema.empty_table()] for name in AUTHORED}
    refused: set[str] = set()
    for index, file in enumerate(files):
        found = _read(file, index)
        problems += found.problems
        refused |= found.refused
        for name, rows in _flattened(found):
            parts[name].append(rows)
    tables = {name: pa.concat_tables(part) for name, part in parts.items()}
    complete = not any(problem.code in UNREADABLE for problem in problems)
    told = len(files)
    files += [_input(folder / DATASET), _input(folder / CHANGES)]
    reasons, faults = _reasons(files[-1], base_of(told + 1))
    problems += [*of_metadata, *faults]
    return Records(
        metadata,
        tables,
        FileOrigins(files),
        tuple(sorted(problems)),
        frozenset(refused),
        complete,
        reasons,
        base_of(told),
    )


def _paths(folder: Path) -> list[Path]:
    """Every file below the folder, in order, that is neither hidden nor part of a release."""
    return sorted(_files(folder), key=lambda path: path.relative_to(folder).parts)


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if not path.is_dir():
            yield path
        elif not path.is_symlink() and not (path / RELEASE).is_file():
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
    return read_metadata(page) if isinstance(page, Page) else (None, [page])


def _reasons(file: InputFile, base: int) -> tuple[pa.Table, list[Problem]]:
    if not file.path.exists():
        return REASONS.empty_table(), []
    page = file.open()
    return read_reasons(page, base) if isinstance(page, Page) else (REASONS.empty_table(), [page])


def _read(file: InputFile, index: int) -> Found:
    page = file.open()
    return file.format.read(page, file.table, base_of(index)) if isinstance(page, Page) else Found([], [page])


def _flattened(found: Found) -> Iterator[tuple[str, pa.Table]]:
    for rows in found.rows:
        yield from flatten(TABLES[rows.table], rows.records, rows.places)
