"""Starting: a new dataset, and new records."""

from onrecord.scaffold.add import SORTS, Added, add
from onrecord.scaffold.start import init

__all__ = ["SORTS", "Added", "add", "init"]
