"""Distinctions: agents that look alike and are known to be different."""

from typing import Annotated, ClassVar

from onrecord.models.base import AgentRef, Derived, Heading, Label, Link, Parent, Record, Required, RowId, Term


class Distinction(Record):
    """A statement that two agents are not the same, however alike their names."""

    heading: ClassVar[Heading] = Heading(
        table="distinctions",
        singular="distinction",
        prefix="dist",
        classes=("onr:Distinction",),
        links=(Link("agent_id", "owl:differentFrom", "other_id"),),
    )

    id: Annotated[RowId | None, Derived(), Required(), Term("dcterms:identifier")] = None
    """Id of the row, made from its agent and what it says."""
    agent_id: Annotated[AgentRef | None, Parent(), Required(), Term("onr:agent")] = None
    """The one agent."""
    other_id: Annotated[AgentRef, Term("onr:otherAgent")]
    """The other agent."""
    reason: Annotated[Label, Term("rdfs:comment")]
    """How it is known that they differ, in our own words."""
