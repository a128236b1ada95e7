"""The namespaces of the RDF vocabularies that a release speaks."""

BASE = "https://w3id.org/onrecord/"
"""The address under which onrecord's own terms are named; also the base of schemas that belong to no dataset."""
ONTOLOGY = f"{BASE}ns"

PREFIXES = {
    "onr": f"{ONTOLOGY}#",
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locdt": "http://id.loc.gov/datatypes/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "spdx": "http://spdx.org/rdf/terms#",
    "unit": "http://qudt.org/vocab/unit/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefix to namespace IRI, for every vocabulary that any file of a release uses."""


def expand(name: str) -> str:
    """The full IRI of a prefixed name such as ``schema:value``; KeyError when its prefix is not declared here."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
