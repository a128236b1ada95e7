"""Derivations: figures that follow from other figures, recomputed."""

from typing import Annotated, ClassVar

from onrecord import kinds
from onrecord.models.base import (
    Date,
    DerivationRef,
    Derived,
    Enumeration,
    FigureRef,
    Heading,
    Key,
    Link,
    Number,
    Parent,
    Record,
    Required,
    RowId,
    Term,
)
from onrecord.models.citation import Citation
from onrecord.models.remark import Remark

Operation = Annotated[
    str,
    Enumeration(
        "operation",
        percent_change="100 * (current - base) / base",
        ratio="current / base",
        difference="current - base",
        sum="The sum of the members.",
        share="100 * current / base",
        maximum="The largest of the members.",
        minimum="The smallest of the members.",
    ),
    kinds.CODE,
]
COMPUTED = ("percent_change", "ratio", "difference", "sum", "share")
"""Operations whose result is another figure than those that it uses."""
Verdict = Annotated[
    str,
    Enumeration(
        "verdict",
        agrees="The recomputed value lies within what was printed.",
        disagrees="The recomputed value lies outside what was printed.",
        undetermined="The inputs do not settle it.",
    ),
    kinds.CODE,
]
InputRole = Annotated[
    str,
    Enumeration(
        "input_role",
        current="The later value, the numerator or the part.",
        base="The earlier value, the denominator or the whole.",
        member="One of the values that are added or compared.",
    ),
    kinds.CODE,
]


class DerivationInput(Record):
    """A figure that a derivation uses."""

    heading: ClassVar[Heading] = Heading(
        table="derivation_inputs",
        singular="derivation input",
        prefix="input",
        classes=("prov:Usage",),
        links=(
            Link("derivation_id", "prov:used", "figure_id"),
            Link("derived_id", "prov:wasDerivedFrom", "figure_id"),
            Link("derivation_id", "prov:qualifiedUsage", "id"),
        ),
    )

    id: Annotated[RowId | None, Derived(), Required(), Term("dcterms:identifier")] = None
    """Id of the row, made from its derivation and what it says."""
    derivation_id: Annotated[DerivationRef | None, Parent(), Required(), Term("onr:inputOf")] = None
    """The derivation."""
    figure_id: Annotated[FigureRef, Term("prov:entity")]
    """The figure that it uses."""
    role: Annotated[InputRole, Term("prov:hadRole")]
    """What the figure is in the formula."""
    derived_id: Annotated[FigureRef | None, Derived(), Term("onr:leadsTo")] = None
    """The figure that was computed from it; empty for an extreme, which is itself one of the figures compared."""


class Derivation(Record):
    """How a printed figure follows from others; onrecord computes it again and says whether it agrees."""

    heading: ClassVar[Heading] = Heading(
        table="derivations",
        singular="derivation",
        prefix="drv",
        classes=("onr:Derivation", "prov:Activity"),
        links=(
            Link("figure_id", "rdf:type", "onr:DerivedFigure", where=("operation", COMPUTED)),
            Link("figure_id", "prov:wasGeneratedBy", "id"),
        ),
    )

    id: Annotated[str, Key("drv"), kinds.ID, Term("dcterms:identifier")]
    """Id for ever: `drv-` and words."""
    figure_id: Annotated[FigureRef, Term("prov:generated")]
    """The figure that follows from the inputs."""
    operation: Annotated[Operation, Term("onr:operation")]
    """The formula."""
    scope: Annotated[Date | None, Term("onr:scope")] = None
    """For a maximum or minimum, the time over which it is one; required there."""
    recomputed: Annotated[Number | None, Derived(), Term("onr:recomputed")] = None
    """What the formula gives for the inputs; empty where they do not settle it."""
    verdict: Annotated[Verdict | None, Derived(), Required(), Term("onr:verdict")] = None
    """Whether that agrees with what was printed."""
    inputs: tuple[DerivationInput, ...] = ()
    """The figures that it uses."""
    citations: tuple[Citation, ...] = ()
    """The passages that say so."""
    remarks: tuple[Remark, ...] = ()
    """What a reader should know of this record."""
