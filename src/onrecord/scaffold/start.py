"""A new dataset: a small true sample to replace, and what editors, git and GitHub need."""

import os
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from string import Template

from onrecord.models.metadata import RESERVED
from onrecord.problems import UsageError
from onrecord.scaffold.words import slug
from onrecord.schema import editor_schemas

_DOT = "dot-"
"""What the names of hidden files start with in the package, where they must not be hidden."""
_LONGEST = 60


def init(folder: Path) -> list[Path]:
    """Writes a new dataset into a folder, which is made where it is missing; returns its files, sorted.

    The sample is valid as it is. Hidden files and folders such as ``.git`` may be there already. Raises UsageError
    where anything else is, where one of them is in the way, or where the folder cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(not path.name.startswith(".") for path in folder.iterdir())):
        raise UsageError(f"{folder.as_posix()} is not an empty folder, and nothing is overwritten; name another one")
    facts = {"name": _name(folder), "version": version("onrecord")}
    texts = {path: Template(text).safe_substitute(facts) for path, text in _sample()}
    texts |= {f"schema/{name}": text for name, text in editor_schemas().items()}
    if there := next(_in_the_way(folder, sorted(texts)), None):
        raise UsageError(f"{there.as_posix()} is there already, and nothing is overwritten")
    try:
        for path, text in texts.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{folder.as_posix()} cannot be written: {error.strerror}") from error
    return sorted(folder / path for path in texts)


def _in_the_way(folder: Path, paths: Iterable[str]) -> Iterator[Path]:
    """What stands where a file is to be, or in place of a folder of it."""
    for path in paths:
        above = (folder / parent for parent in PurePosixPath(path).parents)
        yield from (parent for parent in above if os.path.lexists(parent) and not parent.is_dir())
        if os.path.lexists(folder / path):
            yield folder / path


def _name(folder: Path) -> str:
    """The short name of a dataset in a folder: that of the folder, as far as it can be one."""
    name = slug(folder.resolve().name)[:_LONGEST].strip("-")
    return "sample" if not name or name in RESERVED else name


def _sample() -> Iterator[tuple[str, str]]:
    """The path and the text of every file of the sample."""
    root = files(__name__.rpartition(".")[0]).joinpath("sample")
    for path, file in _walk(root, PurePosixPath()):
        parts = [f".{part.removeprefix(_DOT)}" if part.startswith(_DOT) else part for part in path.parts]
        yield "/".join(parts), file.read_text("utf-8")


def _walk(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[PurePosixPath, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        here = path / entry.name
        if entry.is_dir():
            yield from _walk(entry, here)
        else:
            yield here, entry
