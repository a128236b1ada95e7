"""Examples of problems: files of a small project, wrong and right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

import yaml  # type: ignore[import-untyped, unused-ignore]


@dataclass(frozen=True)
class Example:
    """A file that has a problem, and the same file without it, in a project as `onrecord init` makes one.

    In an example of a release, ``good`` is a part of the file as it was published, and ``bad`` what stands in its
    place, unless the example is of the whole file.
    """

    bad: str | None = None
    """None where the problem is that the file is missing."""
    good: str | None = None
    """None where the file does not belong there."""
    file: str = "records/example.yaml"
    beside: Mapping[str, str] = field(default_factory=dict)
    """Other files that the example needs: path to content."""
    fix: Mapping[str, str] = field(default_factory=dict)
    """Other files that are part of what is right."""
    before: str | None = None
    """What the file held when the release before was built."""
    latin: bool = False
    """Whether the wrong file is Latin-1, and not UTF-8."""
    whole: bool = False
    """Whether ``bad`` and ``good`` are whole files of a release."""
    why: str = ""
    """What else there is to say."""
    unshown: str = ""
    """Why there is nothing to show."""


def examples(chapter: str) -> dict[str, Example]:
    """The example of each code of a chapter, in order."""
    text = files(__name__.rpartition(".")[0]).joinpath("examples", f"{chapter}.yaml").read_text("utf-8")
    return {code: Example(**fields) for code, fields in yaml.safe_load(text).items()}
