"""Persons, and what they hold in organizations."""

from typing import Annotated, ClassVar

from onrecord import kinds
from onrecord.models.base import (
    Date,
    Derived,
    Enumeration,
    Heading,
    Key,
    Label,
    Language,
    OrganizationRef,
    Parent,
    PersonRef,
    Record,
    Required,
    RowId,
    Term,
    Wikidata,
)
from onrecord.models.citation import Citation
from onrecord.models.distinction import Distinction
from onrecord.models.name import NATIVE_LABEL, Name
from onrecord.models.remark import Remark

Exposure = Annotated[
    str,
    Enumeration(
        "exposure",
        public_office="Holds or held a public office and is named for it.",
        public_activity="Speaks in public in their own name, and is named for that.",
        private="A private person, named under a rule that the record states.",
    ),
    kinds.CODE,
]


class Affiliation(Record):
    """A role of a person in an organization."""

    heading: ClassVar[Heading] = Heading(
        table="affiliations", singular="affiliation", prefix="aff", classes=("org:Membership",)
    )

    id: Annotated[RowId | None, Derived(), Required(), Term("dcterms:identifier")] = None
    """Id of the row, made from its person and what it says."""
    person_id: Annotated[PersonRef | None, Parent(), Required(), Term("org:member")] = None
    """Who holds the role."""
    organization_id: Annotated[OrganizationRef, Term("org:organization")]
    """Where."""
    role: Annotated[Label | None, Term("rdfs:label")] = None
    """What the person is there."""
    held: Annotated[Date | None, Term("dcterms:temporal")] = None
    """When the role was held, as far as is known."""


class Person(Record):
    """A person who may be named: for a public office, a public activity, or under a stated rule.

    Everybody else is recorded as a group without a name.
    """

    heading: ClassVar[Heading] = Heading(
        table="persons",
        singular="person",
        prefix="per",
        classes=("foaf:Person", "schema:Person", "prov:Agent"),
        links=(NATIVE_LABEL,),
    )

    id: Annotated[str, Key("per"), kinds.ID, Term("dcterms:identifier")]
    """Id for ever: `per-` and words."""
    name: Annotated[Label, Term("rdfs:label", also=("skos:prefLabel", "foaf:name"))]
    """Preferred name, in the language of the dataset."""
    native_name: Annotated[Label | None, Term("onr:nativeName", language="native_lang")] = None
    """Name in its own language and script."""
    native_lang: Language | None = None
    """Language of the native name."""
    exposure: Annotated[Exposure, Term("onr:exposure")]
    """Why this person may be named."""
    wikidata: Annotated[Wikidata | None, Term("schema:sameAs")] = None
    """Their Wikidata item, where it was checked."""
    description: Annotated[Label | None, Term("dcterms:description")] = None
    """Who they are, in our own words."""
    names: tuple[Name, ...] = ()
    """Further spellings; `name` and `native_name` need not be repeated."""
    affiliations: tuple[Affiliation, ...] = ()
    """Roles in organizations."""
    distinctions: tuple[Distinction, ...] = ()
    """Agents that this person is known to differ from."""
    citations: tuple[Citation, ...] = ()
    """Passages that tell of the person."""
    remarks: tuple[Remark, ...] = ()
    """What a reader should know of this record."""
