"""What must never appear in a release, in ``withheld.yaml``: hashes of words, so that the file does not say them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from onrecord.models.base import Sha256


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class WithheldWord(_Part):
    """One word or phrase that must never appear."""

    words: Annotated[int, Field(ge=1, le=50)]
    """How many words it has."""
    sha256: Sha256
    """SHA-256 of the salt, a blank, and its normalised words with a blank between two."""


class Withheld(_Part):
    """All words and phrases that must never appear, behind one salt."""

    salt: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32,128}$")]
    """Random digits that every hash starts from, so that no table of ready hashes fits."""
    withheld: tuple[WithheldWord, ...] = ()
    """The words and phrases."""
