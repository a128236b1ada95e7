"""Agents: organizations, persons and groups in one index, so that a speaker can be any of them."""

from typing import Annotated, ClassVar

from onrecord import kinds
from onrecord.models.base import Enumeration, Heading, Label, Record, RecordRef

AgentType = Annotated[
    str,
    Enumeration(
        "agent_type",
        organization="An organization.",
        person="A person.",
        group="A group without a name of its own.",
    ),
    kinds.CODE,
]


class Agent(Record):
    """Anybody who can speak, report or be spoken of. Derived."""

    heading: ClassVar[Heading] = Heading(
        table="agents", singular="agent", prefix="agent", classes=("prov:Agent",), authored=False, in_rdf=False
    )

    id: RecordRef
    """Id of the organization, person or group."""
    type: AgentType
    """Which of them it is."""
    name: Label
    """Preferred name."""
