"""What a new dataset says of itself until somebody says something else."""

from collections.abc import Iterator

from onrecord.models import Metadata
from onrecord.problems import Problem, Severity, Where

CODE = "placeholder"
PLACEHOLDERS = ("Your name or that of your newsroom", "Whoever answers for the data")
"""Texts of the sample that `onrecord init` writes, which a release must not say."""


def placeholders(metadata: Metadata, file: str, text: str) -> Iterator[Problem]:
    """A warning for each text of the sample that still stands in the metadata, given their file and its text."""
    said = {metadata.contact.name, *(each.title for each in metadata.contributors)}
    for number, line in enumerate(text.splitlines(), 1):
        for phrase in PLACEHOLDERS:
            if phrase in said and phrase in line:
                where, help = Where(file, number, line.index(phrase) + 1), "say who it is; every release shows it"
                message = f"`{phrase}` is what stands there before anybody says who it is"
                yield Problem(where, CODE, message, help, Severity.WARNING, line, len(phrase))
