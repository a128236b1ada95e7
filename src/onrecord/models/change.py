"""Changes: what differs from the release before, and why."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict

from onrecord.models.base import Heading, Label, Record, RecordRef, RowId, Term, Text, Version


class Change(Record):
    """One cell that was changed, or one row that was added, removed or withdrawn, in this release or an earlier one.

    Derived from the previous release, of authored columns alone; empty in a first release.
    """

    heading: ClassVar[Heading] = Heading(
        table="changes", singular="change", prefix="change", classes=("onr:Change",), authored=False
    )

    id: Annotated[RowId, Term("dcterms:identifier")]
    """Id of the row, made from what changed and when."""
    version: Annotated[Version, Term("onr:version")]
    """The release that made the change."""
    record_id: Annotated[RecordRef, Term("onr:record")]
    """The record that it belongs to."""
    row_id: Annotated[RowId, Term("onr:row")]
    """The row that changed: the record's own or a nested one."""
    table_name: Annotated[Text, Term("onr:table")]
    """The table of that row; `records` where an id was withdrawn or replaced."""
    column_name: Annotated[Text | None, Term("onr:column")] = None
    """The column; empty for a whole row."""
    before: Annotated[Text | None, Term("onr:before")] = None
    """What stood there; for a row that was removed, its id. Empty for everything of a withdrawn record."""
    after: Annotated[Text | None, Term("onr:after")] = None
    """What stands there now; for a row that was added, its id."""
    reason: Annotated[Label | None, Term("onr:reason")] = None
    """Why, in the words of those who changed it."""


class Reason(BaseModel):
    """Why a record changed, as authors write it in `changes.yaml`: for all of its cells, a table's or a column's."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    record_id: RecordRef
    """The record that changed."""
    table: Text | None = None
    """The table in which it changed, where the reason is not for all of it."""
    column: Text | None = None
    """The column in which it changed, where the reason is not for all of it."""
    reason: Label
    """Why it changed, in words that may be published."""
    version: Version | None = None
    """The release that the reason is for; without it, the one in which the record changes next."""
