"""Events, where they took place and who took part."""

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
    Link,
    Parent,
    PlaceRef,
    Record,
    Required,
    RowId,
    Term,
)
from onrecord.models.citation import Citation
from onrecord.models.remark import Remark

EventKind = Annotated[
    str,
    Enumeration(
        "event_kind",
        appeal="An appeal, petition or open letter.",
        announcement="A public announcement.",
        protest="A rally, march or picket, held or refused.",
        law="A law, decree or rule that was made or came into force.",
        broadcast="A broadcast or published recording.",
        interview="An interview.",
        military="A military operation or measure.",
        other="Anything else.",
    ),
    kinds.CODE,
]
EventRole = Annotated[
    str,
    Enumeration(
        "event_role",
        organizer="Called or held it.",
        participant="Took part.",
        authority="Decided on it.",
        target="It was directed at them.",
    ),
    kinds.CODE,
]


class EventPlace(Record):
    """A place where an event took place or was to take place."""

    heading: ClassVar[Heading] = Heading(
        table="event_places",
        singular="event place",
        prefix="venue",
        classes=("onr:EventPlace",),
        links=(Link("event_id", "schema:location", "place_id"),),
    )

    id: Annotated[RowId | None, Derived(), Required(), Term("dcterms:identifier")] = None
    """Id of the row, made from its event and what it says."""
    event_id: Annotated[EventRef | None, Parent(), Required(), Term("onr:event")] = None
    """The event."""
    place_id: Annotated[PlaceRef, Term("onr:place")]
    """The place."""


class EventParty(Record):
    """Who had a part in an event."""

    heading: ClassVar[Heading] = Heading(
        table="event_parties",
        singular="event party",
        prefix="part",
        classes=("onr:EventParty", "schema:Role"),
        links=(
            Link("event_id", "schema:organizer", "agent_id", where=("role", ("organizer",))),
            Link("event_id", "schema:contributor", "agent_id", where=("role", ("participant",))),
            Link("event_id", "schema:about", "agent_id", where=("role", ("authority", "target"))),
            Link("event_id", "schema:about", "id"),
        ),
    )

    id: Annotated[RowId | None, Derived(), Required(), Term("dcterms:identifier")] = None
    """Id of the row, made from its event and what it says."""
    event_id: Annotated[EventRef | None, Parent(), Required(), Term("onr:event")] = None
    """The event."""
    agent_id: Annotated[AgentRef, Term("onr:agent", also=("schema:about",))]
    """Who."""
    role: Annotated[EventRole, Term("dcterms:type", also=("schema:roleName",))]
    """Which part they had."""


class Event(Record):
    """Something that happened, was announced or was forbidden, that statements and figures are about."""

    heading: ClassVar[Heading] = Heading(
        table="events",
        singular="event",
        prefix="ev",
        classes=("schema:Event",),
        links=(
            Link("id", "schema:startDate", "date_start", bound="date_edtf"),
            Link("id", "schema:endDate", "date_end", bound="date_edtf"),
        ),
    )

    id: Annotated[str, Key("ev"), kinds.ID, Term("dcterms:identifier")]
    """Id for ever: `ev-` and words."""
    kind: Annotated[EventKind, Term("dcterms:type")]
    """What sort of event it is."""
    name: Annotated[Label, Term("rdfs:label", also=("schema:name",))]
    """What the dataset calls it."""
    date: Annotated[Date | None, Term("dcterms:temporal")] = None
    """When it took place."""
    description: Annotated[Label | None, Term("dcterms:description")] = None
    """What happened, in our own words."""
    places: tuple[EventPlace, ...] = ()
    """Where."""
    parties: tuple[EventParty, ...] = ()
    """Who had a part in it."""
    citations: tuple[Citation, ...] = ()
    """Passages that tell of it."""
    remarks: tuple[Remark, ...] = ()
    """What a reader should know of this record."""
