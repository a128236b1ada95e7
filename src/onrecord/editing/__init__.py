"""Editing files of YAML in place: what is not meant stays, byte by byte."""

from onrecord.editing.extent import end_of, is_flow
from onrecord.editing.splice import Edit, edited, write_text

__all__ = ["Edit", "edited", "end_of", "is_flow", "write_text"]
