"""Where input may lie: on this machine's file system, or on any other that Arrow reaches by a URI."""

import errno
import io
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PosixPath
from typing import Any, cast
from urllib.parse import unquote

import pyarrow as pa
from pyarrow import fs

from onrecord.problems import UsageError

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:")
_URI = re.compile(r"([a-z][a-z0-9+.-]+)://((?:[^/@]*@)?[^/@:?]+(?::\d+)?)(?:/([^?]*))?(\?.*)?")
"""A scheme, an authority (a bucket or a host, after what identifies the user), a path and a query (RFC 3986)."""
_LOCAL = "file://"
_LONGEST = 200
"""Characters of what Arrow says; of libraries that it looks for in vain, it tells every path."""


def place_of(place: str | Path) -> Path:
    """A path for a path, or for a URI such as ``s3://bucket/records`` (of Arrow's file systems, by their schemes).

    ``file://`` is this machine (RFC 8089), so its path is one like any other. Raises UsageError where a URI names no
    bucket or host, or a file of another machine.
    """
    if isinstance(place, Path):
        return place
    if not re.match(f"{_SCHEME.pattern}//", place):
        return Path(place)
    if place.startswith(_LOCAL):
        return _local(place)
    uri = _URI.fullmatch(place)
    if uri is None:  # which is not told whole, for it may hold keys
        scheme = place.partition(":")[0]
        raise UsageError(f"a URI names a bucket or a host, as {scheme}://BUCKET/FOLDER; `/` in a key is written %2F")
    scheme, authority, path, query = uri.groups("")
    return Place(f"{scheme}:", authority + query.replace("/", "%2F"), unquote(path).strip("/"))


def _local(uri: str) -> Path:
    host, slash, path = uri.removeprefix(_LOCAL).partition("/")
    if host not in {"", "localhost"} or not slash:
        raise UsageError(f"{uri} is no file or folder of this machine: write file:///FOLDER")
    return Path(f"/{unquote(path)}")


class Place(PosixPath):
    """A path on another file system: read as any other, never written.

    Its first part is the scheme, its second the bucket or host with all else that Arrow needs to reach it: keys, which
    are never shown, and settings.
    """

    def __str__(self) -> str:
        scheme, *parts = self.parts or ("",)
        if not parts or not _SCHEME.fullmatch(scheme):
            return super().__str__()
        user, at, bucket = parts[0].partition("?")[0].rpartition("@")
        container = f"{user.partition(':')[0]}@" if at and scheme.startswith("abfs") else ""  # not a user there
        return f"{scheme}//{'/'.join([container + bucket, *parts[1:]])}"

    @property
    def parents(self) -> Sequence["Place"]:
        """The folders above it, up to the bucket or host."""
        return tuple(super().parents)[:-2]

    def open(self, *_: object, **__: object) -> Any:
        """The file, open for reading bytes. Raises OSError."""
        system, path = self._at()
        try:
            file = system.open_input_file(path)
        except (OSError, pa.ArrowException) as error:
            raise OSError(getattr(error, "errno", None) or errno.EIO, self._told(error)) from error
        return io.BufferedReader(cast(io.RawIOBase, file), 1 << 20)

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
        """Its size, and nothing else. Raises FileNotFoundError where nothing is there."""
        info = self._info()
        if info.type == fs.FileType.NotFound:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return os.stat_result((0, 0, 0, 0, 0, 0, info.size or 0, 0, 0, 0))

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
            raise UsageError(f"{self} cannot be reached: {self._told(error)}") from error

    def _told(self, error: Exception) -> str:
        """What Arrow says, in one line and without keys."""
        user = self.parts[1].rpartition("@")[0]
        told = " ".join(str(error).split()).partition(" dlopen(")[0]
        return (told.replace(user, "...") if user else told)[:_LONGEST]

    def _at(self) -> tuple[Any, str]:
        scheme, bucket, *parts = self.parts
        with self._reached():
            system, root = _system(f"{scheme}//{bucket}")
        return system, "/".join([root.rstrip("/"), *parts])


@cache
def _system(root: str) -> tuple[Any, str]:
    """The file system of a URI, and what its paths begin with."""
    system, path = fs.FileSystem.from_uri(root)
    return system, str(path)
