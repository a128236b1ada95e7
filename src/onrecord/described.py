"""What a dataset says of itself, as the properties of a data package (Data Package v2, https://datapackage.org)."""

from collections.abc import Mapping
from typing import Any

from onrecord.models import Metadata

_FIELDS = {
    "title": "title",
    "description": "description",
    "created": "issued",
    "homepage": "homepage",
    "licenses": "licence",
    "contributors": "contributors",
    "keywords": "keywords",
    "language": "language",
    "contact": "contact",
    "conflictFactor": "conflict_factor",
}
"""Property to the field of ``dataset.yaml`` that it comes from."""
_LATER = ("language", "contact", "conflictFactor")
"""Properties that releases of earlier versions of onrecord lack, whatever their datasets said. None is of Data
Package's own: it lets a package have others."""


def described(metadata: Metadata) -> dict[str, Any]:
    """The properties of the data package that a dataset's release is, without those that say nothing."""
    licence = metadata.licence
    package = {
        "name": metadata.name,
        "id": f"{metadata.base_iri}{_release(metadata.version)}",
        "title": metadata.title,
        "description": metadata.description,
        "version": metadata.version,
        "created": f"{metadata.issued}T00:00:00Z",
        "homepage": metadata.homepage,
        "licenses": [{"name": licence.id, "title": licence.title, "path": licence.url}],
        "contributors": [_contributor(person.title, person.role, person.url) for person in metadata.contributors],
        "keywords": list(metadata.keywords),
        "language": metadata.language,
        "contact": metadata.contact.model_dump(exclude_none=True),
        "conflictFactor": float(metadata.conflict_factor),
    }
    return {name: value for name, value in package.items() if value}


def _release(version: object) -> str:
    return f"release/{version}"


def _contributor(title: str, role: str, path: str | None) -> dict[str, Any]:
    return {"title": title, "roles": [role], **({"path": path} if path else {})}


def fields(package: Mapping[str, Any]) -> dict[str, Any]:
    """What a data package says of its dataset, by the field of ``dataset.yaml``, but the version; None for nothing.

    A field of which a release of an earlier version of onrecord cannot tell is left out.
    """
    base = str(package.get("id", "")).removesuffix(_release(package.get("version")))
    named = {"name": str(package.get("name", "")), "base_iri": base}
    known = {field: package.get(name) for name, field in _FIELDS.items() if name in package or name not in _LATER}
    return {**named, **known}
