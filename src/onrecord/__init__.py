"""Publish who said what, and how many, as open data that anyone can check.

``build`` makes a release from a folder of records, ``open`` opens one, ``diff`` compares two, ``check_evidence`` holds
records against the texts of their sources, and ``import_files`` makes records of other people's tables. They are
imported when first asked for, so that importing the package costs next to nothing.
"""

from typing import TYPE_CHECKING, Any

from onrecord.problems import OnrecordError, Problem, Refused, Severity, UsageError, Where

if TYPE_CHECKING:
    from onrecord.differences import diff
    from onrecord.evidence import Evidence, check_evidence
    from onrecord.importing import Imported, draft_map, import_files
    from onrecord.publish import Built, build
    from onrecord.release import Release, Rows
    from onrecord.release import open_release as open

__all__ = [
    "Built",
    "Evidence",
    "Imported",
    "OnrecordError",
    "Problem",
    "Refused",
    "Release",
    "Rows",
    "Severity",
    "UsageError",
    "Where",
    "build",
    "check_evidence",
    "diff",
    "draft_map",
    "import_files",
    "open",
]

_LATE = {
    "Built": ("onrecord.publish", "Built"),
    "diff": ("onrecord.differences", "diff"),
    "build": ("onrecord.publish", "build"),
    "Evidence": ("onrecord.evidence", "Evidence"),
    "check_evidence": ("onrecord.evidence", "check_evidence"),
    "Imported": ("onrecord.importing", "Imported"),
    "draft_map": ("onrecord.importing", "draft_map"),
    "import_files": ("onrecord.importing", "import_files"),
    "Release": ("onrecord.release", "Release"),
    "Rows": ("onrecord.release", "Rows"),
    "open": ("onrecord.release", "open_release"),
}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _LATE[name]
    return getattr(import_module(module), attribute)
