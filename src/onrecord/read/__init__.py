"""Reading: from files that people write to rows of Arrow, with every problem at its place."""

from onrecord.read.codes import CODES
from onrecord.read.folder import read_records

__all__ = ["CODES", "read_records"]
