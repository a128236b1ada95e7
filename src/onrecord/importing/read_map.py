"""Reading a map: its fields, and everything in it that can be checked before any file is read."""

from collections.abc import Iterator
from pathlib import Path

from onrecord.importing.input_check import InputCheck
from onrecord.importing.map import Map
from onrecord.importing.map_file import ReadMap
from onrecord.problems import Problem, Refused, UsageError, errors_among
from onrecord.read.marked import DEEPEST, MarkedMapping
from onrecord.read.origins import opened
from onrecord.read.page import Page
from onrecord.read.record import check_document, problems
from onrecord.read.salvage import take_out
from onrecord.read.yaml_text import parse


def read_map(path: Path) -> ReadMap:
    """The map in a file of YAML. Raises Refused with every problem of it; UsageError where there is no such file."""
    if not path.is_file():
        raise UsageError(f"there is no map {path.as_posix()}; `onrecord map FILE --into {path.as_posix()}` drafts one")
    page = opened(path, path.as_posix())
    if not isinstance(page, Page):
        raise Refused([page])
    return parse_map(page)


def parse_map(page: Page) -> ReadMap:
    """The map on a page. Raises Refused with every problem of it."""
    parsed = parse(page)
    if not isinstance(parsed.root, MarkedMapping) or not parsed.complete:
        message = "a map is a group of fields, `name` and `inputs`"
        plain = page.problem(parsed.root_span, "wrong-type", message, "docs/importing.md shows a whole one")
        raise Refused(parsed.problems or [plain])
    found, told = _map(page, parsed.root)
    read = ReadMap(page, parsed.root, found) if found else None
    if refused := errors_among([*parsed.problems, *told, *(_problems(read) if read else ())]):
        raise Refused(sorted(dict.fromkeys(refused)))
    assert read is not None  # without a map there is a problem
    return read


def _map(page: Page, root: MarkedMapping) -> tuple[Map | None, list[Problem]]:
    """The map, as far as there is one without what is wrong by itself, and the problems of that."""
    found, told = check_document(Map, root), list[Problem]()
    for _ in range(DEEPEST):  # what is taken out can leave something empty that must not be
        if isinstance(found, Map):
            return found, told
        told = told or problems(page, root, found)
        take_out(root, found)
        found = check_document(Map, root)
    return None, told


def _problems(read: ReadMap) -> Iterator[Problem]:
    for number, input in enumerate(read.map.inputs):
        yield from InputCheck(read, ("inputs", number), input).problems()
