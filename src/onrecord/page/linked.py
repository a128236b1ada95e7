"""The release described for search engines: a schema.org Dataset (https://schema.org/Dataset) as JSON-LD."""

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from onrecord.models import Metadata

_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Without these no text can end the element that the JSON stands in (HTML, section 4.12.1.3)."""


def release_iri(metadata: Metadata) -> str:
    """The address that a release is cited by."""
    return f"{metadata.base_iri}release/{metadata.version}"


def linked_data(metadata: Metadata, measures: Iterable[str], span: tuple[str, str] | None, graph: str) -> Markup:
    """The content of a script element of the type ``application/ld+json``; ``graph`` is the path of the Turtle file."""
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": release_iri(metadata),
        "name": metadata.title,
        "description": metadata.description,
        "version": metadata.version,
        "datePublished": metadata.issued.isoformat(),
        "identifier": release_iri(metadata),
        "url": metadata.homepage or release_iri(metadata),
        "license": metadata.licence.url,
        "inLanguage": metadata.language,
        "isAccessibleForFree": True,
        "keywords": list(metadata.keywords),
        "creator": [_maker(each.title, each.url) for each in metadata.contributors],
        "variableMeasured": list(measures),
        "temporalCoverage": "/".join(span) if span else "",
        "distribution": [
            _file("data/", "text/csv"),
            _file("parquet/", "application/vnd.apache.parquet"),
            _file(graph, "text/turtle"),
        ],
    }
    text = json.dumps({key: value for key, value in described.items() if value}, ensure_ascii=False)
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return Markup(text)  # every sign with a meaning in HTML is escaped above


def _maker(title: str, url: str | None) -> dict[str, str]:
    return {"@type": "Organization", "name": title, **({"url": url} if url else {})}


def _file(path: str, media_type: str) -> dict[str, str]:
    return {"@type": "DataDownload", "contentUrl": path, "encodingFormat": media_type}
