"""Which files each input of a map takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from onrecord.importing.formats import File
from onrecord.importing.map import Input
from onrecord.importing.read_map import ReadMap
from onrecord.problems import Problem, UsageError, Where


@dataclass(frozen=True)
class Taken:
    """The files of an import."""

    inputs: tuple[tuple[File, ...], ...]
    """The files of each input, in order of their paths."""
    others: tuple[str, ...]
    """Files in the folders that no input takes."""
    problems: tuple[Problem, ...]


def take(paths: Sequence[Path], read: ReadMap) -> Taken:
    """The files that the inputs of a map take of those given, or of those in the folders given.

    Each file goes to the first input whose patterns it matches: by its path inside the folder, or by its name alone
    where the pattern has no slash. Hidden files are left out. Raises UsageError where a path leads nowhere.
    """
    inputs = read.map.inputs
    groups: list[list[File]] = [[] for _ in inputs]
    others, problems, seen = [], [], set()
    for given in paths:
        for file in sorted(_files(given), key=lambda file: file.name.split("/")):
            if file.path in seen:
                continue
            seen.add(file.path)
            number = next((number for number, input in enumerate(inputs) if _matches(input, file.name)), None)
            if number is not None:
                groups[number].append(file)
            elif given.is_dir():
                others.append(file.shown)
            else:
                problems.append(_unmatched(file))
    problems += [_without_file(read, number) for number, group in enumerate(groups) if not group]
    return Taken(tuple(map(tuple, groups)), tuple(others), tuple(problems))


def _files(given: Path) -> Iterator[File]:
    if given.is_file():
        yield File(given, given.as_posix(), given.name)
    elif given.is_dir():
        for path in given.rglob("*"):
            inner = path.relative_to(given)
            if path.is_file() and not any(part.startswith(".") for part in inner.parts):
                yield File(path, path.as_posix(), inner.as_posix())
    else:
        raise UsageError(f"there is no file or folder {given.as_posix()}")


def _matches(input: Input, name: str) -> bool:
    own = name.rpartition("/")[2]
    return not input.files or any(fnmatchcase(name if "/" in form else own, form) for form in input.files)


def _unmatched(file: File) -> Problem:
    message = "no input of the map takes this file"
    return Problem(Where(file.shown), "unmatched-file", message, "give it to an input under `files`, or leave it out")


def _without_file(read: ReadMap, number: int) -> Problem:
    message = "none of the files given is one of this input"
    path = ("inputs", number, "files") if read.map.inputs[number].files else ("inputs", number)
    return read.problem(path, "unmatched-file", message, "correct `files`, or give the file too")
