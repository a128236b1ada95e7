"""Where imported records go: files that an import may write again, and no others.

A hidden file beside them, ``.import-<name>.json``, keeps the SHA-256 of every file that the import of that name wrote.
A file that is not in it, or whose bytes are others now, belongs to somebody else and is never overwritten.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from onrecord.problems import UsageError
from onrecord.read.fields import columns_of
from onrecord.tables import TABLES

Record = Mapping[str, Any]
_UNFINISHED = ".unfinished-import-"


@dataclass
class Target:
    """Writes the records of one import into a folder; nothing is in its place before ``publish``."""

    folder: Path
    name: str
    form: str = "jsonl"
    """``jsonl`` or ``csv``."""
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For CSV: the columns of each table, nested ones too."""
    _open: dict[str, IO[str]] = field(default_factory=dict)
    _writers: dict[str, Any] = field(default_factory=dict)

    def write(self, records: Iterable[tuple[str, str]]) -> None:
        """Writes records, each a line of JSON, to unfinished files. Raises UsageError where that is not possible."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for table, line in records:
                if self.form == "csv":
                    self._rows(table, json.loads(line))
                else:
                    self._file(table).write(f"{line}\n")
            self._close()
        except OSError as error:
            raise UsageError(f"cannot write to {self.folder.as_posix()}: {error.strerror}") from error

    def _rows(self, table: str, record: Record, parent: str = "") -> None:
        """Writes a record as a row of CSV, and those inside it as rows of their own tables."""
        own = TABLES[table]
        row = {name: _cell(value) for name, value in record.items() if name not in own.nested}
        if parent:
            row[own.parent] = parent
        if table not in self._writers:
            columns = [name for name in columns_of(own) if name in self.columns[table]]
            self._writers[table] = csv.DictWriter(self._file(table), columns, restval="", lineterminator="\n")
            self._writers[table].writeheader()
        self._writers[table].writerow(row)
        for name in own.nested.keys() & record.keys():
            for inner in record[name]:
                self._rows(own.nested[name], inner, record["id"])

    def _file(self, table: str) -> IO[str]:
        if table not in self._open:
            path = self.folder / f"{_UNFINISHED}{self._final(table)}"
            self._open[table] = path.open("w", encoding="utf-8", newline="")
        return self._open[table]

    def _final(self, table: str) -> str:
        return f"{table}-{self.name}.{self.form}"

    def _close(self) -> None:
        for file in self._open.values():
            file.close()

    def publish(self) -> list[Path]:
        """Puts the files in their place, and takes away those of the last import that have no successor.

        Raises UsageError, with nothing changed, where a file in their place is somebody else's.
        """
        try:
            return self._publish()
        except OSError as error:
            raise UsageError(f"cannot write to {self.folder.as_posix()}: {error.strerror}") from error
        finally:
            self.discard()

    def _publish(self) -> list[Path]:
        new = {self._final(table): _sha256(self.folder / f"{_UNFINISHED}{self._final(table)}") for table in self._open}
        old = self._known()
        self._refuse_others({*new, *old}, old)
        self._remember({name: [*old.get(name, []), *new.get(name, [])] for name in {*old, *new}})
        for name in sorted(new):
            (self.folder / f"{_UNFINISHED}{name}").replace(self.folder / name)
        for name in old.keys() - new.keys():
            (self.folder / name).unlink(missing_ok=True)
        self._remember(new)
        return [self.folder / name for name in sorted(new)]

    def discard(self) -> None:
        """Takes away what is unfinished."""
        self._close()
        for table in self._open:
            with suppress(OSError):
                (self.folder / f"{_UNFINISHED}{self._final(table)}").unlink(missing_ok=True)

    @property
    def _memory(self) -> Path:
        return self.folder / f".import-{self.name}.json"

    def _known(self) -> dict[str, list[str]]:
        """The hashes of the files that imports of this name wrote."""
        try:
            known = json.loads(self._memory.read_bytes())
            files = dict(known["files"])
        except FileNotFoundError:
            return {}
        except (ValueError, TypeError, KeyError) as error:
            raise UsageError(f"{self._memory.as_posix()} cannot be read; take it and its files away") from error
        return {str(name): [str(hash) for hash in hashes] for name, hashes in files.items() if "/" not in name}

    def _remember(self, hashes: Mapping[str, Sequence[str]]) -> None:
        content = {"files": {name: list(hashes[name]) for name in sorted(hashes)}}
        self._memory.write_text(f"{json.dumps(content, indent=2)}\n", "utf-8")

    def _refuse_others(self, names: Iterable[str], known: Mapping[str, Sequence[str]]) -> None:
        foreign = sorted(name for name in names if self._is_foreign(name, known.get(name, ())))
        if foreign:
            files = ", ".join((self.folder / name).as_posix() for name in foreign)
            raise UsageError(f"{files}: not as an import of this name wrote it; move it away or rename the map")

    def _is_foreign(self, name: str, hashes: Sequence[str]) -> bool:
        path = self.folder / name
        return (path.exists() or path.is_symlink()) and not set(_sha256(path)) & set(hashes)


def _sha256(path: Path) -> list[str]:
    with path.open("rb") as file:
        return [hashlib.file_digest(file, "sha256").hexdigest()]


def _cell(value: Any) -> str:
    return f"{Decimal(repr(value)):f}" if isinstance(value, float) else str(value)


def nested_columns(table: str, fields: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, set[str]]]:
    """For CSV: the tables of rows inside records of a table and their columns, given the fields of each."""
    for name, columns in fields.items():
        child = TABLES[table].nested[name]
        yield child, {TABLES[child].parent, *columns}
