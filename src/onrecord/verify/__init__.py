"""Verifying a release from itself alone: every byte as promised, every cell as described, all formats alike."""

from onrecord.verify.codes import CODES
from onrecord.verify.report import Checked, Report
from onrecord.verify.run import MOST, verify

__all__ = ["CODES", "MOST", "Checked", "Report", "verify"]
