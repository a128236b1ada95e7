"""Measures: what a figure counts, and in what unit."""

from typing import Annotated, ClassVar

from onrecord import kinds
from onrecord.models.base import Enumeration, Heading, Key, Label, MeasureRef, Record, Term
from onrecord.models.remark import Remark
from onrecord.models.unit import Unit

Statistic = Annotated[
    str,
    Enumeration(
        "statistic",
        count="How many.",
        amount="How much.",
        percent_change="By how many per cent one value differs from an earlier one.",
        ratio="One value divided by another.",
        difference="One value less another.",
        duration="How long.",
        share="A part of a whole, in per cent.",
        rate="How many per unit of something else.",
        mean="An average.",
        median="A middle value.",
    ),
    kinds.CODE,
]
Accumulation = Annotated[
    str,
    Enumeration(
        "accumulation",
        flow="What happened within the period.",
        stock="What there was at one time.",
        cumulative="What had happened from a beginning up to the end of the period.",
        none="Does not add up over time.",
    ),
    kinds.CODE,
]


class Measure(Record):
    """What a figure says how many of. Figures of one measure can be compared."""

    heading: ClassVar[Heading] = Heading(
        table="measures", singular="measure", prefix="var", classes=("schema:StatisticalVariable", "skos:Concept")
    )

    id: Annotated[str, Key("var"), kinds.ID, Term("dcterms:identifier")]
    """Id for ever: `var-` and words."""
    name: Annotated[Label, Term("rdfs:label", also=("skos:prefLabel",))]
    """What is measured, in a few words."""
    definition: Annotated[Label, Term("skos:definition")]
    """What counts and what does not, in our own words."""
    unit: Annotated[Unit, Term("qudt:hasUnit")]
    """Unit of the value, by its name in QUDT; money is `CCY_` and the code of the currency, as in `CCY_EUR`."""
    statistic: Annotated[Statistic, Term("schema:statType")]
    """Which statistic the value is."""
    accumulation: Annotated[Accumulation, Term("onr:accumulation")]
    """How values of the measure relate to time."""
    population: Annotated[Label | None, Term("onr:population")] = None
    """Who or what is counted."""
    denominator_id: Annotated[MeasureRef | None, Term("schema:measurementDenominator")] = None
    """For a ratio, a share or a change: the measure that it is taken of."""
    remarks: tuple[Remark, ...] = ()
    """What a reader should know of this record."""
