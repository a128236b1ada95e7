"""The files of a release as distributions (DCAT 3, section 6.8), each with its checksum (SPDX)."""

from pathlib import PurePosixPath
from urllib.parse import quote

from rdflib import XSD, Graph, Literal, URIRef

from onrecord.dataset import Dataset
from onrecord.layout import plain_name
from onrecord.write.files import File
from onrecord.write.graphs import Statements, english, name, say

_MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"
_EU_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
_ALGORITHM = "spdx:checksumAlgorithm_sha256"
_FORMATS = {
    "": ("text/plain", "text"),
    ".cff": ("application/yaml", "YAML"),
    ".csv": ("text/csv", "CSV"),
    ".html": ("text/html", "HTML"),
    ".json": ("application/json", "JSON"),
    ".jsonld": ("application/ld+json", "JSON-LD"),
    ".jsonl": ("application/jsonl", "JSON Lines"),
    ".md": ("text/markdown", "Markdown"),
    ".nt": ("application/n-triples", "N-Triples"),
    ".parquet": ("application/vnd.apache.parquet", "Parquet"),
    ".ttl": ("text/turtle", "Turtle"),
    ".txt": ("text/plain", "text"),
}
"""The media type (IANA) and the name of the format of files with a suffix."""
_FILE_TYPES = {
    "": "TXT",
    ".csv": "CSV",
    ".html": "HTML",
    ".json": "JSON",
    ".jsonld": "JSON_LD",
    ".nt": "RDF_N_TRIPLES",
    ".parquet": "PARQUET",
    ".ttl": "RDF_TURTLE",
    ".txt": "TXT",
}
"""Codes of the EU's list of file types, which DCAT-AP 3 recommends for ``dcterms:format``; others have none here."""


def access(dataset: Dataset, release: URIRef) -> URIRef:
    """Where the files of a release can be had: its homepage (DCAT 3, section 5.7).

    Without one the release's own name stands for it, the one address that the publisher gave, because DCAT-AP 3 has no
    distribution without an access URL.
    """
    return URIRef(dataset.metadata.homepage or release)


def describe(graph: Graph, release: URIRef, file: File, dataset: Dataset) -> None:
    """Add a file to the catalog of its release. It is named by its path in the release, wherever that will stand.

    Raises KeyError for a file of a suffix that no format here has.
    """
    node, checksum = (URIRef(f"{release}/{quote(file.path)}{end}") for end in ("", "#checksum"))
    path = PurePosixPath(plain_name(file.path))
    media_type, form = _FORMATS[path.suffix]
    file_type = [URIRef(_EU_FILE_TYPES + _FILE_TYPES[path.suffix])] if path.suffix in _FILE_TYPES else []
    statements: Statements = {
        "rdf:type": name("dcat:Distribution"),
        "dcterms:title": english(f"{path.stem} ({form})"),
        "dcterms:identifier": Literal(file.path),
        "dcterms:license": URIRef(dataset.metadata.licence.url),
        "dcterms:format": file_type,
        "dcat:mediaType": URIRef(_MEDIA_TYPES + media_type),
        "dcat:byteSize": Literal(str(file.bytes), datatype=XSD.nonNegativeInteger),
        "dcat:accessURL": access(dataset, release),
        "spdx:checksum": checksum,
    }
    say(graph, URIRef(_MEDIA_TYPES + media_type), {"rdf:type": name("dcterms:MediaType")})
    for each in file_type:
        say(graph, each, {"rdf:type": name("dcterms:MediaTypeOrExtent")})
    say(graph, name(_ALGORITHM), {"rdf:type": name("spdx:ChecksumAlgorithm")})
    say(graph, release, {"dcat:distribution": node})
    say(graph, node, statements)
    say(graph, checksum, _checksum(file))


def _checksum(file: File) -> Statements:
    return {
        "rdf:type": name("spdx:Checksum"),
        "spdx:algorithm": name(_ALGORITHM),
        "spdx:checksumValue": Literal(file.sha256, datatype=XSD.hexBinary),
    }
