"""Which files each input of a map takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from operator import itemgetter
from pathlib import Path

from onrecord.importing.formats import File
from onrecord.importing.map import Input
from onrecord.importing.map_file import ReadMap
from onrecord.problems import Problem, UsageError, Where


@dataclass(frozen=True)
class Taken:
    """The files of an import."""

    inputs: tuple[tuple[File, ...], ...]
    """The files of each input: in order of the patterns that they match, then of their paths."""
    others: tuple[str, ...]
    """Files in the folders that no input takes."""
    problems: tuple[Problem, ...]


def take(paths: Sequence[Path], read: ReadMap) -> Taken:
    """The files that the inputs of a map take of those given, or of those in the folders given.

    Each file goes to the first input whose patterns it matches: by its path inside the folder, or by its name alone
    where the pattern has no slash. Hidden files are left out. Raises UsageError where a path leads nowhere.
    """
    inputs = read.map.inputs
    groups: list[list[tuple[int, File]]] = [[] for _ in inputs]
    others, problems, seen = [], [], set()
    for given in paths:
        for file in sorted(_files(given), key=lambda file: file.name.split("/")):
            if file.path in seen:
                continue
            seen.add(file.path)
            found = next(
                ((number, form) for number in range(len(inputs)) if (form := _form(inputs[number], file.name))), None
            )
            if found:
                groups[found[0]].append((found[1], file))
            elif given.is_dir():
                others.append(file.shown)
            else:
                problems.append(_unmatched(file))
    problems += [_without_file(read, number) for number, group in enumerate(groups) if not group]
    ordered = [tuple(file for _, file in sorted(group, key=itemgetter(0))) for group in groups]
    return Taken(tuple(ordered), tuple(others), tuple(problems))


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


def _form(input: Input, name: str) -> int:
    """The number, from 1, of the pattern of an input that a name matches first; 0 where it matches none."""
    own = name.rpartition("/")[2]
    forms = enumerate(input.files or ("*",), 1)
    return next((number for number, form in forms if fnmatchcase(name if "/" in form else own, form)), 0)


def _unmatched(file: File) -> Problem:
    message = "no input of the map takes this file"
    return Problem(Where(file.shown), "unmatched-file", message, "give it to an input under `files`, or leave it out")


def _without_file(read: ReadMap, number: int) -> Problem:
    message = "none of the files given is one of this input"
    path = ("inputs", number, "files") if read.map.inputs[number].files else ("inputs", number)
    return read.problem(path, "unmatched-file", message, "correct `files`, or give the file too")
