"""Figures: the numbers that sources report, with what they leave open."""

from typing import Annotated, ClassVar

from onrecord import kinds
from onrecord.models.base import (
    AgentRef,
    Date,
    Derived,
    Enumeration,
    EventRef,
    FigureRef,
    Heading,
    Instruction,
    Key,
    Label,
    Link,
    MeasureRef,
    Number,
    Parent,
    PlaceRef,
    Record,
    Required,
    RowId,
    SourceRef,
    StatementRef,
    Term,
    Text,
    YesNo,
)
from onrecord.models.citation import Citation
from onrecord.models.remark import Remark
from onrecord.models.unit import Unit

Modality = Annotated[
    str,
    Enumeration(
        "modality",
        observed="Reported as counted or measured.",
        estimated="Reported as an estimate, a projection or a forecast.",
        imputed="Filled in by the reporter from other data.",
        demanded="Demanded; nothing says that it is so.",
        promised="Promised or announced for later.",
        required="Set by a law, rule or order.",
        possible="Said to be possible.",
    ),
    kinds.CODE,
]
Availability = Annotated[
    str,
    Enumeration(
        "availability",
        given="A number was given.",
        not_reported="The source speaks of the quantity and gives no number.",
        withheld="A number is known and is not published here.",
    ),
    kinds.CODE,
]
Qualifier = Annotated[
    str,
    Enumeration(
        "qualifier",
        exact="The number as it is.",
        about="Near the number; how near is not said.",
        rounded="Rounded to the last place printed.",
        more_than="More than the number.",
        at_least="The number or more.",
        less_than="Less than the number.",
        at_most="The number or less.",
        almost="Less than the number and near it.",
        between="Between two numbers, both included.",
        within="No more than the number, as of a time limit.",
        after="Later or more than the number, as of a time limit.",
    ),
    kinds.CODE,
]
BoundsBasis = Annotated[
    str,
    Enumeration(
        "bounds_basis",
        stated="The source gives the bounds.",
        qualifier="The bounds follow from the qualifier.",
        rounding="The bounds follow from how the number was rounded.",
        none="There are no bounds.",
    ),
    kinds.CODE,
]
Corroboration = Annotated[
    str,
    Enumeration(
        "corroboration",
        single_source="One reporter gave it, however many relayed it.",
        independent="Two or more reporters gave compatible figures.",
        disputed="Another figure of the same thing contradicts it.",
    ),
    kinds.CODE,
]
FlagKind = Annotated[
    str,
    Enumeration(
        "figure_flag",
        implausible="Hard to believe as printed.",
        mistranslated="Damaged in translation.",
        disputed="Contradicted by another report.",
        superseded="Corrected or replaced by its reporter.",
        signed_off="A small count of people that was looked at and found safe to publish; the note says by what rule.",
    ),
    kinds.CODE,
]


class FigureDimension(Record):
    """One way in which a figure is broken down, such as a region, a sex or a type of equipment."""

    heading: ClassVar[Heading] = Heading(
        table="figure_dimensions",
        singular="figure dimension",
        prefix="dim",
        classes=("schema:PropertyValue",),
        links=(Link("figure_id", "schema:additionalProperty", "id"),),
    )

    id: Annotated[RowId | None, Derived(), Required(), Term("dcterms:identifier")] = None
    """Id of the row, made from its figure and what it says."""
    figure_id: Annotated[FigureRef | None, Parent(), Required(), Term("onr:figure")] = None
    """The figure."""
    dimension: Annotated[Text, Term("schema:propertyID")]
    """What it is broken down by."""
    value: Annotated[Text, Term("schema:value")]
    """Which part of it this is."""


class FigureFlag(Record):
    """A mark on a figure that a reader should see before using it."""

    heading: ClassVar[Heading] = Heading(
        table="figure_flags", singular="figure flag", prefix="flag", classes=("onr:FigureFlag",)
    )

    id: Annotated[RowId | None, Derived(), Required(), Term("dcterms:identifier")] = None
    """Id of the row, made from its figure and what it says."""
    figure_id: Annotated[FigureRef | None, Parent(), Required(), Term("onr:figure")] = None
    """The figure."""
    flag: Annotated[FlagKind, Term("dcterms:type")]
    """Which mark."""
    note: Annotated[Label | None, Term("rdfs:comment")] = None
    """Why, in our own words."""


