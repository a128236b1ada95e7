"""The graph of a release without the rest of it, opened."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from onrecord.derive import rebuilt
from onrecord.notebook import release_html
from onrecord.parquet import in_memory
from onrecord.problems import UsageError
from onrecord.read.turtle import read_turtle
from onrecord.release.release import Release
from onrecord.sparql import Graph
from onrecord.verify import MOST, Report


class GraphFile(Release):
    """The graph of a release alone, opened: every table rebuilt from its triples, all of them in memory."""

    def __init__(self, path: str | Path) -> None:
        """Opens Turtle or N-Triples, compressed or not, with the records of a release; UsageError for no file."""
        self.path = self.given = Path(path)
        if not self.path.is_file():
            raise UsageError(f"{self.path} is not a file")

    def __repr__(self) -> str:
        return f"<GraphFile {self.path}>"

    def _repr_html_(self) -> str:
        return release_html({"title": self.path.name}, {name: self.count(name) for name in self._tables})

    @cached_property
    def _tables(self) -> Mapping[str, pa.Table]:
        try:
            return rebuilt(read_turtle(self.path))
        except (UsageError, OSError) as error:
            raise UsageError(f"{self.path} cannot be read: {error}") from error

    def has(self, name: str) -> bool:
        """Whether it is a table: a graph alone has all of them, some perhaps empty."""
        return name in self._tables

    def _paths(self, name: str) -> list[Path]:
        return []  # no table lies in a file of its own that could be damaged

    def _arrow(self, name: str) -> pa.Table:
        return self._tables[name]

    @cached_property
    def _stored(self) -> Mapping[str, Any]:
        return {name: in_memory(table) for name, table in self._tables.items()}

    @cached_property
    def _graph(self) -> Graph:
        return Graph([self.path])

    @property
    def descriptor(self) -> dict[str, Any]:
        """A graph alone has none: raises UsageError."""
        raise UsageError(f"{self.path} is a graph alone, without a datapackage.json")

    def verify(self, *, parse: bool = False, shapes: bool = False, most: int | None = MOST) -> Report:
        """A graph alone has nothing to be compared with: raises UsageError."""
        raise UsageError(f"{self.path} is a graph alone: open the folder of the release to verify it")
