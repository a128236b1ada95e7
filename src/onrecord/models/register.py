"""The register of ids: every id that authors ever published, and what became of it."""

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from onrecord import kinds
from onrecord.models.base import (
    ID_PATTERN,
    Enumeration,
    Heading,
    Instruction,
    Label,
    Record,
    RecordRef,
    Required,
    Term,
    Version,
)

Status = Annotated[
    str,
    Enumeration(
        "status",
        active="Part of this release.",
        withdrawn="Taken back; nothing but the id is left.",
        replaced="Merged into another record.",
    ),
    kinds.CODE,
]
RecordType = Annotated[
    str,
    Enumeration(
        "record_type",
        organization="An organization.",
        person="A person.",
        group="A group without a name.",
        source="A source.",
        place="A place.",
        measure="A measure.",
        statement="A statement.",
        figure="A figure.",
        derivation="A derivation.",
        event="An event.",
    ),
    kinds.CODE,
]


class RegisterEntry(Record):
    """One id and its state. Authors write an entry only to withdraw or replace an id; the others are derived."""

    heading: ClassVar[Heading] = Heading(table="records", singular="record", prefix="", classes=("onr:Record",))

    id: Annotated[str, StringConstraints(pattern=ID_PATTERN), kinds.ID, Term("dcterms:identifier")]
    """The id."""
    type: Annotated[RecordType, Term("onr:recordType")]
    """What sort of record it names."""
    status: Annotated[Status, Term("adms:status")]
    """What became of it."""
    since: Annotated[Version | None, Required(), Term("onr:since")] = None
    """The release in which it first stood."""
    changed: Annotated[Version | None, Required(), Term("onr:changed")] = None
    """The release in which it last changed."""
    replaced_by_id: Annotated[RecordRef | None, Term("dcterms:isReplacedBy")] = None
    """The record that it was merged into."""
    reason: Annotated[Label | None, Term("onr:reason")] = None
    """Why it was withdrawn or replaced, without what must not be said."""
    in_place_of: Annotated[
        str | None, StringConstraints(pattern=ID_PATTERN, max_length=200), Instruction(), kinds.TEXT
    ] = None
    """The published id that this withdrawn one stands for, where that told too much; it is not published again."""
