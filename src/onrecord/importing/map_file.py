"""A map as it stands in its file."""

from dataclasses import dataclass

from onrecord.importing.map import Map
from onrecord.problems import Problem
from onrecord.read.marked import MarkedMapping, locate
from onrecord.read.page import Page

Step = str | int


@dataclass(frozen=True)
class ReadMap:
    """A map, and where everything stands in its file."""

    page: Page
    root: MarkedMapping
    map: Map

    def problem(self, path: tuple[Step, ...], code: str, message: str, help: str = "", *, key: bool = False) -> Problem:
        """A problem at a part of the map."""
        return self.page.problem(locate(self.root, path, key=key), code, message, help)
