"""Comparing a file with what a writer would write, without keeping either."""

import io
from pathlib import Path
from types import TracebackType
from typing import Any


class Differs(Exception):
    """The file is not what is being written."""


class Comparison(io.RawIOBase):
    """A sink that compares what is written to it with a file, and raises Differs at the first other byte.

    Leaving the block without an error means that the file is all that was written, and nothing more.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")

    def writable(self) -> bool:
        """A sink is written to."""
        return True

    def write(self, data: Any) -> int:
        """Compares the next bytes."""
        view = memoryview(data).cast("B")  # Arrow gives signed bytes, which equal no others above 127
        if self._file.read(view.nbytes) != view:
            raise Differs
        return view.nbytes

    def close(self) -> None:
        """Closes the file."""
        self._file.close()
        super().close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        rest = b"" if kind else self._file.read(1)
        self.close()
        if rest:
            raise Differs
