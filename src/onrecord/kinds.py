"""The kinds of value that a cell can hold, each with all of its spellings in one place."""

from dataclasses import dataclass
from enum import Enum

import pyarrow as pa


class Node(Enum):
    """How a value stands in an RDF graph."""

    LITERAL = "a literal of the kind's datatype"
    PROSE = "a literal with a language tag"
    RECORD = "the IRI of another record"
    CONCEPT = "the IRI of a code in its scheme"
    PERIOD = "the IRI of a shared period"
    WEB = "the IRI that the cell itself is"
    ENTITY = "an IRI of another vocabulary: the kind's namespace plus the cell"


@dataclass(frozen=True)
class Kind:
    """One kind of value: its name and its type in Arrow, Table Schema (Data Package v2) and RDF."""

    name: str
    arrow: pa.DataType
    field_type: str
    node: Node = Node.LITERAL
    datatype: str = "xsd:string"
    namespace: str = ""
    """For ``Node.ENTITY``, the prefix of the vocabulary that the cell names a member of."""
    form: str = ""
    """A regular expression that every cell of the kind matches and that any engine reads."""


_text = pa.string()

ID = Kind("id", _text, "string")
REFERENCE = Kind("reference", _text, "string", Node.RECORD)
TEXT = Kind("text", _text, "string")
LABEL = Kind("label", _text, "string", Node.PROSE)
"""Text in a natural language: another column's, or the language of the dataset."""
CODE = Kind("code", _text, "string", Node.CONCEPT)
FLAG = Kind("flag", _text, "string", datatype="xsd:boolean")
"""``yes`` or ``no``; a text, because nullable booleans become objects in pandas."""
INTEGER = Kind("integer", pa.int64(), "integer", datatype="xsd:integer")
NUMBER = Kind("number", pa.float64(), "number", datatype="xsd:decimal")
DATE = Kind("date", pa.date32(), "date", datatype="xsd:date")
EDTF = Kind("edtf", _text, "string", Node.PERIOD, datatype="locdt:edtf")
"""A date of any precision by the Extended Date/Time Format (ISO 8601-2:2019, annex A), whose datatype is the Library of
Congress's."""
URL = Kind("url", _text, "string", Node.WEB, form="^https?://.+$")
"""An address as printed. Not Table Schema's format ``uri``, which RFC 3986 keeps from what sources do print."""
LANGUAGE = Kind("language", _text, "string")
SHA256 = Kind("sha256", _text, "string", datatype="xsd:hexBinary")
UNIT = Kind("unit", _text, "string", Node.ENTITY, namespace="unit")
"""A unit by its local name in the QUDT vocabulary of units."""
WIKIDATA = Kind("wikidata", _text, "string", Node.ENTITY, namespace="wd")
