"""Files of the release before that would be written again byte for byte: they are taken over instead."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa

from onrecord.dataset import Dataset
from onrecord.tables import Table
from onrecord.write.files import File, Folder


@dataclass
class Reuse:
    """What is known of the files of an earlier release: which rows each of them holds.

    A file is taken over only where its rows and what writes them are the same, and its SHA-256 is still what it was. So
    the new release is, to the byte, the one that would be written without it.
    """

    release: Path
    """The folder of the earlier release, which the new one replaces."""
    note: Path
    """The file in which one run tells the next what it wrote."""
    told: Mapping[str, tuple[str, ...]]
    """Path of a file to the digest of its rows and its SHA-256."""
    rows: dict[str, str] = field(default_factory=dict)
    """Path to the digest of the rows, of the files of the new release."""
    taken: list[File] = field(default_factory=list)

    @staticmethod
    def of(release: Path, cache: Path) -> "Reuse":
        """What an earlier run, which kept its note in the cache, wrote into a release."""
        note, told = cache / "written.json", {}
        with suppress(OSError, ValueError, TypeError):
            told = {str(path): tuple(map(str, pair)) for path, pair in json.loads(note.read_text("utf-8")).items()}
        return Reuse(release, note, told)

    def take(self, path: str, rows: str, folder: Folder) -> bool:
        """Takes over the file at a path if it holds just these rows, and tells whether it did."""
        self.rows[path] = rows
        source = self.release / path
        if not source.is_file() or self.told.get(path) != (rows, _sha256(source)):
            return False
        target = folder.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)
        self.taken.append(File(path, source.stat().st_size, self.told[path][1]))
        folder.files.append(self.taken[-1])
        return True

    def save(self, files: Iterable[File]) -> None:
        """Leaves a note of the files of the new release for the next run; a full disk is no reason to stop."""
        told = {file.path: [self.rows[file.path], file.sha256] for file in files if file.path in self.rows}
        draft = self.note.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            draft.write_text(json.dumps(told), "utf-8")
            draft.replace(self.note)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def rows_digest(dataset: Dataset, table: Table, batches: Iterable[pa.RecordBatch]) -> str:
    """A digest of rows and of everything else that the files which hold them are made of."""
    metadata = dataset.metadata
    made_of = [
        version("onrecord"),
        pa.__version__,
        metadata.base_iri,
        metadata.language,
        str(table.schema),
        repr(table),
    ]
    hash = hashlib.sha256("\n".join(made_of).encode())
    for batch in batches:
        hash.update(batch.serialize())
    return hash.hexdigest()
