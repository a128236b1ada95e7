"""The texts of sources that are at hand: known by their hash or, before anybody hashed them, by their name."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.evidence import SourceText, contents, files_below

SIZE = ("sha256", "length", "paragraphs")
"""The fields in which a source is recorded with its text."""


@dataclass(frozen=True)
class Text:
    """The text of a source; ``new`` where the source's record does not yet say that this is its text."""

    path: Path
    text: SourceText
    sha256: str
    new: bool

    @property
    def size(self) -> dict[str, str | int]:
        """What the record of the source says of the text."""
        return dict(zip(SIZE, (self.sha256, len(self.text.content), len(self.text.paragraphs)), strict=True))


@dataclass(frozen=True)
class Unfit:
    """A file that seems to be the text of a source and cannot be used."""

    path: Path
    reason: str
    help: str


_NOT_UTF8 = "is not UTF-8", "save it as UTF-8, and take a `sha256` that the source has out of its record"
_CHANGED = (
    "is not the text that was hashed: it was changed since",
    "put back the text that was hashed; or take `sha256`, `length` and `paragraphs` out of the source to take this one",
)


def texts_at_hand(folder: Path, hashes: Mapping[str, str | None]) -> tuple[dict[str, Text], dict[str, Unfit]]:
    """The text of each source, given the hash of each, of those that lie in a folder as UTF-8; and the files that
    seem to be texts of the other sources.

    A source without a hash has the file that is named after its id, whatever its suffix. Raises UsageError where the
    folder is none or one of its files cannot be read.
    """
    found: dict[str, Text] = {}
    unfit: dict[str, Unfit] = {}
    for path in files_below(folder):
        content = contents(path)
        digest = hashlib.sha256(content).hexdigest()
        try:
            text = SourceText(content.decode())
        except UnicodeDecodeError:
            unfit |= dict.fromkeys([*_meant(path, digest, hashes), path.stem], Unfit(path, *_NOT_UTF8))
            continue
        unfit.setdefault(path.stem, Unfit(path, *_CHANGED))
        for source in _meant(path, digest, hashes):
            found.setdefault(source, Text(path, text, digest, new=hashes[source] is None))
    return found, unfit


def _meant(path: Path, digest: str, hashes: Mapping[str, str | None]) -> Iterable[str]:
    by_hash = [source for source, known in hashes.items() if known == digest]
    return by_hash if hashes.get(path.stem, "") is not None else [*by_hash, path.stem]
