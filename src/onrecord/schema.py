"""What follows from the models alone: schemas for editors and for readers of a release."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from onrecord.models import MODELS, Metadata
from onrecord.problems import UsageError
from onrecord.tables import TABLES
from onrecord.vocabulary import BASE
from onrecord.write.concepts import concepts
from onrecord.write.context import json_ld_context
from onrecord.write.descriptor import table_schema
from onrecord.write.graphs import turtle
from onrecord.write.ontology import ontology
from onrecord.write.shapes import shapes

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def write_schema(folder: Path) -> list[Path]:
    """Writes every generated schema into a folder, which is made where it is missing; returns the files, sorted.

    ``records.schema.json`` and ``dataset.schema.json`` are for authors' editors, ``tables/`` holds a Table Schema for
    each table, and ``ontology.ttl``, ``shapes.ttl`` and ``context.jsonld`` are for readers of the RDF.

    Raises UsageError where the folder cannot be written.
    """
    texts = {
        **editor_schemas(),
        "ontology.ttl": turtle(ontology() + concepts(BASE), BASE).decode(),
        "shapes.ttl": turtle(shapes(BASE), BASE).decode(),
        "context.jsonld": _json(json_ld_context(BASE)),
        **{f"tables/{table.name}.json": _json(table_schema(table)) for table in TABLES.values()},
    }
    try:
        for name, text in texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror}") from error
    return sorted(folder / name for name in texts)


def editor_schemas() -> dict[str, str]:
    """The JSON Schemas for authors' editors, by the names of their files."""
    return {
        "records.schema.json": _json(records_schema()),
        "dataset.schema.json": _json({"$schema": _DRAFT, **_friendly(Metadata.model_json_schema())}),
    }


def records_schema() -> dict[str, Any]:
    """The JSON Schema of a file of records: a mapping from the names of tables to lists of records."""
    authored = [model for model in MODELS if model.heading.authored]
    references, definitions = models_json_schema([(model, "validation") for model in authored])
    tables = {
        model.heading.table: {
            "title": model.heading.table.replace("_", " "),
            "description": TABLES[model.heading.table].description,
            "type": "array",
            "items": references[model, "validation"],
        }
        for model in authored
    }
    schema = {
        "$schema": _DRAFT,
        "title": "onrecord records",
        "description": "Records of a dataset: for each table a list of its records.",
        "type": "object",
        "additionalProperties": False,
        "properties": tables,
        "$defs": definitions["$defs"],
    }
    definitions["$defs"]["Citation"]["properties"]["find"] = _FIND
    return {name: _friendly(part) for name, part in schema.items()}


_FIND = {
    "title": "Find",
    "description": "A few words of the passage, as printed. `onrecord cite` puts the span and its hash in their place; "
    "with the words still there, no release is built.",
    "type": "string",
}
"""A note that authors make and no record has."""


def _friendly(part: Any) -> Any:
    """The same schema as editors show it best: without what onrecord computes, and each field as one type."""
    if isinstance(part, list):
        return [_friendly(item) for item in part]
    if not isinstance(part, Mapping):
        return part.replace("``", "`") if isinstance(part, str) else part
    kept = {name: _friendly(item) for name, item in part.items()}
    if isinstance(kept.get("properties"), dict):  # those that onrecord computes accept nothing but null
        kept["properties"] = {name: item for name, item in kept["properties"].items() if item.get("type") != "null"}
    return _as_one_type(kept)


def _as_one_type(field: dict[str, Any]) -> dict[str, Any]:
    """A field that may be empty, as one type with null among its types and codes, and not as two alternatives.

    That it is empty without being given goes without saying, and editors fail to complete what has a `default` of null.
    """
    variants = field.get("anyOf", [])
    if len(variants) != 2 or variants[1] != {"type": "null"} or "type" not in variants[0]:
        return field
    types = variants[0]["type"]
    merged = {**variants[0], "type": [*([types] if isinstance(types, str) else types), "null"]}
    if "enum" in merged:
        merged["enum"] = [*merged["enum"], None]
        merged["markdownEnumDescriptions"] = [*merged["markdownEnumDescriptions"], "Not given."]
    return {**{name: value for name, value in field.items() if name not in ("anyOf", "default")}, **merged}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
