"""A release as one ZIP archive (APPNOTE 6.3): packed the same way every time, and unpacked without harm."""

import hashlib
import zipfile
from pathlib import Path, PurePosixPath
from typing import IO

from onrecord.layout import CHECKSUMS, DESCRIPTOR
from onrecord.problems import UsageError

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can hold; files of a release have no other."""
_MODE = 0o100644 << 16


def pack(root: Path, folder: str, into: Path) -> None:
    """Writes the files that the checksums of a release list, and these, below one folder, ordered by path.

    The same files give the same bytes under one version of zlib. Raises UsageError for a file that is not what the
    checksums say, or where they or the folder name what lies outside of the release or of the archive.
    """
    lines = (line.partition("  ") for line in (root / CHECKSUMS).read_text("utf-8").splitlines())
    listed = {name: digest for digest, _, name in lines}
    if outside := next((name for name in (*listed, folder) if not _is_inside(name)), None):
        raise UsageError(f"{root} is not packed: {outside!r} leads out of it")
    with zipfile.ZipFile(into, "w") as archive:
        for name in sorted([*listed, CHECKSUMS]):
            info = zipfile.ZipInfo(f"{folder}/{name}", _EPOCH)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, _MODE, 3
            with archive.open(info, "w", force_zip64=True) as entry:
                digest = _copied(root / name, entry)
            if listed.get(name, digest) != digest:
                raise UsageError(f"{(root / name).as_posix()} cannot be read: it is not what {CHECKSUMS} says")


def _copied(path: Path, entry: IO[bytes]) -> str:
    """Copies a file into an archive; returns its SHA-256."""
    digest = hashlib.sha256()
    try:
        file = path.open("rb")
    except OSError as error:
        raise UsageError(f"{path.as_posix()} cannot be read: {error.strerror}") from error
    with file:
        while block := file.read(1 << 20):
            digest.update(block)
            entry.write(block)
    return digest.hexdigest()


def unpack(path: Path, place: Path) -> Path:
    """Unpacks an archive into an empty folder; returns where in it the release is.

    Raises UsageError for an archive that is damaged, holds no release or leads out of itself.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if not all(map(_is_inside, names)):
                raise UsageError(f"{path} is not unpacked: a path in it leads out of the archive")
            archive.extractall(place)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise UsageError(f"{path} cannot be unpacked: {getattr(error, 'strerror', None) or error}") from error
    roots = [PurePosixPath(name).parent for name in names if PurePosixPath(name).name == DESCRIPTOR]
    if not roots:
        raise UsageError(f"{path} is not a release: it has no {DESCRIPTOR}")
    return place / min(roots, key=lambda root: len(root.parts))


def _is_inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name and ":" not in parts[0]
