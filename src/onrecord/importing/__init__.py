"""Importing: other people's tables to records, as a declarative map says, with an account of every cell."""

from onrecord.importing.codes import CODES
from onrecord.importing.draft import draft_map
from onrecord.importing.run import Imported, import_files

__all__ = ["CODES", "Imported", "draft_map", "import_files"]
