"""What a dataset withholds: the gate that its releases pass, and how words are added to what it withholds."""

import hashlib
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.dataset import Dataset
from onrecord.gate import Gate, Lexicon, Passages
from onrecord.models.withheld import Withheld
from onrecord.problems import Problem, Refused, UsageError
from onrecord.read import records_folder
from onrecord.read.withheld import WITHHELD, read_withheld

_HEAD = "# Words and phrases that must never appear, as hashes. `onrecord withhold` writes this file.\n"


def lexicon_of(folder: Path, plain: Path | None = None) -> tuple[Lexicon, list[Problem]]:
    """What a folder of records withholds, with the words of a file of plain words; and the problems of the hashes.

    Raises UsageError where the plain file cannot be read or holds no words. The words themselves are not kept.
    """
    withheld, problems = read_withheld(folder)
    lexicon = _lexicon(withheld)
    if plain is not None:
        _add(lexicon, _lines(plain))
    return lexicon, problems


def gate_for(dataset: Dataset, lexicon: Lexicon, sources: Path | None = None) -> Gate:
    """The gate of a dataset's release, with the source texts that lie below a folder.

    A file is the text of a source if its SHA-256 is the source's. Raises UsageError where there is no such folder.
    """
    if sources is None:
        return Gate(lexicon)
    wanted = set(dataset.query("SELECT sha256 FROM sources WHERE sha256 IS NOT NULL")["sha256"].to_pylist())
    names = dataset.query("SELECT value FROM names UNION SELECT name FROM agents ORDER BY 1")["value"].to_pylist()
    return Gate(lexicon, Passages(_texts(sources, wanted), names))


def withhold(phrases: Iterable[str], folder: str | Path) -> tuple[int, int]:
    """Adds words and phrases, as hashes, to what a folder of records withholds.

    Returns how many were new, and how many it withholds now. Raises Refused where its ``withheld.yaml`` is invalid,
    UsageError where a phrase has no words or the file cannot be written.
    """
    folder = records_folder(Path(folder))
    lexicon, problems = lexicon_of(folder)
    if problems:
        raise Refused(problems)
    before = len(lexicon)
    _add(lexicon, phrases)
    _save(folder / WITHHELD, lexicon)
    return len(lexicon) - before, len(lexicon)


def _lexicon(withheld: Withheld | None) -> Lexicon:
    if withheld is None:
        return Lexicon(secrets.token_hex(16))
    return Lexicon(withheld.salt, ((entry.words, entry.sha256) for entry in withheld.withheld))


def _add(lexicon: Lexicon, phrases: Iterable[str]) -> None:
    count = 0
    for count, phrase in enumerate(phrases, 1):
        if not lexicon.add(phrase):
            raise UsageError(f"phrase {count} of those to withhold has no letters or digits")
    if not count:
        raise UsageError("there are no words to withhold")


def _lines(path: Path) -> list[str]:
    """The lines of a file that say something; errors do not quote it."""
    text = path.read_bytes().decode("utf-8-sig", "replace") if path.is_file() else None
    if text is None or "\ufffd" in text:
        raise UsageError(f"{path.as_posix()} cannot be read: it must be a file of text in UTF-8")
    return [line for line in text.splitlines() if line.strip()]


def _texts(folder: Path, wanted: set[str]) -> Iterator[str]:
    if not folder.is_dir():
        raise UsageError(f"{folder.as_posix()} is not a folder")
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() in wanted:
            yield content.decode(errors="replace")


def _save(path: Path, lexicon: Lexicon) -> None:
    """Writes the file whole or not at all; entries in the order of their hashes, which tells nothing."""
    entries = [
        f"  - {{words: {count}, sha256: {hash}}}\n" for count, hash in sorted(lexicon, key=lambda entry: entry[1])
    ]
    try:
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".withheld-", delete=False) as file:
            file.write(f"{_HEAD}salt: {lexicon.salt}\nwithheld:\n{''.join(entries)}")
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
    except OSError as error:
        raise UsageError(f"{path.as_posix()} cannot be written: {error.strerror}") from error
