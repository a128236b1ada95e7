"""Sources, and how one rests on another."""

from typing import Annotated, ClassVar

from onrecord import kinds
from onrecord.models.base import (
    AgentRef,
    Count,
    Date,
    Day,
    Derived,
    Enumeration,
    Heading,
    Key,
    Label,
    Language,
    Link,
    Parent,
    Record,
    Required,
    RowId,
    Sha256,
    SourceRef,
    Term,
    Text,
    Url,
)
from onrecord.models.citation import Citation
from onrecord.models.remark import Remark

SourceKind = Annotated[
    str,
    Enumeration(
        "source_kind",
        news_article="An article of a news publisher.",
        interview="An interview, printed or recorded.",
        press_release="A release of an organization about itself.",
        social_media="A post or channel on a social network or messenger.",
        official="A document of a state body, a law among them.",
        report="A report of an organization or researcher.",
        encyclopedia="An encyclopedia article.",
        dataset="Data published as such.",
        web_page="Any other page on the web.",
    ),
    kinds.CODE,
]
SourceRelation = Annotated[
    str,
    Enumeration(
        "source_relation",
        compiled_from="Put together from it.",
        translated_from="A translation of it.",
        quotes="Quotes parts of it.",
        repeats="Repeats what it says.",
    ),
    kinds.CODE,
]
Translation = Annotated[
    str,
    Enumeration(
        "translation",
        none="Same language, no translation.",
        human="Translated by people.",
        machine="Translated by a machine.",
    ),
    kinds.CODE,
]


class SourceLink(Record):
    """One step of the chain from a source back to what it rests on."""

    heading: ClassVar[Heading] = Heading(
        table="source_links",
        singular="source link",
        prefix="link",
        classes=("prov:Derivation",),
        links=(
            Link("source_id", "prov:wasDerivedFrom", "origin_id"),
            Link("source_id", "prov:qualifiedDerivation", "id"),
            Link("source_id", "prov:wasQuotedFrom", "origin_id", where=("relation", ("quotes", "repeats"))),
            Link("source_id", "schema:translationOfWork", "origin_id", where=("relation", ("translated_from",))),
        ),
    )

    id: Annotated[RowId | None, Derived(), Required(), Term("dcterms:identifier")] = None
    """Id of the row, made from its source and what it says."""
    source_id: Annotated[SourceRef | None, Parent(), Required(), Term("onr:derivedSource")] = None
    """The source that rests on another."""
    origin_id: Annotated[SourceRef, Term("prov:entity")]
    """The other."""
    relation: Annotated[SourceRelation, Term("dcterms:type")]
    """How it rests on it."""
    translation: Annotated[Translation | None, Term("onr:translation")] = None
    """Whether the step is a translation, and whose; empty where it is not known."""


class Source(Record):
    """Something published that can be cited. Its words are not stored, only its address and the hash of its text."""

    heading: ClassVar[Heading] = Heading(
        table="sources",
        singular="source",
        prefix="src",
        classes=("onr:Source", "prov:Entity"),
        links=(
            Link("id", "rdf:type", "schema:NewsArticle", where=("kind", ("news_article",))),
            Link("id", "rdf:type", "schema:SocialMediaPosting", where=("kind", ("social_media",))),
            Link("id", "rdf:type", "schema:Report", where=("kind", ("report",))),
            Link("id", "rdf:type", "schema:Dataset", where=("kind", ("dataset",))),
            Link("id", "rdf:type", "schema:WebPage", where=("kind", ("web_page", "encyclopedia"))),
            Link(
                "id",
                "rdf:type",
                "schema:CreativeWork",
                where=("kind", ("interview", "press_release", "official")),
            ),
            Link("id", "dcterms:issued", "published_edtf", as_text=True),
            Link("id", "schema:datePublished", "published_start", exact="published_edtf"),
        ),
    )

    id: Annotated[str, Key("src"), kinds.ID, Term("dcterms:identifier")]
    """Id for ever: `src-` and words."""
    kind: Annotated[SourceKind, Term("dcterms:type")]
    """What sort of source it is."""
    label: Annotated[Label, Term("rdfs:label")]
    """What the dataset calls it, in our own words; not its headline."""
    publisher_id: Annotated[AgentRef | None, Term("schema:publisher", also=("prov:wasAttributedTo",))] = None
    """Who published it."""
    url: Annotated[Url | None, Term("schema:url")] = None
    """Its address, as published."""
    archived_url: Annotated[Url | None, Term("schema:archivedAt")] = None
    """The address of an archived copy."""
    language: Annotated[Language | None, Term("schema:inLanguage")] = None
    """The language that it was read in."""
    published: Annotated[Date | None, Term("onr:published")] = None
    """When it was published."""
    retrieved: Annotated[Day | None, Term("onr:retrieved")] = None
    """The day on which it was read."""
    sha256: Annotated[Sha256 | None, Term("onr:sha256")] = None
    """SHA-256 of the text that was read, a file of UTF-8."""
    length: Annotated[Count | None, Term("onr:length")] = None
    """Length of that text in code points."""
    paragraphs: Annotated[Count | None, Term("onr:paragraphs")] = None
    """How many paragraphs (non-empty lines) that text has."""
    licence: Annotated[Text | None, Term("onr:licence")] = None
    """The licence of the source, by its SPDX id where it has one."""
    attribution: Annotated[Label | None, Term("onr:attributionText")] = None
    """How the source asks to be named."""
    links: tuple[SourceLink, ...] = ()
    """What it rests on."""
    citations: tuple[Citation, ...] = ()
    """Passages that tell of it."""
    remarks: tuple[Remark, ...] = ()
    """What a reader should know of this record."""
