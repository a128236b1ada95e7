"""Where input may lie: on this machine's file system, or on any other that Arrow reaches by a URI."""

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PosixPath
from typing import Any, cast

import pyarrow as pa
from pyarrow import fs

from onrecord.problems import UsageError

_URI = re.compile(r"[a-z][a-z0-9+.-]+://")
_LOCAL = "file:"


def place_of(place: str | Path) -> Path:
    """A path for a path, or for a URI such as ``s3://bucket/records`` (of Arrow's file systems, by their schemes)."""
    if isinstance(place, Path):
        return place
    return Place(place) if _URI.match(place) else Path(place)


class Place(PosixPath):
    """A path on another file system: read as any other, never written."""

    def __str__(self) -> str:
        scheme, slash, rest = super().__str__().partition(":/")
        return f"{scheme}:{'///' if f'{scheme}:' == _LOCAL else '//'}{rest}" if slash else scheme

    def open(self, *_: object, **__: object) -> Any:
        """The file, open for reading bytes."""
        system, path = self._at()
        return io.BufferedReader(cast(io.RawIOBase, system.open_input_file(path)), 1 << 20)

    def read_bytes(self) -> bytes:
        """All bytes of the file."""
        with self.open() as file:
            return cast(bytes, file.read())

    def exists(self, **_: object) -> bool:
        """Whether something is there."""
        return bool(self._info().type != fs.FileType.NotFound)

    def is_dir(self, **_: object) -> bool:
        """Whether it is a folder."""
        return bool(self._info().type == fs.FileType.Directory)

    def is_file(self, **_: object) -> bool:
        """Whether it is a file."""
        return bool(self._info().type == fs.FileType.File)

    def is_symlink(self) -> bool:
        """Arrow's file systems follow links and tell nothing of them."""
        return False

    def stat(self, **_: object) -> os.stat_result:
        """Its size, and nothing else."""
        return os.stat_result((0, 0, 0, 0, 0, 0, self._info().size or 0, 0, 0, 0))

    def iterdir(self) -> Iterator["Place"]:  # type: ignore[override]
        """What is in the folder."""
        system, path = self._at()
        with self._reached():
            found = system.get_file_info(fs.FileSelector(path))
        return (self / info.base_name for info in found)

    def absolute(self) -> "Place":
        """Itself."""
        return self

    def _info(self) -> Any:
        system, path = self._at()
        with self._reached():
            return system.get_file_info(path)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """UsageError where the file system does not answer, or is none that Arrow knows."""
        try:
            yield
        except (OSError, pa.ArrowException) as error:
            raise UsageError(f"{self} cannot be reached: {' '.join(str(error).split())}") from error

    def _at(self) -> tuple[Any, str]:
        scheme, *parts = self.parts
        if scheme == _LOCAL:
            return _system("file:///")[0], "/" + "/".join(parts)
        with self._reached():
            system, root = _system(f"{scheme}//{parts[0] if parts else ''}")
        return system, "/".join([root.rstrip("/"), *parts[1:]])


@cache
def _system(root: str) -> tuple[Any, str]:
    """The file system of a URI, and what its paths begin with."""
    system, path = fs.FileSystem.from_uri(root)
    return system, str(path)
