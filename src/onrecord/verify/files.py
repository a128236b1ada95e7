"""The files of a release: found without following anything out of it, and compared with SHA256SUMS."""

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from onrecord.layout import CHECKSUMS, DESCRIPTOR, SIGNATURES
from onrecord.problems import UsageError
from onrecord.verify.tally import Tally

FOR_PEOPLE = ("README.md", "LICENSE", "CHANGELOG.md", "index.html")
"""The files of every release that people read."""
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_OUTSIDE = "take no file of this release for granted: ask its publisher where it comes from"


@dataclass(frozen=True)
class Files:
    """The regular files of a release that may be opened: path relative to the release, with ``/``, to size."""

    root: Path
    sizes: dict[str, int]
    digests: dict[str, str] = field(default_factory=dict)
    """The SHA-256 of the files that were hashed so far."""

    @property
    def bytes(self) -> int:
        """The size of all of them."""
        return sum(self.sizes.values())

    def path(self, name: str) -> Path | None:
        """Where a file stands; None where the release has no such file, or none that may be opened."""
        return self.root / name if name in self.sizes else None

    def sha256(self, name: str) -> str:
        """The SHA-256 of a file that may be opened; each is read once."""
        if name not in self.digests:
            with (self.root / name).open("rb") as file:
                self.digests[name] = hashlib.file_digest(file, "sha256").hexdigest()
        return self.digests[name]


def release_folder(path: Path) -> Path:
    """The folder of a release, given as itself or as its descriptor.

    Raises UsageError for anything that is no release, a packed one among them.
    """
    root = path.parent if path.name == DESCRIPTOR else path
    if not root.exists():
        raise UsageError(f"{root} is not a release: there is no such folder")
    if not root.is_dir():
        raise UsageError(f"{root} is not a release: it is a file; unpack an archive first, and name the folder")
    if not (root / CHECKSUMS).is_file():
        raise UsageError(f"{root} is not a release: it has no {CHECKSUMS}")
    return root


def is_inside(name: str) -> bool:
    """Whether a path, as a release spells it, stays inside the release."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name and ":" not in parts[0]


def find(root: Path, tally: Tally) -> Files:
    """Every file of the release. What leads out of it is a fault, and is not opened."""
    home, sizes = root.resolve(), {}
    for path in _walk(root):
        name = path.relative_to(root).as_posix()
        if not path.resolve().is_relative_to(home):
            tally.add(name, "unsafe-path", "the file is a link to a place outside of the release", help=_OUTSIDE)
        elif path.is_file():
            sizes[name] = path.stat().st_size
        elif not path.exists() or not path.is_dir():
            tally.add(name, "unsafe-path", "this is no file: a device, a pipe or a broken link", help=_OUTSIDE)
    return Files(root, sizes)


def _walk(root: Path) -> Iterator[Path]:
    """Everything in a folder but its folders; linked folders come as themselves and are not entered."""
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        yield from (here / name for name in sorted(names))
        yield from (here / name for name in sorted(folders) if (here / name).is_symlink())


def check_files(files: Files, tally: Tally) -> dict[str, str]:
    """Compares the files with SHA256SUMS: nothing missing, nothing extra.

    Returns the path and the promised SHA-256 of each file that is there.
    """
    listed = _listed(files, tally)
    found = files.sizes.keys() - {CHECKSUMS, *SIGNATURES}
    for name in sorted(listed.keys() - files.sizes.keys()):
        tally.add(name, "missing-file", "the file is missing")
    for name in FOR_PEOPLE:
        if name not in files.sizes and name not in listed:
            tally.add(name, "missing-file", "the file is missing, and every release has one")
    for name in sorted(found - listed.keys()):
        tally.add(name, "extra-file", f"the file is not in {CHECKSUMS}")
    return {name: listed[name] for name in sorted(listed.keys() & found)}


def check_hashes(files: Files, listed: dict[str, str], tally: Tally) -> None:
    """Compares the bytes of files with the SHA-256 that the release promises of each."""
    for name, digest in listed.items():
        if files.sha256(name) != digest:
            tally.add(name, "changed-file", "the file is not the one that was published: its SHA-256 differs")


def _listed(files: Files, tally: Tally) -> dict[str, str]:
    """Path to SHA-256 of every file that the release promises."""
    path = files.path(CHECKSUMS)
    if path is None:  # a link out of the release, which is a fault already
        return {}
    listed: dict[str, str] = {}
    *lines, rest = path.read_bytes().decode("utf-8", "replace").split("\n")
    if rest:
        tally.add(CHECKSUMS, "wrong-checksums", "the last line breaks off", row=len(lines) + 1)
    for number, line in enumerate([*lines, rest] if rest else lines, 1):
        entry = _LINE.fullmatch(line)
        if entry is None:
            tally.add(CHECKSUMS, "wrong-checksums", f"{line[:200]!r} is no SHA-256 and path", row=number)
        elif not is_inside(entry[2]):
            tally.add(CHECKSUMS, "unsafe-path", f"{entry[2]!r} leads out of the release", row=number, help=_OUTSIDE)
        elif entry[2] in listed:
            tally.add(CHECKSUMS, "wrong-checksums", f"{entry[2]!r} stands here twice", row=number)
        else:
            listed[entry[2]] = entry[1]
    return listed
