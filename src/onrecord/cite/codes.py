"""The codes of what keeps words from becoming a citation."""

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "unknown-source": "The source that is cited by its words is one of the records.",
    "no-text": "The text of a source that is cited by its words is at hand.",
    "words-not-found": "Words that a citation says to find stand in the text of its source, letter by letter.",
    "words-ambiguous": "Words that a citation says to find stand at one place only.",
    "words-and-span": "A citation says what to find, or where it stands, and not both.",
}
"""Code to what it demands. A code, once published, keeps its meaning."""
