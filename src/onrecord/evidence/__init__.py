"""Evidence: every citation, held against the text of its source wherever that text is at hand."""

from onrecord.evidence.failures import FAILURES, Failure
from onrecord.evidence.report import Evidence, SourceEvidence
from onrecord.evidence.run import check_evidence
from onrecord.evidence.text import SourceText, Span, contents, files_below, sha256

__all__ = [
    "FAILURES",
    "Evidence",
    "Failure",
    "SourceEvidence",
    "SourceText",
    "Span",
    "check_evidence",
    "contents",
    "files_below",
    "sha256",
]
