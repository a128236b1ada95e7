"""Groups: speakers without a name of their own."""

from typing import Annotated, ClassVar

from onrecord import kinds
from onrecord.models.base import Heading, Key, Label, Record, Term
from onrecord.models.citation import Citation
from onrecord.models.distinction import Distinction
from onrecord.models.name import Name
from onrecord.models.remark import Remark


class Group(Record):
    """People who spoke or were spoken of without being named, or who must not be named."""

    heading: ClassVar[Heading] = Heading(
        table="groups", singular="group", prefix="grp", classes=("foaf:Group", "prov:Agent")
    )

    id: Annotated[str, Key("grp"), kinds.ID, Term("dcterms:identifier")]
    """Id for ever: `grp-` and words that give nobody away."""
    name: Annotated[Label, Term("rdfs:label", also=("skos:prefLabel", "foaf:name"))]
    """What the dataset calls the group."""
    description: Annotated[Label | None, Term("dcterms:description")] = None
    """Who belongs to it, in our own words."""
    names: tuple[Name, ...] = ()
    """Other names under which the group is known."""
    distinctions: tuple[Distinction, ...] = ()
    """Agents that it is known to differ from."""
    citations: tuple[Citation, ...] = ()
    """Passages that tell of it."""
    remarks: tuple[Remark, ...] = ()
    """What a reader should know of this record."""
