"""Citations: the passage that shows what a record says."""

from typing import Annotated, ClassVar

from onrecord.models.base import (
    Count,
    Derived,
    Heading,
    Link,
    Parent,
    Record,
    RecordRef,
    Required,
    RowId,
    Sha256,
    SourceRef,
    StatementRef,
    Term,
    Text,
)


class Citation(Record):
    """A place in a source: a paragraph, a span of code points with the hash of its text, or a locator.

    Paragraphs are non-empty lines, counted from 1 with the title. Spans count code points of the UTF-8 text as it is,
    nothing normalised, from 0, end exclusive (W3C Web Annotation Data Model, section 4.2.5). The words themselves are
    never stored.
    """

    heading: ClassVar[Heading] = Heading(
        table="citations",
        singular="citation",
        prefix="cite",
        classes=("oa:SpecificResource",),
        links=(
            Link("record_id", "prov:wasDerivedFrom", "id", of=("stmt", "fig")),
            # What happened, who spoke and how a number was computed comes from no passage: that only tells of it.
            Link("record_id", "dcterms:isReferencedBy", "id", of=("org", "per", "grp", "ev", "src", "drv")),
            Link("id", "oa:hasSelector", "id", node="selector"),
        ),
        nodes={"selector": "oa:TextPositionSelector"},
    )

    id: Annotated[RowId | None, Derived(), Required(), Term("dcterms:identifier")] = None
    """Id of the row, made from its record and what it says."""
    record_id: Annotated[RecordRef | None, Parent(), Required(), Term("onr:supports")] = None
    """The record that the passage shows."""
    source_id: Annotated[SourceRef, Term("oa:hasSource")]
    """The source that holds the passage."""
    statement_id: Annotated[StatementRef | None, Term("onr:mentionedIn")] = None
    """Where a figure's mention belongs to another statement than the figure's own: that statement."""
    paragraph: Annotated[Count | None, Term("onr:paragraph")] = None
    """The number of the paragraph, the title being 1."""
    start_char: Annotated[Count | None, Term("oa:start", node="selector")] = None
    """Where the passage starts, in code points from 0."""
    end_char: Annotated[Count | None, Term("oa:end", node="selector")] = None
    """Where the passage ends, in code points, exclusive."""
    passage_sha256: Annotated[Sha256 | None, Term("onr:passageSha256")] = None
    """SHA-256 of the passage's UTF-8 text, so that it can be checked without being copied."""
    locator: Annotated[Text | None, Term("onr:locator")] = None
    """Page, time or cell, where a source has no paragraphs."""
