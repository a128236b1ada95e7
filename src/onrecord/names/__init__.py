"""Spellings that are likely of one name: suggestions for people to look at, never a merge."""

from onrecord.names.likely import Likely, likely_same
from onrecord.names.suggest import Spelling, Suggestion, suggestions

__all__ = ["Likely", "Spelling", "Suggestion", "likely_same", "suggestions"]