class Figure(Record):
    """One reported number: of what, about whom, for when and where, and how exact.

    Authors give the number as printed (``stated``), as a number (``value``) and with its ``qualifier``; the bounds
    follow. In a release ``value`` is empty where the report is one-sided, and the number is the bound instead.
    """

    heading: ClassVar[Heading] = Heading(
        table="figures",
        singular="figure",
        prefix="fig",
        classes=("onr:Figure", "schema:Observation", "prov:Entity"),
        links=(
            Link("corrected_by_id", "prov:wasRevisionOf", "id"),
            Link("id", "dcterms:issued", "reported_edtf", as_text=True),
        ),
    )

    id: Annotated[str, Key("fig"), kinds.ID, Term("dcterms:identifier")]
    """Id for ever: `fig-` and words."""
    statement_id: Annotated[StatementRef | None, Parent(), Term("onr:statement", also=("prov:wasDerivedFrom",))] = None
    """The statement that gave it; empty where a source gives it in its own voice."""
    source_id: Annotated[SourceRef | None, Required(), Term("prov:hadPrimarySource")] = None
    """The source that it was read in; that of the statement where there is one."""
    reporter_id: Annotated[AgentRef | None, Term("prov:wasAttributedTo")] = None
    """Who gave the number; the speaker of the statement where there is one."""
    about_id: Annotated[AgentRef | None, Term("schema:observationAbout")] = None
    """Whom it is about."""
    event_id: Annotated[EventRef | None, Term("schema:about")] = None
    """The event that it belongs to."""
    measure_id: Annotated[MeasureRef, Term("schema:variableMeasured")]
    """What it measures."""
    modality: Annotated[Modality, Term("onr:modality")]
    """Whether it was observed, or only estimated, demanded, promised, required ..."""
    availability: Annotated[Availability, Term("onr:availability")] = "given"
    """Whether a number was given at all."""
    qualifier: Annotated[Qualifier | None, Term("schema:measurementQualifier")] = None
    """How the printed number is meant; required where a number is given."""
    stated: Annotated[Text | None, Term("onr:stated")] = None
    """The number as it was printed, digits or words; required where a number is given."""
    value: Annotated[Number | None, Term("schema:value")] = None
    """The number; in a release empty where it is only a bound."""
    low: Annotated[Number | None, Term("schema:minValue")] = None
    """Lower bound; computed unless the source itself gives it."""
    high: Annotated[Number | None, Term("schema:maxValue")] = None
    """Upper bound; computed unless the source itself gives it."""
    low_inclusive: Annotated[YesNo | None, Derived(), Term("onr:minInclusive")] = None
    """Whether the lower bound itself is possible."""
    high_inclusive: Annotated[YesNo | None, Derived(), Term("onr:maxInclusive")] = None
    """Whether the upper bound itself is possible."""
    bounds_basis: Annotated[BoundsBasis | None, Derived(), Required(), Term("onr:boundsBasis")] = None
    """Where the bounds come from."""
    rounded_to: Annotated[Number | None, Instruction()] = None
    """For a rounded number, the step that it was rounded to, where the last printed place is not that."""
    unit: Annotated[Unit | None, Derived(), Required(), Term("qudt:hasUnit")] = None
    """Unit of the value, that of the measure."""
    period: Annotated[Date | None, Term("dcterms:temporal")] = None
    """The time that the number is about."""
    place_id: Annotated[PlaceRef | None, Term("dcterms:spatial")] = None
    """The place that the number is about."""
    reported: Annotated[Date | None, Term("onr:reported")] = None
    """When it was reported."""
    corrected_by_id: Annotated[FigureRef | None, Term("onr:correctedBy")] = None
    """The figure that corrects it."""
    corroboration: Annotated[Corroboration | None, Derived(), Required(), Term("onr:corroboration")] = None
    """Whether others report the same."""
    dimensions: tuple[FigureDimension, ...] = ()
    """How it is broken down."""
    flags: tuple[FigureFlag, ...] = ()
    """Marks that a reader should see first."""
    citations: tuple[Citation, ...] = ()
    """The passages that show it; several mentions of one figure are several citations."""
    remarks: tuple[Remark, ...] = ()
    """What a reader should know of this record."""
