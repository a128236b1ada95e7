"""How rows, codes and periods are named in RDF: what whoever writes the graph and whoever reads it must agree on."""

import re
from urllib.parse import quote

from onrecord import kinds
from onrecord.kinds import Kind
from onrecord.models.base import IRI_PATTERN as IRI_PATTERN
from onrecord.models.base import Link as Link
from onrecord.models.base import Term
from onrecord.tables import TABLES, Column, Table

UNDETERMINED = "und"
"""The tag of text in a language that is not known (BCP 47, section 4.1)."""

ANY_URI = "xsd:anyURI"
"""The datatype of an address that is not an IRI (RFC 3987), so that no graph can have a node for it."""

OUTSIDE = '<>"{}|\\^`'
"""Printed marks that an address has percent-encoded alone (RFC 3986, section 2; RFC 3987, section 2.2)."""
_OUTSIDE = re.compile(rf"[\s{re.escape(OUTSIDE)}]|%(?![0-9A-Fa-f]{{2}})")


def web_link(address: str) -> str:
    """A printed address as software follows it: blanks and marks that no link may hold are percent-encoded."""
    return _OUTSIDE.sub(lambda mark: quote(mark[0], safe=""), address)


def _period_column(name: str, predicate: str, kind: Kind, description: str) -> Column:
    return Column(name, name, kind, description, term=Term(predicate))


_BOUND = "{} day, inclusive; empty where it is open or unknown."
_PRECISION = TABLES["sources"]["published_precision"]

PERIODS = Table(
    name="periods",
    singular="period",
    description="A span of time, shared by all records that have it.",
    prefix="",
    columns=(
        Column(
            "edtf",
            "edtf",
            Kind("edtf_text", kinds.TEXT.arrow, "string", datatype=kinds.EDTF.datatype),
            "The period as an Extended Date/Time Format string.",
            required=True,
            unique=True,
            term=Term("onr:dateEdtf"),
        ),
        _period_column("start", "dcat:startDate", kinds.DATE, _BOUND.format("First")),
        _period_column("end", "dcat:endDate", kinds.DATE, _BOUND.format("Last")),
        Column(
            "precision",
            "precision",
            kinds.CODE,
            "How exact the period is.",
            required=True,
            enumeration=_PRECISION.enumeration,
            codes=_PRECISION.codes,
            term=Term("onr:precision"),
        ),
    ),
    classes=("dcterms:PeriodOfTime",),
)
"""The nodes of all periods, as a table. No other format has it: there, each row spells out its date group."""

GRAPH_TABLES = (*(table for table in TABLES.values() if table.in_rdf), PERIODS)
"""Every table whose rows are nodes of the graph."""


def namespaces(base_iri: str) -> dict[str, str]:
    """Prefix to namespace of what a dataset itself names: its rows, codes, periods, helper nodes and shapes."""
    return {prefix: f"{base_iri}{prefix}/" for prefix in ("id", "code", "period", "node", "shape")}


def code(column: Column, value: str = "") -> str:
    """The local name of a code in the namespace ``code``; without a value, all that comes before it."""
    return f"{column.enumeration}-{value}"


def date_fields(table: Table) -> list[str]:
    """The fields of a table that are dates; each is the columns ``<field>_<column of PERIODS>``."""
    return [column.field for column in table.columns if column.kind is kinds.EDTF]


def date_part(column: Column) -> str:
    """For a column of a date group, the column of ``PERIODS`` that it repeats; empty for any other column."""
    return column.name.removeprefix(f"{column.field}_") if column.name != column.field else ""
