"""Organizations."""

from typing import Annotated, ClassVar

from onrecord import kinds
from onrecord.models.base import (
    Enumeration,
    Heading,
    Key,
    Label,
    Language,
    Link,
    OrganizationRef,
    Record,
    Term,
    Url,
    Wikidata,
)
from onrecord.models.citation import Citation
from onrecord.models.country import Country
from onrecord.models.distinction import Distinction
from onrecord.models.name import NATIVE_LABEL, Name
from onrecord.models.remark import Remark

OrganizationKind = Annotated[
    str,
    Enumeration(
        "organization_kind",
        government="A state, a government or a part of one.",
        armed_forces="Armed forces or a part of them.",
        party="A political party.",
        company="A business.",
        media="A publisher, broadcaster or news channel.",
        ngo="A non-governmental organization.",
        movement="A movement or initiative without a legal form that is known.",
        international="A body of several states.",
        academic="A university or research institute.",
        other="Anything else.",
    ),
    kinds.CODE,
]


class Organization(Record):
    """An organization that spoke, was spoken of, or published a source."""

    heading: ClassVar[Heading] = Heading(
        table="organizations",
        singular="organization",
        prefix="org",
        classes=("org:Organization", "schema:Organization", "prov:Agent"),
        links=(NATIVE_LABEL, Link("id", "schema:address", "id", node="address")),
        nodes={"address": "schema:PostalAddress"},
    )

    id: Annotated[str, Key("org"), kinds.ID, Term("dcterms:identifier")]
    """Id for ever: `org-` and words."""
    name: Annotated[Label, Term("rdfs:label", also=("skos:prefLabel",))]
    """Preferred name, in the language of the dataset."""
    native_name: Annotated[Label | None, Term("onr:nativeName", language="native_lang")] = None
    """Name in its own language and script."""
    native_lang: Language | None = None
    """Language of the native name."""
    kind: Annotated[OrganizationKind | None, Term("dcterms:type")] = None
    """What sort of organization it is."""
    country: Annotated[Country | None, Term("schema:addressCountry", node="address")] = None
    """Country of its seat, ISO 3166-1 alpha-3."""
    parent_id: Annotated[OrganizationRef | None, Term("org:subOrganizationOf")] = None
    """The organization that it is a part of."""
    url: Annotated[Url | None, Term("schema:url")] = None
    """Its address on the web."""
    wikidata: Annotated[Wikidata | None, Term("schema:sameAs")] = None
    """Its Wikidata item, where it was checked."""
    description: Annotated[Label | None, Term("dcterms:description")] = None
    """What it is, in our own words."""
    names: tuple[Name, ...] = ()
    """Further spellings; `name` and `native_name` need not be repeated."""
    distinctions: tuple[Distinction, ...] = ()
    """Agents that it is known to differ from."""
    citations: tuple[Citation, ...] = ()
    """Passages that tell of it."""
    remarks: tuple[Remark, ...] = ()
    """What a reader should know of this record."""
