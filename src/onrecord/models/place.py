"""Places."""

from typing import Annotated, ClassVar

from onrecord import kinds
from onrecord.models.base import Enumeration, Heading, Key, Label, Link, PlaceRef, Record, Term, Text, Wikidata
from onrecord.models.country import Country
from onrecord.models.remark import Remark

PlaceKind = Annotated[
    str,
    Enumeration(
        "place_kind",
        country="A country.",
        region="A part of a country.",
        city="A city, town or village.",
        site="A building, square or other spot.",
        area="An area with no border of its own, such as a front.",
    ),
    kinds.CODE,
]


class Place(Record):
    """A place that a figure or an event has."""

    heading: ClassVar[Heading] = Heading(
        table="places",
        singular="place",
        prefix="place",
        classes=("schema:Place", "dcterms:Location"),
        links=(Link("id", "schema:address", "id", node="address"),),
        nodes={"address": "schema:PostalAddress"},
    )

    id: Annotated[str, Key("place"), kinds.ID, Term("dcterms:identifier")]
    """Id for ever: `place-` and words."""
    name: Annotated[Label, Term("rdfs:label", also=("schema:name",))]
    """Name in the language of the dataset."""
    kind: Annotated[PlaceKind, Term("dcterms:type")]
    """What sort of place it is."""
    country: Annotated[Country | None, Term("schema:addressCountry", node="address")] = None
    """The country that it is or lies in, ISO 3166-1 alpha-3."""
    parent_id: Annotated[PlaceRef | None, Term("schema:containedInPlace")] = None
    """The place that it lies in."""
    scheme: Annotated[Text | None, Term("onr:codeScheme")] = None
    """The list that `code` is from, such as `ISO 3166-2`."""
    code: Annotated[Text | None, Term("onr:code")] = None
    """Its code in that list."""
    wikidata: Annotated[Wikidata | None, Term("schema:sameAs")] = None
    """Its Wikidata item, where it was checked."""
    remarks: tuple[Remark, ...] = ()
    """What a reader should know of this record."""
