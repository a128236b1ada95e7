"""The story of a record: who said it, where it stands, what it rests on, what speaks against it, how it changed."""

from onrecord.story.shelf import Shelf, gather
from onrecord.story.story import Line, Section, Span, Story
from onrecord.story.tell import tell

__all__ = ["Line", "Section", "Shelf", "Span", "Story", "gather", "tell"]
