"""Changes of a text at given places, and writing it whole or not at all."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from onrecord.problems import UsageError
from onrecord.read.page import Span


@dataclass(frozen=True, order=True)
class Edit:
    """A text that takes the place of what stands at a span."""

    span: Span
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with every edit made; their spans do not overlap."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.span[0]] + edit.text + text[edit.span[1] :]
    return text


def write_text(path: Path, text: str) -> None:
    """Writes a file whole or not at all, its permissions as they were. Raises UsageError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.resolve()
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
        with tempfile.NamedTemporaryFile("wb", dir=target.parent, prefix=".onrecord-", delete=False) as file:
            file.write(text.encode())
        Path(file.name).chmod(mode)
        Path(file.name).replace(target)
    except OSError as error:
        raise UsageError(f"{path.as_posix()} cannot be written: {error.strerror}") from error
