"""Statements: who said what, to whom, as reported where."""

from typing import Annotated, ClassVar

from onrecord import kinds
from onrecord.models.base import (
    AgentRef,
    Date,
    Derived,
    Enumeration,
    EventRef,
    Heading,
    Key,
    Label,
    Language,
    Link,
    Parent,
    Record,
    Required,
    RowId,
    SourceRef,
    StatementRef,
    Term,
)
from onrecord.models.citation import Citation
from onrecord.models.figure import Figure
from onrecord.models.remark import Remark

StatementKind = Annotated[
    str,
    Enumeration(
        "statement_kind",
        demand="The speaker wants something of somebody.",
        accusation="The speaker blames somebody.",
        announcement="The speaker makes something known as their own decision or act.",
        observation="The speaker reports what they counted or saw.",
        promise="The speaker says what they will do.",
        threat="The speaker says what harm will follow.",
        refusal="The speaker declines or forbids something.",
        testimony="The speaker tells what happened to them.",
        advice="The speaker says what somebody should do.",
        criticism="The speaker disapproves of something.",
        claim="The speaker asserts something else.",
    ),
    kinds.CODE,
]
Attribution = Annotated[
    str,
    Enumeration(
        "attribution",
        direct="The source is the speaker's own publication.",
        quoted="The source gives the speaker's words as a quotation.",
        paraphrased="The source gives what the speaker said in its own words.",
        second_hand="The source reports what another reported.",
        narrator="The source says it in its own voice.",
    ),
    kinds.CODE,
]
Medium = Annotated[
    str,
    Enumeration(
        "medium",
        press="To the press, or nothing more is said.",
        interview="In an interview.",
        video="In a video.",
        social_media="On a social network or messenger.",
        petition="In a petition, appeal or open letter.",
        speech="In a speech or on the air.",
        document="In a law, decree or other document.",
        report="In a report.",
    ),
    kinds.CODE,
]
PartyRole = Annotated[
    str,
    Enumeration(
        "party_role",
        addressee="It was said to them.",
        target="It is about what they do or did.",
        beneficiary="It was said for their sake.",
    ),
    kinds.CODE,
]


class StatementParty(Record):
    """Somebody to whom, against whom or for whom a statement was made."""

    heading: ClassVar[Heading] = Heading(
        table="statement_parties",
        singular="statement party",
        prefix="party",
        classes=("onr:StatementParty", "schema:Role"),
        links=(
            Link("statement_id", "schema:mentions", "agent_id"),
            Link("statement_id", "schema:mentions", "id"),
        ),
    )

    id: Annotated[RowId | None, Derived(), Required(), Term("dcterms:identifier")] = None
    """Id of the row, made from its statement and what it says."""
    statement_id: Annotated[StatementRef | None, Parent(), Required(), Term("onr:statement")] = None
    """The statement."""
    agent_id: Annotated[AgentRef, Term("onr:agent", also=("schema:mentions",))]
    """Who."""
    role: Annotated[PartyRole, Term("dcterms:type", also=("schema:roleName",))]
    """Their part in it."""


class Statement(Record):
    """Something that somebody said, as one source reports it. An allegation stays its speaker's."""

    heading: ClassVar[Heading] = Heading(
        table="statements",
        singular="statement",
        prefix="stmt",
        classes=("onr:Statement", "prov:Entity"),
        links=(
            Link("id", "rdf:type", "schema:Quotation", where=("attribution", ("direct", "quoted"))),
            Link("id", "rdf:type", "schema:Claim", where=("attribution", ("paraphrased", "second_hand", "narrator"))),
            Link("id", "dcterms:created", "said_edtf", as_text=True),
            Link("id", "schema:dateCreated", "said_start", exact="said_edtf"),
        ),
    )

    id: Annotated[str, Key("stmt"), kinds.ID, Term("dcterms:identifier")]
    """Id for ever: `stmt-` and words."""
    speaker_id: Annotated[AgentRef, Term("prov:wasAttributedTo", also=("schema:creator",))]
    """Who said it; for what a source says in its own voice, its publisher."""
    on_behalf_of_id: Annotated[AgentRef | None, Term("onr:onBehalfOf", also=("prov:wasInfluencedBy",))] = None
    """For whom they spoke."""
    relayed_by_id: Annotated[AgentRef | None, Term("onr:relayedBy", also=("prov:wasInfluencedBy",))] = None
    """Who passed it on, where that is neither the speaker nor the publisher of the source."""
    embedded_in_id: Annotated[StatementRef | None, Term("dcterms:isPartOf", also=("prov:wasDerivedFrom",))] = None
    """The statement inside which this one was reported."""
    refers_to_id: Annotated[StatementRef | None, Term("dcterms:references")] = None
    """The statement that this one answers or speaks of."""
    event_id: Annotated[EventRef | None, Term("schema:about")] = None
    """The event at or about which it was said."""
    source_id: Annotated[SourceRef, Term("prov:hadPrimarySource")]
    """The source that it was read in."""
    kind: Annotated[StatementKind, Term("dcterms:type")]
    """What sort of statement it is."""
    attribution: Annotated[Attribution, Term("onr:attribution")]
    """How the source ties the words to the speaker."""
    said: Annotated[Date | None, Term("onr:said")] = None
    """When it was said, or entered public discourse."""
    medium: Annotated[Medium | None, Term("onr:medium")] = None
    """Through what."""
    language: Annotated[Language | None, Term("schema:inLanguage")] = None
    """The language in which it was said, where that is known."""
    summary: Annotated[Label, Term("schema:abstract")]
    """What was said, in our own words."""
    parties: tuple[StatementParty, ...] = ()
    """To whom, against whom, for whom."""
    figures: tuple[Figure, ...] = ()
    """The figures that it gave; they may also stand on their own and name the statement."""
    citations: tuple[Citation, ...] = ()
    """The passages that show it."""
    remarks: tuple[Remark, ...] = ()
    """What a reader should know of this record."""
