"""Conflicts: figures that cannot both hold."""

from typing import Annotated, ClassVar

from onrecord.models.base import FigureRef, Heading, Label, Link, Record, RowId, Term


class Conflict(Record):
    """Two figures of the same thing that cannot both hold. Derived; says nothing of who is right."""

    heading: ClassVar[Heading] = Heading(
        table="conflicts",
        singular="conflict",
        prefix="conflict",
        classes=("onr:Conflict",),
        links=(Link("figure_id", "onr:conflictsWith", "other_id"), Link("other_id", "onr:conflictsWith", "figure_id")),
        authored=False,
    )

    id: Annotated[RowId, Term("dcterms:identifier")]
    """Id of the row, made from the two figures."""
    figure_id: Annotated[FigureRef, Term("onr:figure")]
    """The one figure, first by id."""
    other_id: Annotated[FigureRef, Term("onr:otherFigure")]
    """The other."""
    reason: Annotated[Label, Term("rdfs:comment")]
    """Why they cannot both hold."""
