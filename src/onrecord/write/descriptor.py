"""``datapackage.json``: the descriptor of a Frictionless data package (Data Package v2, https://datapackage.org)."""

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord import kinds
from onrecord.dataset import Dataset
from onrecord.described import described
from onrecord.iris import web_link
from onrecord.kinds import Kind
from onrecord.tables import TABLES, Column, Table
from onrecord.vocabulary import expand
from onrecord.write.tables import Written

_MOST_SOURCES = 1_000
_PROFILE = "https://datapackage.org/profiles/2.0"


SPELLING: Mapping[str, Any] = {
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
    "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
}
"""How the CSV files of a release are spelled, as Data Resource and Table Dialect say it."""


def table_schema(table: Table) -> dict[str, Any]:
    """The Table Schema (v2) of a table: fields, constraints, primary key, foreign keys where it has any."""
    keys = [_foreign_key(table, column) for column in table.columns if column.reference]
    described = {
        "$schema": f"{_PROFILE}/tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": ["id"],
    }
    return described | ({"foreignKeys": keys} if keys else {})


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {
        "required": column.required,
        "unique": column.unique,
        "pattern": column.kind.form or (column.pattern if _python_pattern(column.kind) else ""),
        "enum": list(column.codes),
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    described = {
        "name": column.name,
        "type": column.kind.field_type,
        "title": column.title,
        "description": column.description,
        "constraints": {name: value for name, value in constraints.items() if _says_something(value)},
        "categories": [{"value": code, "label": code.replace("_", " ")} for code in column.codes],
        "rdfType": expand(column.term.predicate) if column.term else "",
    }
    return {name: value for name, value in described.items() if value not in ("", [], {})}


def _says_something(value: Any) -> bool:
    """Nought is a limit like any other."""
    return bool(value) or (value == 0 and value is not False)


def _python_pattern(kind: Kind) -> bool:
    """Text of any kind is left alone: its pattern says that it is one line, and readers differ on how to say that."""
    return kind not in (kinds.TEXT, kinds.LABEL)


def _foreign_key(table: Table, column: Column) -> dict[str, Any]:
    """A reference to the table itself leaves its name out, as Table Schema asks."""
    reference: dict[str, Any] = {"fields": ["id"]}
    if column.reference != table.name:
        reference = {"resource": column.reference, **reference}
    return {"fields": [column.name], "reference": reference}


def _package(dataset: Dataset, resources: list[dict[str, Any]]) -> dict[str, Any]:
    sources = _sources(dataset)
    return {
        "$schema": f"{_PROFILE}/datapackage.json",
        **described(dataset.metadata),
        **({"sources": sources} if sources else {}),
        "resources": resources,
    }


def _sources(dataset: Dataset) -> list[dict[str, Any]]:
    """Every source by what it is called; of very many, the table that lists them."""
    if dataset.count("sources") > _MOST_SOURCES:
        return [{"title": f"{dataset.count('sources'):,} sources, listed in the table `sources`"}]
    return [_source(row) for row in dataset.rows("SELECT label, url FROM sources")]


def _source(row: Mapping[str, str | None]) -> dict[str, Any]:
    return {"title": row["label"], **({"path": web_link(row["url"])} if row["url"] else {})}


def _resource(table: Table, paths: Sequence[str], facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": paths[0] if len(paths) == 1 else list(paths),
        "title": table.name.replace("_", " "),
        "description": table.description,
        **facts,
        "schema": table_schema(table),
    }


def csv_descriptor(dataset: Dataset, written: Mapping[str, Written]) -> dict[str, Any]:
    """The descriptor of a whole release: its CSV tables, each with its size and hash.

    Of a table in parts, size and hash are those of the text that frictionless makes of them: with one header, and not
    compressed.
    """
    resources = []
    for table in TABLES.values():
        told = written[table.name]
        facts = {"bytes": told.bytes, "hash": f"sha256:{told.sha256}"}
        resources.append(_resource(table, told.csv, {**SPELLING, **facts}))
    return _package(dataset, resources)


def parquet_descriptor(dataset: Dataset, written: Mapping[str, Written]) -> dict[str, Any]:
    """The descriptor that stands beside the Parquet files.

    Without sizes and hashes: frictionless counts a Parquet table's bytes after decoding. SHA256SUMS has the hashes.
    """
    facts = {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}
    resources = [
        _resource(table, [path.removeprefix("parquet/") for path in written[table.name].parquet], facts)
        for table in TABLES.values()
    ]
    return _package(dataset, resources)
