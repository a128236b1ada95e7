"""Changes: what differs from the release before."""

from typing import Annotated, ClassVar

from onrecord.models.base import Heading, Label, Record, RecordRef, RowId, Term, Text, Version


class Change(Record):
    """One cell that was added, changed or withdrawn since the previous release. Derived; empty in a first release."""

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
    """The table of that row."""
    column_name: Annotated[Text | None, Term("onr:column")] = None
    """The column; empty for a whole row."""
    before: Annotated[Text | None, Term("onr:before")] = None
    """What stood there."""
    after: Annotated[Text | None, Term("onr:after")] = None
    """What stands there now."""
    reason: Annotated[Label | None, Term("onr:reason")] = None
    """Why, in the words of those who changed it."""
