"""The ways in which evidence can fail, each with a code that keeps its meaning."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Failure:
    """One way in which a record and the text of its source can disagree."""

    code: str
    meaning: str
    """What the text must bear out, in one sentence."""
    help: str


@dataclass(frozen=True)
class Fault:
    """A failure found: at which field of the row, in which words, and what to do about it."""

    failure: Failure
    field: str
    message: str
    help: str = ""
    """What to do in this very case, where more is known than the failure's own help says."""


NOT_UTF8 = Failure(
    "text-not-utf8",
    "The text that a source's SHA-256 names is UTF-8, so that its code points can be counted.",
    "convert the text to UTF-8 and record the SHA-256 of that file",
)
LENGTH = Failure(
    "wrong-length",
    "The recorded length of a source is the number of code points of its text.",
    "correct `length`: code points, line ends and a byte order mark among them",
)
PARAGRAPHS = Failure(
    "wrong-paragraph-count",
    "The recorded number of paragraphs of a source is the number of non-empty lines of its text.",
    "correct `paragraphs`: lines that hold more than blanks, the title among them",
)
NO_PARAGRAPH = Failure(
    "unknown-paragraph",
    "A cited paragraph is one that the text has.",
    "count the non-empty lines; the title is 1",
)
OUTSIDE_TEXT = Failure(
    "span-outside-text",
    "A cited span has a start, an end after it, and both within the text.",
    "count code points from 0; the end is that of the first code point after the passage",
)
OUTSIDE_PARAGRAPH = Failure(
    "span-outside-paragraph",
    "A cited span lies within the paragraph that is given beside it.",
    "correct `paragraph`, or cite a passage of two paragraphs as two citations",
)
PASSAGE = Failure(
    "passage-mismatch",
    "The recorded SHA-256 of a passage is that of the span's text.",
    "find the passage in the text again and correct the span or `passage_sha256`",
)
NUMBER = Failure(
    "number-not-in-passage",
    "The number of a figure stands in every passage that is cited for it.",
    "widen the span to the number, correct the figure, or cite the passage for the statement instead",
)
NAME = Failure(
    "name-not-in-source",
    "A spelling that a source is said to print stands in its text.",
    "give the spelling exactly as the source prints it, inflected where it is, or take `source_id` out",
)

FAILURES = (
    NOT_UTF8,
    LENGTH,
    PARAGRAPHS,
    NO_PARAGRAPH,
    OUTSIDE_TEXT,
    OUTSIDE_PARAGRAPH,
    PASSAGE,
    NUMBER,
    NAME,
)
"""Every failure that the check of evidence can find."""
