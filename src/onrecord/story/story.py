"""Stories as values: sections of lines, each line of spans that may lead to a record or an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.story.words import visible


@dataclass(frozen=True)
class Span:
    """A piece of text."""

    text: str
    id: str = ""
    """The record that it names."""
    url: str = ""
    """The address that it stands for."""
    lang: str = ""
    """Its language (BCP 47), where that is not the dataset's."""


@dataclass(frozen=True)
class Line:
    """One thing that is told, with what it is."""

    label: str
    spans: tuple[Span, ...]
    depth: int = 0
    """How many steps it lies behind the line before it: the chain of sources, statements inside statements."""

    @property
    def text(self) -> str:
        """The line without its label, as plain text."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Section:
    """Lines on one question."""

    title: str
    lines: tuple[Line, ...]
    doubt: bool = False
    """Whether a reader should see it before using the record."""


@dataclass(frozen=True, repr=False)
class Story:
    """All that a release knows of one record; ``str()`` gives it as text, notebooks show it as HTML."""

    id: str
    type: str
    """What sort of record it is: ``figure``, ``statement``, ``source`` ..."""
    title: str
    sections: tuple[Section, ...]

    def __repr__(self) -> str:
        return visible(f"<Story of {self.type} {self.id}: {self.title}>")

    def __str__(self) -> str:
        return "\n".join(map(visible, _text_lines(self))) + "\n"

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_html(self) -> str:
        """A piece of HTML in which nothing of the records is markup; links lead to http(s) addresses alone."""
        from onrecord.story.html import story_html

        return str(story_html(self))

    def to_dict(self) -> dict[str, Any]:
        """Plain values: ``id``, ``type``, ``title`` and ``sections``, whose lines have label, text, ids and urls."""
        return {
            "id": self.id,
            "type": self.type,
            "title": self.title,
            "sections": [
                {"title": each.title, "lines": [_plain(line) for line in each.lines]} for each in self.sections
            ],
        }


def _plain(line: Line) -> dict[str, Any]:
    return {
        "label": line.label,
        "text": line.text,
        "depth": line.depth,
        "ids": [span.id for span in line.spans if span.id],
        "urls": [span.url for span in line.spans if span.url],
    }


def _text_lines(story: Story) -> Iterable[str]:
    yield story.title
    yield f"{story.type} {story.id}"
    for section in story.sections:
        yield ""
        yield section.title
        for line in section.lines:
            label = f"{line.label}: " if line.label else ""
            yield f"{'  ' * (line.depth + 1)}{label}{''.join(map(_span_text, line.spans))}"


def _span_text(span: Span) -> str:
    return f"{span.text} <{span.id or span.url}>" if span.id or (span.url and span.url != span.text) else span.text
