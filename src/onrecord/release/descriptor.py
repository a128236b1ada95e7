"""The ``datapackage.json`` of a release, as far as opening a release rests on it."""

import json
from pathlib import Path
from typing import Any

from onrecord.problems import UsageError


def read_descriptor(path: Path, called: str) -> dict[str, Any]:
    """What the file says; UsageError, by what it is called, where it cannot be read or describes no release."""
    try:
        content: Any = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{called} is damaged: {error}") from error
    if not _describes(content):
        raise UsageError(f"{called} is damaged: it does not describe a release")
    return dict(content)


def columns_of(descriptor: dict[str, Any], table: str) -> list[str]:
    """The columns of a table that the descriptor names, and ``id``, which every table has."""
    resources = descriptor.get("resources", [])
    schema = next((each.get("schema") for each in resources if each.get("name") == table), None)
    fields = schema.get("fields") if isinstance(schema, dict) else None
    names = (each.get("name") for each in (fields if isinstance(fields, list) else ()) if isinstance(each, dict))
    return list(dict.fromkeys(["id", *(name for name in names if isinstance(name, str))]))


def _describes(content: Any) -> bool:
    """Whether the content has the form that is read, whatever else is in it."""
    if not isinstance(content, dict) or not all(isinstance(content.get(name), str) for name in ("name", "version")):
        return False
    resources = content.get("resources", [])
    return isinstance(resources, list) and all(isinstance(each, dict) and _are_paths(each) for each in resources)


def _are_paths(resource: dict[str, Any]) -> bool:
    path = resource.get("path", "")
    return isinstance(path, str) or (isinstance(path, list) and all(isinstance(part, str) for part in path))
