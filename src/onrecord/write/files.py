"""The files of a release as they are written: size and SHA-256 in the same pass."""

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any

import pyarrow as pa

from onrecord.layout import CODECS
from onrecord.write.side_by_side import ConsumerThread

_LARGE = 1 << 16
"""Bytes that take longer to hash and to write than to hand over to a thread."""


@dataclass(frozen=True, order=True)
class File:
    """A finished file of a release."""

    path: str
    """Relative to the release, with ``/``."""
    bytes: int
    sha256: str


class _Sink(io.RawIOBase):
    """A new binary file that counts and hashes what is written to it, and that must stay as it is.

    Whoever writes large pieces does not wait for that: from the first one on, a thread does it.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("wb")
        self._hash = hashlib.sha256()
        self._behind = ExitStack()
        self._take: Callable[[Any], None] = self._take_in
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        if size >= _LARGE and self._take == self._take_in:
            self._take = self._behind.enter_context(ConsumerThread(self._take_all)).give
        self._take(data)
        self.size += size
        return size

    def _take_all(self, all_data: Iterator[Any]) -> None:
        for data in all_data:
            self._take_in(data)

    def _take_in(self, data: Any) -> None:
        self._hash.update(data)
        self._file.write(data)

    def tell(self) -> int:
        return self.size

    def close(self) -> None:
        self.__exit__(None, None, None)

    def __exit__(self, kind: type[BaseException] | None, error: Any, trace: TracebackType | None) -> None:
        try:
            self._behind.__exit__(kind, error, trace)
        finally:
            self._take = self._take_in  # which a closed file refuses
            self._file.close()
            super().close()

    def hexdigest(self) -> str:
        """The SHA-256 of what was written, once the file is closed."""
        return self._hash.hexdigest()


class Folder:
    """A release in the making: a folder, and the files finished in it so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: list[File] = []

    @contextmanager
    def file(self, path: str) -> Iterator[Any]:
        """A new file at a path relative to the release, open for bytes; finished when the block ends well.

        What is written is compressed where the name ends so.
        """
        if any(file.path == path for file in self.files):
            raise ValueError(f"{path} would be written twice")
        sink = _Sink(self.root / path)
        codec = CODECS.get(PurePosixPath(path).suffix)
        with sink:
            if codec is None:
                yield sink
            else:
                with pa.CompressedOutputStream(pa.PythonFile(sink), codec) as packed:
                    yield packed
        self.files.append(File(path, sink.size, sink.hexdigest()))

    def finished(self, path: str) -> File:
        """The finished file at a path."""
        return next(file for file in self.files if file.path == path)

    def write(self, path: str, content: str | bytes) -> None:
        """A whole small file; text as UTF-8."""
        with self.file(path) as sink:
            sink.write(content if isinstance(content, bytes) else content.encode())


def checksums(files: Iterable[File]) -> str:
    """The text of SHA256SUMS, as ``sha256sum --check`` reads it; by path."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in sorted(files))
