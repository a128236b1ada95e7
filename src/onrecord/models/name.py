"""Names: every spelling seen of an agent, and where."""

from typing import Annotated, ClassVar

from onrecord import kinds
from onrecord.models.base import (
    AgentRef,
    Derived,
    Enumeration,
    Heading,
    Label,
    Language,
    Link,
    Parent,
    Record,
    Required,
    RowId,
    SourceRef,
    Term,
)

NameKind = Annotated[
    str,
    Enumeration(
        "name_kind",
        preferred="The spelling that the dataset uses.",
        native="The name in its own language and script.",
        translation="What the name means, in another language.",
        transliteration="The native name in the letters of another script.",
        abbreviation="A short form or acronym.",
        alternative="Another name of the same agent.",
        misspelling="A spelling that was printed and that nobody would choose.",
    ),
    kinds.CODE,
]

_VARIANTS = ("translation", "transliteration", "abbreviation", "alternative", "misspelling")
NATIVE_LABEL = Link("id", "skos:prefLabel", "native_name", foreign="native_lang")
"""The native name as a preferred label, of which a language has one at most (SKOS, integrity condition S14)."""


class Name(Record):
    """One spelling of a name. A spelling that was seen in a source says in which."""

    heading: ClassVar[Heading] = Heading(
        table="names",
        singular="name",
        prefix="name",
        classes=("skosxl:Label",),
        links=(
            Link("agent_id", "skosxl:prefLabel", "id", where=("kind", ("preferred",))),
            Link("agent_id", "skosxl:prefLabel", "id", where=("kind", ("native",)), foreign="lang"),
            Link("agent_id", "skosxl:altLabel", "id", where=("kind", _VARIANTS)),
            Link("agent_id", "skos:altLabel", "value", where=("kind", _VARIANTS)),
        ),
    )

    id: Annotated[RowId | None, Derived(), Required(), Term("dcterms:identifier")] = None
    """Id of the row, made from its agent and what it says."""
    agent_id: Annotated[AgentRef | None, Parent(), Required(), Term("onr:nameOf")] = None
    """The organization, person or group that is called so."""
    value: Annotated[Label, Term("skosxl:literalForm", language="lang")]
    """The name as it is spelled there."""
    lang: Language
    """Language and script of the spelling, such as `ru` or, for Russian in Latin letters, `ru-latn`."""
    kind: Annotated[NameKind, Term("dcterms:type")]
    """What sort of spelling this is."""
    source_id: Annotated[SourceRef | None, Term("prov:hadPrimarySource")] = None
    """The source that printed it so."""
