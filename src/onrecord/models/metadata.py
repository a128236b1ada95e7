"""What a dataset says of itself, in ``dataset.yaml``."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from onrecord.models.base import BaseIri, Day, Email, Iri, Label, Language, Number, Text, Version

RESERVED = frozenset({"catalog", "ontology", "shapes"})
"""Names that no dataset has, because files of these names stand beside its own in the graph of every release."""


def _free(name: str) -> str:
    if name in RESERVED:
        raise PydanticCustomError("reserved_name", "the name of another file of every release")
    return name


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Licence(_Part):
    """The licence of the data."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.+-]+$")]
    """Its identifier in the SPDX licence list, such as `CC-BY-4.0`."""
    title: Text
    """Its name."""
    url: Iri
    """Where its text stands."""


class Contributor(_Part):
    """Somebody who made or publishes the dataset."""

    title: Text
    """A person's or an organization's name."""
    role: Annotated[str, StringConstraints(pattern=r"^[a-z]+$")] = "author"
    """What they did: `author`, `publisher`, `maintainer`, `contributor` ..."""
    url: Iri | None = None
    """Their address on the web."""


class Contact(_Part):
    """Whom to write to about an error or a removal."""

    name: Text
    """Who answers."""
    email: Email | None = None
    """Their e-mail address."""
    url: Iri | None = None
    """A page or form to write to."""


class Metadata(_Part):
    """A dataset's name, version, date of issue, licence, makers and settings."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60), AfterValidator(_free)]
    """Short name in lower case, part of file names."""
    title: Label
    """Title for people."""
    description: Label
    """What the dataset holds, in a sentence or two."""
    version: Version
    """Number of this release: major.minor.patch."""
    issued: Day
    """The day of this release. Nothing in a release depends on the clock."""
    language: Language = "en"
    """The language of the records' own words."""
    base_iri: BaseIri
    """The address that every record's IRI starts with, ending in `/`."""
    licence: Licence
    """The licence of the data."""
    contributors: Annotated[tuple[Contributor, ...], Field(min_length=1)]
    """Who made it; the first publisher among them is its publisher."""
    contact: Contact
    """Whom to write to about an error or a removal."""
    keywords: tuple[Text, ...] = ()
    """Words to find it by."""
    homepage: Iri | None = None
    """Its page on the web, from where it can be had; without one, catalogs send readers to `base_iri`."""
    imported: Annotated[bool, Field(json_schema_extra={"type": ["boolean", "string"]})] = False
    """Whether the records are somebody else's data: what is hard to believe in them then warns and does not refuse."""
    previous: Text | None = None
    """The release before this one, as a path from the folder of records; empty for a first release."""
    conflict_factor: Annotated[Number, Field(gt=1, json_schema_extra={"exclusiveMinimum": 1})] = 2  # type: ignore[assignment]
    """How many times apart two values without bounds must be to contradict each other."""
