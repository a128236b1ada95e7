"""Writing: from a dataset to the files of a release. One format a file; a writer knows tables, never models."""

from onrecord.write.files import File
from onrecord.write.package import write_release
from onrecord.write.reuse import Reuse

__all__ = ["File", "Reuse", "write_release"]
