"""Which story is told of which record."""

from collections.abc import Callable, Iterator

from onrecord.story import told
from onrecord.story.figure import figure_story
from onrecord.story.other import other_story
from onrecord.story.shelf import Shelf
from onrecord.story.statement import statement_story
from onrecord.story.story import Section, Story

_STORIES: dict[str, Callable[..., Iterator[Section]]] = {"figure": figure_story, "statement": statement_story}


def tell(shelf: Shelf, record_id: str, *, whole: bool = True) -> Story | None:
    """The story of a record on a shelf; None for an id that nothing is known of.

    ``whole`` tells again what stories of other records tell: the remarks on its sources, and who names it. An id that
    was withdrawn has its history alone.
    """
    if record_id not in shelf and record_id not in shelf.register:
        return None
    kind = told.name_of_type(record_id)
    story = _STORIES.get(kind, other_story)
    sections = story(shelf, record_id, whole=whole) if record_id in shelf else told.history(shelf, record_id)
    return Story(record_id, kind, told.title(shelf, record_id), tuple(sections))
