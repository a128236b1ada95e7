"""What can be recorded: one frozen Pydantic model a table, one noun a file."""

from onrecord.models.agent import Agent
from onrecord.models.base import Record
from onrecord.models.change import Change, Reason
from onrecord.models.citation import Citation
from onrecord.models.conflict import Conflict
from onrecord.models.derivation import Derivation, DerivationInput
from onrecord.models.distinction import Distinction
from onrecord.models.event import Event, EventParty, EventPlace
from onrecord.models.figure import Figure, FigureDimension, FigureFlag
from onrecord.models.group import Group
from onrecord.models.measure import Measure
from onrecord.models.metadata import Metadata
from onrecord.models.name import Name
from onrecord.models.organization import Organization
from onrecord.models.person import Affiliation, Person
from onrecord.models.place import Place
from onrecord.models.register import RegisterEntry
from onrecord.models.remark import Remark
from onrecord.models.source import Source, SourceLink
from onrecord.models.statement import Statement, StatementParty
from onrecord.models.wide import WideFigure

MODELS: tuple[type[Record], ...] = (
    RegisterEntry,
    Agent,
    Organization,
    Person,
    Group,
    Name,
    Affiliation,
    Distinction,
    Source,
    SourceLink,
    Place,
    Measure,
    Statement,
    StatementParty,
    Figure,
    FigureDimension,
    FigureFlag,
    Derivation,
    DerivationInput,
    Event,
    EventPlace,
    EventParty,
    Citation,
    Remark,
    Conflict,
    Change,
    WideFigure,
)
"""Every table's model, in the order in which a release lists its tables."""

__all__ = [
    "MODELS",
    "Affiliation",
    "Agent",
    "Change",
    "Citation",
    "Conflict",
    "Derivation",
    "DerivationInput",
    "Distinction",
    "Event",
    "EventParty",
    "EventPlace",
    "Figure",
    "FigureDimension",
    "FigureFlag",
    "Group",
    "Measure",
    "Metadata",
    "Name",
    "Organization",
    "Person",
    "Place",
    "Reason",
    "Record",
    "RegisterEntry",
    "Remark",
    "Source",
    "SourceLink",
    "Statement",
    "StatementParty",
    "WideFigure",
]
