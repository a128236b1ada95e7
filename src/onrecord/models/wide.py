"""Figures with everything beside them, for people who will not join tables."""

from typing import ClassVar

from onrecord.models.base import (
    AgentRef,
    Date,
    FigureRef,
    Heading,
    Label,
    MeasureRef,
    Number,
    Record,
    SourceRef,
    StatementRef,
    Text,
    Url,
    YesNo,
)
from onrecord.models.figure import Availability, Corroboration, Modality, Qualifier
from onrecord.models.measure import Statistic
from onrecord.models.unit import Unit


class WideFigure(Record):
    """One figure a row, with names in place of ids. Derived."""

    heading: ClassVar[Heading] = Heading(
        table="figures_wide", singular="wide figure", prefix="wide", authored=False, in_rdf=False
    )

    id: FigureRef
    """Id of the figure."""
    measure_id: MeasureRef
    """Id of what it measures."""
    measure: Label
    """What it measures."""
    statistic: Statistic
    """Which statistic the value is."""
    about_id: AgentRef | None = None
    """Id of whom it is about."""
    about: Label | None = None
    """Whom it is about."""
    reporter: Label | None = None
    """Who gave the number."""
    stated: Text | None = None
    """The number as printed."""
    qualifier: Qualifier | None = None
    """How the printed number is meant."""
    value: Number | None = None
    """The number, empty where it is only a bound."""
    low: Number | None = None
    """Lower bound."""
    high: Number | None = None
    """Upper bound."""
    low_inclusive: YesNo | None = None
    """Whether the lower bound itself is possible."""
    high_inclusive: YesNo | None = None
    """Whether the upper bound itself is possible."""
    unit: Unit
    """Unit of the value, by its name in QUDT."""
    modality: Modality
    """Whether it was observed, or only estimated, demanded, promised, required ..."""
    availability: Availability
    """Whether a number was given at all."""
    period: Date | None = None
    """The time that the number is about."""
    place: Label | None = None
    """The place that the number is about."""
    reported: Date | None = None
    """When it was reported."""
    corroboration: Corroboration
    """Whether others report the same."""
    flags: Text | None = None
    """Marks on the figure, separated by commas."""
    statement_id: StatementRef | None = None
    """The statement that gave it."""
    speaker_id: AgentRef | None = None
    """Id of who made the statement."""
    speaker: Label | None = None
    """Who made the statement."""
    summary: Label | None = None
    """What the statement said, in our own words."""
    source_id: SourceRef
    """Id of the source that it was read in."""
    source: Label
    """The source."""
    source_url: Url | None = None
    """Address of the source."""
    evidence: Label | None = None
    """Where in which source the number stands."""
