"""The gate: a finished release is searched, file by file, for words that must not be in it, before it is swapped in."""

from onrecord.gate.lexicon import Lexicon
from onrecord.gate.passages import Passages
from onrecord.gate.redacted import redacted
from onrecord.gate.search import CODES, HELP, Gate, Searched

__all__ = ["CODES", "HELP", "Gate", "Lexicon", "Passages", "Searched", "redacted"]
