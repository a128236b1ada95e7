"""Adding the skeleton of a record to a file, without touching what stands there."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from onrecord.editing import end_of, is_flow, write_text
from onrecord.problems import Problem, Refused, UsageError
from onrecord.read import CHANGES, DATASET, record_files
from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.origins import opened
from onrecord.read.page import Page
from onrecord.read.part import content_of, parts_of
from onrecord.read.withheld import WITHHELD
from onrecord.read.yaml_text import parse
from onrecord.scaffold.skeleton import skeleton
from onrecord.scaffold.words import fresh_id, slug
from onrecord.tables import TABLES, Table

SORTS = {
    table.singular: table for table in TABLES.values() if table.authored and table.prefix and not table.has_row_ids
}
"""What can be added, by what one of it is called."""
_ID = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
_INDENT = 2
_MODELINE = "# yaml-language-server: $schema=../schema/records.schema.json\n"


@dataclass(frozen=True)
class Added:
    """A skeleton that was added."""

    path: Path
    line: int
    id: str
    taken: str = ""
    """The id that the words alone would have made, where some record or text has it already."""


def add(sort: str, words: str, into: Path) -> Added:
    """Adds the skeleton of a record of a sort, named by words, to a folder of records or to one of its files.

    Raises UsageError where there is no such sort, or no such folder, or no words in Latin letters can be made of the
    words; Refused where the file that it belongs into is not one that a skeleton can be added to.
    """
    table = _table(sort)
    if not slug(words):
        raise UsageError(f"`{words}` has no letters or digits to make an id of")
    path = into if into.suffix in (".yaml", ".yml") else _file(table, into)
    folder = into if path is not into else into.parent
    ids = set(_ids(folder))
    id, plain = fresh_id(table.prefix, words, ids), fresh_id(table.prefix, words, ())
    before, after, column = _around(path, table)
    write_text(path, f"{before}{skeleton(table, id, words, column)}{after}")
    return Added(path, before.count("\n") + 1, id, plain if plain != id else "")


def _table(sort: str) -> Table:
    wanted = next((name for name, table in SORTS.items() if sort in (name, table.name)), None)
    if wanted is None:
        near = get_close_matches(sort, SORTS, 1)
        advice = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(SORTS)}"
        raise UsageError(f"`{sort}` is no sort of record; {advice}")
    return SORTS[wanted]


def _file(table: Table, folder: Path) -> Path:
    """The one file of YAML that has records of the table, or else the one that is named after it."""
    if not folder.is_dir():
        raise UsageError(f"{folder.as_posix()} is not a folder")
    having = [path for path, root in _files(folder) if isinstance(root.get(table.name), MarkedList)]
    return having[0] if len(having) == 1 else folder / f"{table.name}.yaml"


def _files(folder: Path) -> Iterator[tuple[Path, MarkedMapping]]:
    for path in record_files(folder):
        page = opened(path, path.as_posix())
        root = parse(page).root if isinstance(page, Page) and path.suffix in (".yaml", ".yml") else None
        if isinstance(root, MarkedMapping):
            yield path, root


def _ids(folder: Path) -> Iterator[str]:
    """Every word in the folder's files that has the form of an id, whatever it is there."""
    for path in record_files(folder):
        with suppress(OSError):  # what cannot be read, `check` tells of
            for part in parts_of(path, path.as_posix(), ""):
                yield from _ID.findall(content_of(part).decode("utf-8", "replace"))


def _around(path: Path, table: Table) -> tuple[str, str, int]:
    """What stands before and after a new last item of the table's list, and the column of its dash."""
    page = opened(path, path.as_posix()) if path.exists() else Page(path.as_posix(), _MODELINE)
    if isinstance(page, Problem):
        raise Refused([page])
    parsed = parse(page)
    if parsed.problems:
        raise Refused(parsed.problems)
    root = MarkedMapping((0, 0)) if parsed.root is None else parsed.root
    if path.name in (DATASET, CHANGES, WITHHELD) or not isinstance(root, MarkedMapping):
        raise UsageError(f"{path.as_posix()} holds no tables of records; name another file")
    if table.name in root and root[table.name] == [] and not is_flow(page, root.span):
        start = root.values_at[table.name][0]
        return _first(page, start, end_of(page, root[table.name], root.values_at[table.name]))
    if table.name in root:
        return _behind(page, root, table.name)
    return f"{_ended(page.text)}{chr(10) * bool(len(root))}{table.name}:\n", "", _INDENT


def _first(page: Page, start: int, end: int) -> tuple[str, str, int]:
    """The same where the list is empty, ``[]``: the brackets go, and a comment behind them stays."""
    line_end = page.span(page.line_at(end - 1))[1]
    before = page.text[:start].rstrip() + page.text[end:line_end].rstrip()
    return f"{before}\n", page.text[line_end:], _INDENT


def _behind(page: Page, root: MarkedMapping, table: str) -> tuple[str, str, int]:
    """The text up to the end of a list in block style, the rest, and the column of the list's dashes."""
    items, start = root[table], root.values_at[table][0]
    if not isinstance(items, MarkedList) or is_flow(page, root.values_at[table]):
        line = page.line_at(root.keys_at[table][0])
        raise UsageError(
            f"{page.file}:{line}: `{table}` is no list of records that each start with `- `; name another file"
        )
    column = start - page.starts[page.line_at(start) - 1]
    last = page.line_at(end_of(page, items, root.values_at[table]) - 1)
    while page.line(last + 1).startswith(" " * (column + 1)) and page.line(last + 1).lstrip().startswith("#"):
        last += 1  # a comment that is indented more belongs to the last record
    at = page.span(last)[1]
    return _ended(page.text[:at]), page.text[at:], column


def _ended(text: str) -> str:
    """The text with a line end behind its last line."""
    return text if not text or text.endswith("\n") else f"{text}\n"
