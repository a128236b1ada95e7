"""The files of a release as distributions (DCAT 3, section 6.8), each with its checksum (SPDX)."""

from dataclasses import dataclass
from urllib.parse import quote

from rdflib import XSD, Graph, Literal, URIRef

from onrecord.dataset import Dataset
from onrecord.write.graphs import Statements, english, name, say

_MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"


@dataclass(frozen=True)
class ReleaseFile:
    """One file of a release."""

    path: str
    """Relative to the release, with ``/``."""
    media_type: str
    title: str
    size: int
    """In bytes."""
    sha256: str
    """In lower-case hexadecimal."""


def describe(graph: Graph, release: URIRef, file: ReleaseFile, dataset: Dataset) -> None:
    """Add a file to the catalog of its release. It is named by its path in the release, wherever that will stand."""
    node, checksum = (URIRef(f"{release}/{quote(file.path)}{end}") for end in ("", "#checksum"))
    homepage = dataset.metadata.homepage
    statements: Statements = {
        "rdf:type": name("dcat:Distribution"),
        "dcterms:title": english(file.title),
        "dcterms:identifier": Literal(file.path),
        "dcterms:license": URIRef(dataset.metadata.licence.url),
        "dcat:mediaType": URIRef(_MEDIA_TYPES + file.media_type),
        "dcat:byteSize": Literal(str(file.size), datatype=XSD.nonNegativeInteger),
        "dcat:accessURL": [URIRef(homepage)] if homepage else [],
        "spdx:checksum": checksum,
    }
    say(graph, release, {"dcat:distribution": node})
    say(graph, node, statements)
    say(graph, checksum, _checksum(file))


def _checksum(file: ReleaseFile) -> Statements:
    return {
        "rdf:type": name("spdx:Checksum"),
        "spdx:algorithm": name("spdx:checksumAlgorithm_sha256"),
        "spdx:checksumValue": Literal(file.sha256, datatype=XSD.hexBinary),
    }
