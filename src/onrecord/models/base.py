"""What every model is made of: the base class, the types of fields, and the marks that say what a field is.

A field's type carries, once, everything that any format needs to know of it: the kind of value, its limits, what it
refers to, its RDF term, and (as the docstring below it) its meaning. ``onrecord.tables`` folds these into plain values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

from onrecord import kinds
from onrecord.models import edtf
from onrecord.models.language import Tag
from onrecord.models.number import PlainNumber, PlainWhole

ID_PATTERN = r"^[a-z]+(-[a-z0-9]+)+$"
_LONGEST_ID = 200
_LETTER = (
    "A-Za-z0-9._~\u00a0-\u200d\u2010-\u2027\u202f-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd"
)
"""Without the marks that turn the direction of writing, which no IRI has (RFC 3987, section 4.1)."""
_SITE = f"https?://[{_LETTER}-]+(:[0-9]+)?"
_PATH = f"([{_LETTER}!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{{2}})*"
_REST = f"([{_LETTER}!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{{2}})*"
IRI_PATTERN = rf"^{_SITE}(/{_PATH})?(\?{_REST})?(#{_REST})?$"
"""Web addresses that are IRIs (RFC 3987, section 2.2): a subset, so that a parser of any strictness takes them. Its
letters are written as they are, because no escape is the same for Python, Rust, RE2 and JSON Schema."""
_LINE = r"^[^\s\x00-\x1f\x7f-\x9f](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029]*[^\s\x00-\x1f\x7f-\x9f])?$"


@dataclass(frozen=True)
class Term:
    """The RDF predicate from a record to a field's value."""

    predicate: str
    also: tuple[str, ...] = ()
    """Further predicates that lead to the same value, for readers who know those."""
    node: str = ""
    """The helper node of the record that holds the value; empty for the record itself."""
    language: str = ""
    """For text in a natural language, the column with its language; empty for the language of the dataset."""


@dataclass(frozen=True)
class Link:
    """A triple that no column states by itself, so that standard terms lead from record to record."""

    subject: str
    """The column whose record is the subject."""
    predicate: str
    object: str
    """A column, or a prefixed name such as ``schema:Claim``."""
    where: tuple[str, tuple[str, ...]] | None = None
    """Only for rows whose column (first) holds one of these codes (second)."""
    node: str = ""
    """For an object that is a helper node of the record: its name."""
    foreign: str = ""
    """Only for rows whose column of this name holds another language than that of the dataset."""
    exact: str = ""
    """Only where the column of this name spells the object as it is: a day that is not doubtful."""
    of: tuple[str, ...] = ()
    """Only for subjects of these sorts, by the prefix of their ids."""
    bound: str = ""
    """Only where the column of this name spells the object as it is, or an interval that the object bounds."""
    as_text: bool = False
    """Whether the object is the cell as a literal, where the column's own triple leads to a node."""

    @property
    def other_side(self) -> str:
        """A regular expression of what an interval in ``bound`` has besides the side that the object is."""
        return "/.*" if self.object.endswith("_start") else ".*/"


@dataclass(frozen=True)
class Heading:
    """What a table is: its name, what one row of it is called, the prefix of its ids, and how rows stand in RDF."""

    table: str
    singular: str
    prefix: str
    classes: tuple[str, ...] = ()
    """RDF classes of every row; the first belongs to this table alone."""
    links: tuple[Link, ...] = ()
    nodes: Mapping[str, str] = field(default_factory=dict)
    """Helper nodes that hold some of a row's values: name to RDF class."""
    authored: bool = True
    """False for a table that follows from the others."""
    in_rdf: bool = True
    """False for a table that the other tables' triples already state."""


class Record(BaseModel):
    """One row of a table, and the rows of other tables that belong to it. Frozen; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
    heading: ClassVar[Heading]


@dataclass(frozen=True)
class Key:
    """An id that authors give: ``<prefix>-<words>``, stable for ever."""

    prefix: str

    @property
    def pattern(self) -> str:
        """The regular expression that such an id matches."""
        return rf"^{self.prefix}(-[a-z0-9]+)+$"

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.str_schema(pattern=self.pattern, max_length=_LONGEST_ID)


@dataclass(frozen=True)
class Ref:
    """The id of a record in a table; ``agents`` for an organization, a person or a group, ``records`` for any."""

    table: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.str_schema(pattern=ID_PATTERN, max_length=_LONGEST_ID)


@dataclass(frozen=True)
class Parent:
    """Marks the reference to the record that a nested row belongs to; reading a nested row fills it in."""


@dataclass(frozen=True)
class Required:
    """Marks a field that every row of a release has, though authors may leave it to onrecord to fill in."""


@dataclass(frozen=True)
class Derived:
    """Marks a field that onrecord computes; authors leave it out. Validation accepts only its absence."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.none_schema()


@dataclass(frozen=True)
class Instruction:
    """Marks a field that steers a computation and is no column of its own."""


