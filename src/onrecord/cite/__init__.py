"""Citing: from a few words of a passage to its place and its hash; the words themselves are not kept."""

from onrecord.cite.codes import CODES
from onrecord.cite.run import Cited, cite

__all__ = ["CODES", "Cited", "cite"]
