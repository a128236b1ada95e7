"""Remarks: what a reader should know about a record, in our own words."""

from typing import Annotated, ClassVar

from onrecord import kinds
from onrecord.models.base import (
    Derived,
    Enumeration,
    Heading,
    Label,
    Link,
    Parent,
    Record,
    RecordRef,
    Required,
    RowId,
    Term,
)

RemarkKind = Annotated[
    str,
    Enumeration(
        "remark_kind",
        translation_artefact="The wording was damaged in translation.",
        inconsistency="The source contradicts itself or another source.",
        ambiguity="The source can be read in more than one way.",
        correction="Another source gives what is right.",
        inference="Something that no source says in so many words was concluded.",
        privacy="Something was left out so that nobody is put in danger.",
    ),
    kinds.CODE,
]


class Remark(Record):
    """A note on any record: what is inconsistent, ambiguous, damaged, inferred or left out."""

    heading: ClassVar[Heading] = Heading(
        table="remarks",
        singular="remark",
        prefix="rem",
        classes=("oa:Annotation",),
        links=(
            Link("record_id", "rdfs:comment", "text"),
            Link("id", "oa:motivatedBy", "oa:commenting"),
            Link("id", "oa:hasBody", "id", node="body"),
        ),
        nodes={"body": "oa:TextualBody"},
    )

    id: Annotated[RowId | None, Derived(), Required(), Term("dcterms:identifier")] = None
    """Id of the row, made from its record and what it says."""
    record_id: Annotated[RecordRef | None, Parent(), Required(), Term("oa:hasTarget")] = None
    """The record that the remark is about."""
    kind: Annotated[RemarkKind, Term("dcterms:type")]
    """What sort of remark this is."""
    text: Annotated[Label, Term("rdf:value", node="body")]
    """The remark, in our own words."""
