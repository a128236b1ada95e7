"""Explanations as text: what `onrecord explain` prints is, word by word, what stands in docs/problems.md."""

from collections.abc import Iterator
from textwrap import indent

from onrecord.explain.explanation import CHAPTERS, Chapter, Explanation

_HEAD = """\
# Problems and their codes

Every problem that `onrecord` finds has a code, and a code keeps its meaning. `onrecord explain CODE` prints what stands
here, and `onrecord explain` lists all codes. The examples are files of a project such as `onrecord init` makes; the
tests run every one of them.
"""


def page() -> str:
    """The page with every code, in Markdown."""
    return "\n".join([_HEAD, *map(_chapter, CHAPTERS)])


def section(explanation: Explanation) -> str:
    """All there is to say of one code, in Markdown that reads well as it is."""
    return "\n".join(_parts(explanation))


def _chapter(chapter: Chapter) -> str:
    return "\n".join([f"## {chapter.title}\n", f"{chapter.about}\n", *map(section, chapter.explanations)])


def _parts(explanation: Explanation) -> Iterator[str]:
    example = explanation.example
    yield f"### `{explanation.code}`\n\n{explanation.meaning}\n"
    if explanation.help:
        yield f"What to do: {explanation.help}.\n"
    if example.why:
        yield f"{example.why}\n"
    if example.unshown:
        yield f"No example: {example.unshown[0].lower()}{example.unshown[1:]}\n"
        return
    yield from (_file("Beside it", path, content) for path, content in example.beside.items())
    if example.before is not None:
        yield _file("Before", example.file, example.before)
    yield _file("Wrong", example.file, example.bad)
    if not (example.whole and example.good is None):
        yield _file("Right", example.file, example.good)
    yield from (_file("And", path, content) for path, content in example.fix.items())


def _file(title: str, path: str, content: str | None) -> str:
    if content is None:
        return f"{title}: no file `{path}`.\n"
    return f"{title}, in `{path}`:\n\n{indent(_shown(content), '    ', lambda line: True)}"


def _shown(content: str) -> str:
    """The content, with escapes for what nobody can see."""
    text = "".join(char if char.isprintable() or char == "\n" else f"\\u{ord(char):04X}" for char in content)
    return text if text.endswith("\n") else f"{text}\n"
