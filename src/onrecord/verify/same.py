"""Comparing a file with what a writer would write, without keeping either."""

import io
from types import TracebackType
from typing import Any, BinaryIO

import pyarrow as pa


class Differs(Exception):
    """The file is not what is being written."""


class Comparison(io.RawIOBase):
    """A sink that compares what is written to it with a file, and raises Differs at the first other byte.

    Leaving the block without an error means that the file is all that was written, and nothing more.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._held = bytearray()

    def writable(self) -> bool:
        """A sink is written to."""
        return True

    def write(self, data: Any) -> int:
        """Compares the next bytes."""
        written = pa.py_buffer(data)
        if len(self._held) < written.size:
            self._held = bytearray(written.size)
        held = memoryview(self._held)[: written.size]
        # Arrow compares at the speed of memory, and Python byte by byte wherever a view is one of the two.
        if self._file.readinto(held) != written.size or not pa.py_buffer(held).equals(written):  # type: ignore[attr-defined]
            raise Differs
        return int(written.size)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self._file.read(1):
            raise Differs
