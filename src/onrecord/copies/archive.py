"""A release as a ZIP archive, below a folder with its name and version."""

from pathlib import Path

from onrecord.packed import pack
from onrecord.release import Release


def to_zip(release: Release, into: Path) -> None:
    """Writes the archive; ``onrecord.open`` opens it as it is."""
    pack(release.path, f"{release.descriptor['name']}-{release.descriptor['version']}", into)
