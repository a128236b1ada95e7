"""Reading the files of a release back."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from onrecord.dataset import Previous
from onrecord.described import fields
from onrecord.layout import DESCRIPTOR
from onrecord.problems import UsageError
from onrecord.read.intact import check_intact, damaged
from onrecord.tables import TABLES, Table

_PIECE = 200_000
"""Rows of the previous release that are held at a time."""


def read_csv(path: Path, table: Table) -> pa.Table:
    """A table of a release from its CSV file, in the release's schema.

    Raises pyarrow's ArrowInvalid where a header, a type or a required cell is not as the schema says.
    """
    convert = pc.ConvertOptions(
        column_types=table.schema,
        include_columns=table.names,
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    return pc.read_csv(path, convert_options=convert).cast(table.schema)


def _rows(folder: Path, name: str) -> Iterator[pa.Table]:
    """A table of a release from its Parquet file, or its parts, with the columns of the table as it is today.

    What an older release lacks is empty: a column or a whole table. Raises UsageError where a file cannot be read.
    """
    for path in _files(folder, name):
        yield from _rows_of_file(path, TABLES[name])


def _files(folder: Path, name: str) -> list[Path]:
    """The Parquet files of a table, in order: one, or its parts."""
    whole = folder / "parquet" / f"{name}.parquet"
    return [whole] if whole.exists() else sorted((folder / "parquet" / name).glob("*.parquet"))


def _rows_of_file(path: Path, table: Table) -> Iterator[pa.Table]:
    try:
        with pq.ParquetFile(path) as file:
            known = [name for name in file.schema_arrow.names if name in table.names]
            for rows in file.iter_batches(_PIECE, columns=known):
                yield _as_today(pa.Table.from_batches([rows]), table)
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        raise UsageError(f"{path.as_posix()} cannot be read: {error}") from error


def _as_today(rows: pa.Table, table: Table) -> pa.Table:
    columns = {
        column.name: rows[column.name].cast(column.kind.arrow)
        if column.name in rows.column_names
        else pa.nulls(len(rows), column.kind.arrow)
        for column in table.columns
    }
    return pa.table(columns)


def read_previous(folder: Path) -> Previous:
    """The release in a folder, as the one before another.

    Raises UsageError where the folder is missing or holds no release, one that is not as it was published, or a draft.
    """
    path = folder / DESCRIPTOR
    wrong = f"the previous release {folder.as_posix()}"
    if not path.is_file() or not _files(folder, "records"):
        raise UsageError(f"{wrong} is no release: it needs a datapackage.json and parquet/records.parquet")
    try:
        descriptor = json.loads(path.read_text("utf-8"))
        version, issued = str(descriptor["version"]), date.fromisoformat(descriptor["created"][:10])
        described = [str(resource["name"]) for resource in descriptor["resources"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{wrong} has a damaged datapackage.json: {error}") from error
    if not version.replace(".", "").isdecimal():
        raise UsageError(f"{wrong} is a draft ({version}): name one that was published")
    _check_whole(folder, described)
    try:
        register = _register(folder, descriptor)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{wrong} has a damaged datapackage.json: it does not tell of `records` as it is") from error
    return Previous(version, issued, partial(_rows, folder), register, fields(descriptor))


def _register(folder: Path, descriptor: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The CSV files of the register, whole or in parts, each with the rows that its Parquet file has."""
    [path] = [each["path"] for each in descriptor["resources"] if each["name"] == "records"]
    names = [path] if isinstance(path, str) else path
    counts = [pq.read_metadata(file).num_rows for file in _files(folder, "records")]
    return [((folder / name).as_posix(), count) for name, count in zip(names, counts, strict=True)]


def _check_whole(folder: Path, described: Iterable[str]) -> None:
    """Raises UsageError unless every table that the descriptor names is there, as the checksums say."""
    for name in described:
        if name in TABLES and not _files(folder, name):
            raise damaged(folder, f"its {DESCRIPTOR} names the table `{name}`, but it has no Parquet file of it")
    check_intact(folder, [path for name in TABLES for path in _files(folder, name)])
