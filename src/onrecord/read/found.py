"""What one file holds, as every format gives it, and the parts that formats share."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from onrecord.models.base import Record
from onrecord.problems import Problem, Where
from onrecord.read.faults import Fault
from onrecord.read.flat import Places, flatten
from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.page import Page, decode
from onrecord.read.record import AUTHORED
from onrecord.read.salvage import MOST, salvaged
from onrecord.read.words import did_you_mean, listed, shown
from onrecord.tables import TABLES


@dataclass
class Found:
    """The valid records of a file, what is valid of the others, and the problems of everything in it."""

    tables: dict[str, list[pa.Table]] = field(default_factory=lambda: defaultdict(list))
    """Rows by table, in the schema of ``Table.authored_schema``; nested ones in tables of their own."""
    problems: list[Problem] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    """Ids of the records that have problems: left out, or without what is wrong in them."""
    doubtful: set[int] = field(default_factory=set)
    """The places of rows of which only the references can be judged, because of problems."""

    def add(self, table: str, records: Sequence[Record], places: Places) -> None:
        """Adds valid records of one table, given where they stand."""
        for name, rows in flatten(TABLES[table], records, places):
            self.tables[name].append(rows)

    def refuse(self, data: Any, problems: list[Problem]) -> None:
        """Tells the problems of a record, and remembers the ids that it and the records inside it have."""
        self.problems += problems
        self.refused.update(_ids(data))

    def salvage(self, model: type[Record], data: MarkedMapping, faults: Sequence[Fault]) -> Record | None:
        """The record that is left of data without its faults, which are taken out in place.

        None where none is left, or where enough others are. Remembers of which rows only the references can be judged.
        """
        left = salvaged(model, data, faults) if len(self.doubtful) < MOST else None
        self.doubtful |= left.doubtful if left else frozenset()
        return left.record if left else None


def _ids(data: Any) -> Iterator[str]:
    if isinstance(data, MarkedMapping):
        if isinstance(data.get("id"), str):
            yield data["id"]
        data = MarkedList(data.values())
    if isinstance(data, MarkedList):
        for part in data:
            yield from _ids(part)


@dataclass(frozen=True)
class Rows:
    """How files that are no text become text: a line a row."""

    extents: Callable[[Path], Iterator[tuple[int, int, int]]]
    """The parts of a file: the first row, from 0, the one after the last, and about how many bytes they take."""
    text: Callable[[Path, int, int], bytes]
    """The lines of the rows from one to another. Both raise OSError."""


Finder = Callable[[int, str, str], MarkedMapping | None]
"""From the place of a row, a field of it and what that holds, to its data with marks; None where nothing is there any
more. What the field holds may be empty, where that is not known."""


@dataclass(frozen=True)
class Format:
    """A format of input files."""

    read: Callable[[str, bytes, str], Found]
    """Reads a content, given its file's name for problems and the name of the table that the file's name tells."""
    finder: Callable[[Page, str], Finder]
    """Finds rows of a page again, given the same name of a table."""
    by_lines: bool = False
    """Whether a file may be read in parts of whole lines: then the place of a row is its line."""
    header: bool = False
    """Whether the first line says what stands in the others, so that each part needs it."""
    alone: bool = False
    """Whether a line can be read without any other."""
    rows: Rows | None = None
    """How files become lines; None for those that are text."""


def of_page(read: Callable[[Page, str], Found]) -> Callable[[str, bytes, str], Found]:
    """The way to read a content, from the way to read its text."""

    def read_content(file: str, content: bytes, table: str) -> Found:
        page = decode(file, content)
        return read(page, table) if isinstance(page, Page) else Found(problems=[page])

    return read_content


def unknown_table(name: str) -> tuple[str, str, str]:
    """Code, message and help for a name that is no table of authors."""
    if name in TABLES:
        return "unknown-table", f"`{name}` is a table that onrecord computes", "leave it out"
    help = did_you_mean(name, AUTHORED) or f"the tables are {listed(AUTHORED)}"
    return "unknown-table", f"`{shown(name)}` is not a table", help


def unknown_table_file(file: str, table: str) -> Problem:
    """The problem of a file whose name tells no table."""
    code, message, help = unknown_table(table)
    return Problem(Where(file), code, message, f"name the file after its table: {help}")
