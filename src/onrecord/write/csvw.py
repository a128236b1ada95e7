"""``csv-metadata.json``: the CSV tables for CSVW (Metadata Vocabulary for Tabular Data, W3C, 2015)."""

import re
from collections.abc import Mapping
from typing import Any

from onrecord import iris
from onrecord.dataset import Dataset
from onrecord.kinds import Node
from onrecord.models import Metadata
from onrecord.tables import TABLES, Column, Table
from onrecord.vocabulary import PREFIXES, expand
from onrecord.write.tables import Written

NAME = "csv-metadata.json"
"""The name under which a folder's metadata is looked for (Model for Tabular Data and Metadata on the Web, 5.3)."""
_DATATYPES = {"xsd:integer": "integer", "xsd:decimal": "decimal", "xsd:date": "date", "xsd:hexBinary": "hexBinary"}
"""XML Schema's datatypes that CSVW has under the same names; all others are strings here."""


def csvw_metadata(dataset: Dataset, written: Mapping[str, Written]) -> dict[str, Any]:
    """A table group with every CSV file: types, keys, and the RDF that a cell stands for.

    Each part of a table is a table of its own; keys that lead to a table in parts are left out.
    """
    metadata = dataset.metadata
    urls = {name: [path.removeprefix("data/") for path in told.csv] for name, told in written.items()}
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": metadata.language}],
        "@id": f"{metadata.base_iri}release/{metadata.version}",
        "dc:title": metadata.title,
        "dc:description": metadata.description,
        "dc:license": {"@id": metadata.licence.url},
        "dc:issued": {"@value": str(metadata.issued), "@type": "xsd:date"},
        "dialect": {"header": True, "encoding": "utf-8", "delimiter": ",", "lineTerminators": ["\n"]},
    }
    return {
        **described,
        "tables": [_table(table, url, urls, metadata) for table in TABLES.values() for url in urls[table.name]],
    }


def _table(table: Table, url: str, urls: Mapping[str, list[str]], metadata: Metadata) -> dict[str, Any]:
    base_iri, language = metadata.base_iri, metadata.language
    schema: dict[str, Any] = {"columns": [_column(column, base_iri, language) for column in table.columns]}
    schema["primaryKey"] = "id"
    if keys := [_foreign_key(column, urls) for column in table.columns if _is_key(column, urls)]:
        schema["foreignKeys"] = keys
    if table.in_rdf:
        schema["aboutUrl"] = f"{base_iri}id/{{id}}"
    return {"url": url, "dc:description": table.description, "tableSchema": schema}


def _is_key(column: Column, urls: Mapping[str, list[str]]) -> bool:
    """Whether it is a reference that every row has: of others, validators disagree whether an empty cell breaks it."""
    return bool(column.reference) and column.required and len(urls[column.reference]) == 1


def _foreign_key(column: Column, urls: Mapping[str, list[str]]) -> dict[str, Any]:
    return {
        "columnReference": column.name,
        "reference": {"resource": urls[column.reference][0], "columnReference": "id"},
    }


def _column(column: Column, base_iri: str, language: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": _datatype(column),
        "required": column.required,
    }
    return described | _meaning(column, base_iri, language)


def _datatype(column: Column) -> dict[str, Any] | str:
    """The base type with what the cell may hold: a list of codes is a regular expression, for CSVW has no lists."""
    base = _DATATYPES.get(column.kind.datatype, "string") if column.kind.node is Node.LITERAL else "string"
    limits = {"minimum": column.minimum, "maximum": column.maximum}
    known = {name: int(value) for name, value in limits.items() if value is not None}
    codes = {"format": "|".join(map(re.escape, column.codes))} if column.codes else {}
    return {"base": base, **known, **codes} if known or codes else base


def _meaning(column: Column, base_iri: str, language: str) -> dict[str, Any]:
    """The predicate and, for nodes, the IRI of the object; nothing where the row alone does not tell it.

    Periods are left out, whose names escape marks in another way than a URI template does, and addresses, which may be
    no IRIs.
    """
    if column.term is None or column.term.node or column.kind.node in (Node.PERIOD, Node.WEB):
        return {"suppressOutput": True}
    said = {"propertyUrl": expand(column.term.predicate)}
    match column.kind.node:
        case Node.RECORD:
            return {**said, "valueUrl": f"{base_iri}id/{{{column.name}}}"}
        case Node.CONCEPT:
            return {**said, "valueUrl": f"{base_iri}code/{iris.code(column)}{{{column.name}}}"}
        case Node.ENTITY:
            return {**said, "valueUrl": f"{PREFIXES[column.kind.namespace]}{{{column.name}}}"}
        case Node.PROSE if not column.term.language:
            return {**said, "lang": language}
        case _:
            return said
