"""What every code means, with an example that has the problem and one that has it no more."""

from onrecord.explain.example import Example
from onrecord.explain.explanation import CHAPTERS, Chapter, Explanation, explanations
from onrecord.explain.page import page, section

__all__ = ["CHAPTERS", "Chapter", "Example", "Explanation", "explanations", "page", "section"]
