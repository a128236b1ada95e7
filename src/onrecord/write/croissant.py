"""``croissant.json``: a release for those who train models (Croissant 1.1, MLCommons), as a schema.org Dataset."""

from collections.abc import Iterable, Mapping
from typing import Any

from onrecord import kinds
from onrecord.dataset import Dataset
from onrecord.kinds import Kind
from onrecord.tables import TABLES, Column, Table
from onrecord.vocabulary import PREFIXES, expand
from onrecord.write.files import File
from onrecord.write.tables import Written

_VERSION = "http://mlcommons.org/croissant/1.1"
_OURS = (
    "citeAs column conformsTo:dct containedIn equivalentProperty extract field fileProperty fileObject fileSet format"
)
_MORE = (
    "arrayShape includes isArray isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated "
    "replace samplingRate separator source subField transform"
)
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": PREFIXES["dcterms"],
    **{name: f"{space or 'cr'}:{name}" for name, _, space in (t.partition(":") for t in f"{_OURS} {_MORE}".split())},
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "description": {"@container": "@language"},
}
"""The context that the specification gives (Croissant Format Specification 1.1, "Namespaces")."""
_PARQUET = "application/x-parquet"
"""The name under which Croissant's readers know Parquet; IANA's came later."""
_TYPES: Mapping[Kind, str] = {
    kinds.INTEGER: "sc:Integer",
    kinds.NUMBER: "sc:Float",
    kinds.DATE: "sc:Date",
    kinds.URL: "sc:URL",
}


def croissant(dataset: Dataset, files: Iterable[File], written: Mapping[str, Written]) -> dict[str, Any]:
    """The description of a release with its tables as record sets, each read from its Parquet file or files.

    ``files`` are those of the release. Addresses are relative to the release, and where no homepage is known its own
    name stands for it.
    """
    metadata, by_path = dataset.metadata, {file.path: file for file in files}
    release = f"{metadata.base_iri}release/{metadata.version}"
    described = {
        "@context": _CONTEXT | {"@language": metadata.language},
        "@type": "sc:Dataset",
        "@id": release,
        "conformsTo": _VERSION,
        "name": metadata.name,
        "alternateName": metadata.title,
        "description": metadata.description,
        "url": metadata.homepage or release,
        "identifier": release,
        "version": metadata.version,
        "datePublished": str(metadata.issued),
        "inLanguage": metadata.language,
        "isAccessibleForFree": True,
        "license": metadata.licence.url,
        "keywords": list(metadata.keywords),
        "creator": [_maker(person.title, person.url) for person in metadata.contributors],
        "citeAs": f"{', '.join(person.title for person in metadata.contributors)} ({metadata.issued.year}): "
        f"{metadata.title}, version {metadata.version}. {release}",
    }
    objects = [_file(by_path[path], form) for told in written.values() for path, form in _paths(told)]
    sets = [_file_set(name) for name, told in written.items() if len(told.parquet) > 1]
    return {
        **{name: value for name, value in described.items() if value},
        "distribution": objects + sets,
        "recordSet": [_record_set(table, written[table.name]) for table in TABLES.values()],
    }


def _maker(name: str, url: str | None) -> dict[str, Any]:
    """A contributor, of whom nothing says whether it is a person; Croissant knows those and organizations only."""
    return {"@type": "sc:Organization", "name": name} | ({"url": url} if url else {})


def _paths(told: Written) -> list[tuple[str, str]]:
    return [*((path, "text/csv") for path in told.csv), *((path, _PARQUET) for path in told.parquet)]


def _file_set(table: str) -> dict[str, Any]:
    """The Parquet files of a table in parts, which are read as one."""
    includes = f"parquet/{table}/*.parquet"
    return {"@type": "cr:FileSet", "@id": f"parquet/{table}", "encodingFormat": _PARQUET, "includes": includes}


def _file(file: File, form: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": form,
        "sha256": file.sha256,
    }


def _record_set(table: Table, told: Written) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": {"@id": f"{table.name}/id"},
        "field": [_field(table, column, told) for column in table.columns],
    }


def _field(table: Table, column: Column, told: Written) -> dict[str, Any]:
    """A column. Its reference is not told: a loader would join the tables, and they refer to one another in circles."""
    rows = (
        {"fileObject": {"@id": told.parquet[0]}}
        if len(told.parquet) == 1
        else {"fileSet": {"@id": f"parquet/{table.name}"}}
    )
    source = {**rows, "extract": {"column": column.name}}
    field = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": _TYPES.get(column.kind, "sc:Text"),
        "source": source,
    }
    if column.term:
        field["equivalentProperty"] = expand(column.term.predicate)
    return field
