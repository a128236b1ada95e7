"""The properties of a descriptor, compared with the shapes that the profiles of Data Package v2 give them.

Sources: datapackage.json, dataresource.json and tableschema.json at https://datapackage.org/profiles/2.0, as far as a
release has their properties. Others may stand there, but none that has readers read the rows in another way.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

Shape: TypeAlias = "str | list[Shape] | Mapping[str, Shape]"
"""A key of ``_TESTS``, a list of a shape, or an object: property to shape. A property may be missing."""

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


def _is_date_time(value: Any) -> bool:
    try:
        return bool(_DATE_TIME.fullmatch(value) and datetime.fromisoformat(value))
    except (TypeError, ValueError):
        return False


_TESTS: Mapping[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "true or false": lambda value: isinstance(value, bool),
    "a list": lambda value: isinstance(value, list),
    "an object": lambda value: isinstance(value, dict),
    "an email address": lambda value: isinstance(value, str) and bool(_EMAIL.fullmatch(value)),
    "a date and time": _is_date_time,
    "left out": lambda _: False,
    "['']": lambda value: value == [""],
    "[]": lambda value: value == [],
    "'table'": lambda value: value == "table",
    "'file'": lambda value: value == "file",
}
"""What a value should be, in words, to whether it is."""

_PARTY: Mapping[str, Shape] = {"title": "text", "path": "text", "email": "an email address"}
_CREDITS: Mapping[str, Shape] = {
    "licenses": [{"name": "text", "path": "text", "title": "text"}],
    "sources": [_PARTY],
    "contributors": [{**_PARTY, "role": "text", "roles": ["text"], "organization": "text", "organisation": "text"}],
}
_FIELD: Shape = {
    **dict.fromkeys(("name", "type", "title", "description", "format", "rdfType"), "text"),
    "constraints": {"required": "true or false", "unique": "true or false", "pattern": "text", "enum": "a list"},
    **dict.fromkeys(("missingValues", "decimalChar", "groupChar", "bareNumber", "example"), "left out"),
}
_SCHEMA: Shape = {
    **dict.fromkeys(("$schema", "title", "description"), "text"),
    "fields": [_FIELD],
    "missingValues": "['']",
    "primaryKey": ["text"],
    "foreignKeys": [{"fields": ["text"], "reference": {"resource": "text", "fields": ["text"]}}],
    **dict.fromkeys(("name", "type", "fieldsMatch", "uniqueKeys"), "left out"),
}
_RESOURCE: Shape = {
    **dict.fromkeys(("$schema", "name", "title", "description", "homepage", "compression"), "text"),
    "type": "'table'",
    **_CREDITS,
    "schema": _SCHEMA,
    "scheme": "'file'",
    "extrapaths": "[]",
    **dict.fromkeys(("data", "profile", "innerpath", "missingValues", "fields", "rows"), "left out"),
}
_PACKAGE: Shape = {
    **dict.fromkeys(("$schema", "name", "id", "title", "description", "homepage", "image", "version"), "text"),
    "created": "a date and time",
    **_CREDITS,
    "keywords": ["text"],
    "resources": [_RESOURCE],
    **dict.fromkeys(("type", "profile", "fields", "missingValues"), "left out"),
}


def misshapen(package: Mapping[str, Any]) -> Iterator[str]:
    """What of a descriptor is not as its profile has it: one sentence each, with the place."""
    yield from _faults(package, _PACKAGE, "")


def _faults(value: Any, shape: Shape, place: str) -> Iterator[str]:
    wanted = shape if isinstance(shape, str) else "a list" if isinstance(shape, list) else "an object"
    if not _TESTS[wanted](value):
        yield f"{place} is {repr(value)[:100]}, and should be {wanted}"
    elif isinstance(shape, list):
        for number, each in enumerate(value):
            yield from _faults(each, shape[0], f"{place}[{number}]")
    elif not isinstance(shape, str):
        for name in (name for name in shape if name in value):
            yield from _faults(value[name], shape[name], f"{place}.{name}".removeprefix("."))