class Enumeration:
    """A closed list of codes, each with its meaning, as a type: ``Annotated[str, Enumeration("modality", ...)]``."""

    def __init__(self, name: str, /, **codes: str) -> None:
        self.name = name
        self.codes = codes

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(list(self.codes))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "markdownEnumDescriptions": list(self.codes.values())}


@dataclass(frozen=True)
class SeenAs:
    """Marks text that YAML takes for something else, such as ``577``, ``2010`` or ``no``.

    Readers keep plain scalars as text; the schema for authors' editors, which see them as YAML does, takes both.
    """

    types: tuple[str, ...]

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "type": ["string", *self.types]}


class _EdtfDate:
    """An EDTF string; one field becomes the four columns ``_edtf``, ``_start``, ``_end`` and ``_precision``."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_checked_edtf, core_schema.str_schema(max_length=40))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "type": ["string", "integer"], "minimum": 1, "maximum": 9999}


def _checked_edtf(text: str) -> str:
    edtf.parse(text)
    return text


class _CalendarDay:
    """A whole day, as ``YYYY-MM-DD`` and nothing else."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.chain_schema(
            [
                core_schema.str_schema(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
                core_schema.no_info_plain_validator_function(date.fromisoformat),
            ]
        )


_SCALAR = SeenAs(("number", "boolean"))
Text = Annotated[str, StringConstraints(pattern=_LINE, max_length=2000), _SCALAR, kinds.TEXT]
"""One line of text: no control characters, no blanks at its ends, never empty."""
Label = Annotated[str, StringConstraints(pattern=_LINE, max_length=2000), _SCALAR, kinds.LABEL]
"""One line of text in a natural language."""
Date = Annotated[str, _EdtfDate(), kinds.EDTF]
Day = Annotated[date, _CalendarDay(), kinds.DATE]
Count = Annotated[int, Field(ge=0, le=2**53), PlainWhole(), kinds.INTEGER]
Number = Annotated[Decimal, PlainNumber(), kinds.NUMBER]
_PRINTED_HOST = r"[^\s/?#<>\"{}|\\^`\x00-\x20\x7f-\x9f]+"
_PRINTED_PATH = r"[/?#](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029]*[^\s\x00-\x1f\x7f-\x9f])?"
Url = Annotated[
    str, StringConstraints(pattern=f"^https?://{_PRINTED_HOST}({_PRINTED_PATH})?$", max_length=2000), kinds.URL
]
"""An address as a source prints it; one that is no IRI stays text in the graph."""
Iri = Annotated[str, StringConstraints(pattern=IRI_PATTERN, max_length=2000), kinds.URL]
"""An address that is the name of a node in every graph."""
BaseIri = Annotated[str, StringConstraints(pattern=f"^{_SITE}/({_PATH}/)?$", max_length=1000), kinds.URL]
"""An address that others begin with: without a query or a fragment, and ending in ``/``."""
Email = Annotated[str, StringConstraints(pattern=rf"^[A-Za-z0-9._~'+-]+@[{_LETTER}-]+\.[{_LETTER}-]+$"), kinds.TEXT]
"""An e-mail address that a ``mailto:`` IRI holds as it is (RFC 6068, section 2)."""
Language = Annotated[Tag, SeenAs(("boolean",))]
"""A language tag; YAML takes that of Norwegian for ``no``."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$"), SeenAs(("number",)), kinds.SHA256]
Wikidata = Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$"), kinds.WIKIDATA]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$"), kinds.TEXT]
"""A release's number: major.minor.patch."""
Precision = Annotated[
    str,
    Enumeration(
        "precision",
        day="A day.",
        week="A week, Monday to Sunday.",
        month="A month.",
        quarter="A quarter of a year.",
        season="A season.",
        year="A year.",
        range="Any other span, open ones among them.",
        unknown="Nothing is known of it.",
    ),
    kinds.CODE,
]
"""How exact a date is; the codes of :class:`onrecord.models.edtf.Period`."""
YesNo = Annotated[str, Enumeration("yes_no", yes="Yes.", no="No."), kinds.FLAG]

RowId = Annotated[str, kinds.ID]
"""The id of a nested row, which onrecord makes from the row's parent and from what it says."""
AgentRef = Annotated[str, Ref("agents"), kinds.REFERENCE]
OrganizationRef = Annotated[str, Ref("organizations"), kinds.REFERENCE]
PersonRef = Annotated[str, Ref("persons"), kinds.REFERENCE]
SourceRef = Annotated[str, Ref("sources"), kinds.REFERENCE]
PlaceRef = Annotated[str, Ref("places"), kinds.REFERENCE]
MeasureRef = Annotated[str, Ref("measures"), kinds.REFERENCE]
StatementRef = Annotated[str, Ref("statements"), kinds.REFERENCE]
FigureRef = Annotated[str, Ref("figures"), kinds.REFERENCE]
DerivationRef = Annotated[str, Ref("derivations"), kinds.REFERENCE]
EventRef = Annotated[str, Ref("events"), kinds.REFERENCE]
RecordRef = Annotated[str, Ref("records"), kinds.REFERENCE]
