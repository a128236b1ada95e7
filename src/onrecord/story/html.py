"""Stories as HTML, by a template that escapes whatever comes from records."""

from collections.abc import Callable

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.iris import web_link
from onrecord.story.story import Span, Story

_ENVIRONMENT = Environment(
    loader=PackageLoader("onrecord.story"),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


def story_html(story: Story, has: Callable[[str], bool] = lambda _: False) -> Markup:
    """The sections of a story; a record that the page ``has`` is linked to its anchor there."""
    return sections_html(story, has, heading=3, titled=True)


def sections_html(story: Story, has: Callable[[str], bool], *, heading: int, titled: bool = False) -> Markup:
    """The same with headings of a level of the page's own, with or without the story's title."""
    template = _ENVIRONMENT.get_template("story.html.jinja")
    return Markup(template.render(story=story, target=lambda span: target(span, has), level=heading, titled=titled))


def target(span: Span, has: Callable[[str], bool]) -> str:
    """Where a span leads: an anchor of the page, a web address, or nowhere."""
    if span.id and has(span.id):
        return f"#{span.id}"
    return web_link(span.url) if span.url.startswith(("https://", "http://")) else ""
