"""``withheld.yaml``: the hashes of what must never appear."""

from dataclasses import replace
from pathlib import Path

from onrecord.models.withheld import Withheld
from onrecord.problems import Problem
from onrecord.read.origins import opened
from onrecord.read.page import Page
from onrecord.read.yaml_file import read_document

WITHHELD = "withheld.yaml"
"""The file, at the top of a folder of records, with hashes of what must never appear."""


def read_withheld(folder: Path) -> tuple[Withheld | None, list[Problem]]:
    """What the folder's ``withheld.yaml`` holds, None where there is none or it is invalid, and the problems.

    The problems show nothing of the file, for somebody may have written a word there in plain.
    """
    path = folder / WITHHELD
    if not path.exists() and not path.is_symlink():
        return None, []
    page = opened(path, path.as_posix())
    withheld, problems = read_document(page, Withheld) if isinstance(page, Page) else (None, [page])
    return withheld, [replace(problem, message=_MESSAGE, help=_HELP, excerpt="") for problem in problems]


_MESSAGE = "this is not what withheld.yaml may hold here; it is not shown, for it may be a word that is withheld"
_HELP = "the file has `salt` and a list `withheld` of `words` and `sha256`: let `onrecord withhold` write it"
