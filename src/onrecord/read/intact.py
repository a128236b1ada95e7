"""Whether the release before is the one that was published: no table gone, no cell edited since."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from onrecord.layout import CHECKSUMS, DESCRIPTOR
from onrecord.problems import UsageError


def check_intact(folder: Path, files: Iterable[Path]) -> None:
    """Compares what is read of a release with its checksums: its descriptor and its Parquet files.

    ``files`` are the Parquet files that stand there. Raises UsageError for the first that is missing, has no checksum
    or another one.
    """
    sums = _checksums(folder)
    listed = {path for path in sums if path.startswith("parquet/") and path.endswith(".parquet")}
    for path in sorted({DESCRIPTOR, *listed, *(file.relative_to(folder).as_posix() for file in files)}):
        if path not in sums:
            raise damaged(folder, f"{path} is not in its {CHECKSUMS}")
        if not (folder / path).is_file():
            raise damaged(folder, f"{path} is missing")
        if _sha256(folder / path) != sums[path]:
            raise damaged(folder, f"{path} has another SHA-256 than its {CHECKSUMS} says")


def damaged(folder: Path, what: str) -> UsageError:
    """What to raise where a release is not as it was published."""
    advice = "give a whole copy of what was published"
    return UsageError(f"the previous release {folder.as_posix()} is not as it was published: {what}; {advice}")


def _checksums(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file that the checksums list, by its path."""
    try:
        lines = (folder / CHECKSUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise damaged(folder, f"its {CHECKSUMS} cannot be read") from error
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"{path.as_posix()} cannot be read: {error.strerror}") from error
