"""Bringing files into the common format."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.editing import write_text
from onrecord.problems import Problem, UsageError, Where
from onrecord.read import CHANGES, DATASET, record_files
from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.origins import opened
from onrecord.read.page import Page
from onrecord.read.yaml_text import parse
from onrecord.tidy.comments import comments
from onrecord.tidy.order import METADATA, REASONS, RECORDS, Order
from onrecord.tidy.printer import Printer

_PASSES = 4
"""So often a page is written at most: a comment that was moved may belong to something else then, and move with it."""
_ORDERS = {DATASET: METADATA, CHANGES: REASONS}


@dataclass(frozen=True)
class Formatted:
    """What was looked at, what was not in the common format, and what could not be read."""

    files: tuple[Path, ...]
    changed: tuple[Path, ...]
    problems: tuple[Problem, ...]


def fmt(path: str | Path, *, write: bool = True) -> Formatted:
    """Brings the YAML files of a folder of records, or one file, into the common format; only looks, if not to write.

    What the files say stays the same, and so do their comments. A file that is not YAML as records use it stays as it
    is, and has problems. Raises UsageError where there is no such folder or file, or where a file cannot be written.
    """
    files, changed, problems = list(_files(Path(path))), [], list[Problem]()
    for file in files:
        page = opened(file, file.as_posix())
        text = formatted(page, _ORDERS.get(file.name, RECORDS)) if isinstance(page, Page) else [page]
        if isinstance(text, list):
            problems += text
        elif not isinstance(page, Page) or text.encode() != file.read_bytes():
            changed.append(file)
            if write:
                write_text(file, text)
    return Formatted(tuple(files), tuple(changed), tuple(problems))


def formatted(page: Page, order: Order = RECORDS) -> str | list[Problem]:
    """The text of a page in the common format, or the problems that keep it from being read or written so."""
    parsed = parse(page)
    if parsed.problems:
        return parsed.problems
    if not isinstance(parsed.root, MarkedMapping | MarkedList) or not parsed.root:
        return page.text
    held = comments(page, parsed.root, parsed.root_span)
    for _ in range(_PASSES):
        neat = Page(page.file, Printer(parsed.page, held).document(parsed.root, order))
        if neat.text == parsed.page.text:
            break
        before, parsed = parsed, parse(neat)
        count, held = len(held.offsets), comments(neat, parsed.root, parsed.root_span)
        if parsed.root != before.root or len(held.offsets) != count:
            message = "the file stays as it is: comments stand where the common format has no place for them"
            help = "put each on a line of its own, above a field"
            return [Problem(Where(page.file), "unsupported-yaml", message, help)]
    return parsed.page.text


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    if not path.exists():
        raise UsageError(f"{path.as_posix()} is neither a folder nor a file")
    yield from (path / name for name in _ORDERS if (path / name).is_file())
    yield from (file for file in record_files(path) if file.suffix.lower() in (".yaml", ".yml"))
