"""The catalog of a release: what it is, who made it and which files it has (DCAT 3, VoID, PROV, SPDX)."""

from collections.abc import Iterable
from importlib.metadata import version as version_of
from importlib.resources import files as resources

from rdflib import Graph, Literal, URIRef

from onrecord.dataset import Dataset
from onrecord.iris import namespaces
from onrecord.tables import TABLES
from onrecord.vocabulary import BASE, PREFIXES
from onrecord.write.distributions import access, describe
from onrecord.write.files import File
from onrecord.write.graphs import Statements, english, name, names, say

_PUBLIC = URIRef("http://publications.europa.eu/resource/authority/access-right/PUBLIC")


def catalog(dataset: Dataset, files: Iterable[File], triples: int | None = None, previous: str = "") -> Graph:
    """The catalog of a release with these files; ``triples`` in its graph, ``previous`` is the version before it.

    No address is made up: all of them are the homepage, or begin with the base that the publisher chose.
    """
    graph = Graph()
    release = URIRef(f"{dataset.metadata.base_iri}release/{dataset.metadata.version}")
    series = URIRef(f"{dataset.metadata.base_iri}dataset")
    say(graph, series, _series(dataset, release))
    say(graph, URIRef(f"{release}#catalog"), _catalog(dataset, release, series))
    say(graph, release, _release(dataset))
    say(graph, release, _statistics(dataset, triples))
    _known(graph, release, dataset)
    _previous(graph, release, dataset, previous)
    _build(graph, release)
    _contributors(graph, release, dataset)
    _contact(graph, release, dataset)
    _tables(graph, release, dataset)
    _examples(graph, release)
    for file in files:
        describe(graph, release, file, dataset)
    return graph


def _known(graph: Graph, release: URIRef, dataset: Dataset) -> None:
    """What the nodes of others are that the catalog names, for readers that do not fetch them (DCAT-AP 3 asks it)."""
    say(graph, URIRef(dataset.metadata.licence.url), {"rdf:type": name("dcterms:LicenseDocument")})
    say(graph, access(dataset, release), {"rdf:type": name("rdfs:Resource")})
    say(graph, _PUBLIC, {"rdf:type": name("dcterms:RightsStatement")})
    for page in _homepage(dataset):
        say(graph, page, {"rdf:type": name("foaf:Document")})


def _described(dataset: Dataset, title: str) -> Statements:
    language = dataset.metadata.language
    return {
        "dcterms:title": Literal(title, lang=language),
        "dcterms:description": Literal(dataset.metadata.description, lang=language),
    }


def _homepage(dataset: Dataset) -> list[URIRef]:
    return [URIRef(dataset.metadata.homepage)] if dataset.metadata.homepage else []


def _series(dataset: Dataset, release: URIRef) -> Statements:
    return {
        "rdf:type": name("dcat:Dataset"),
        **_described(dataset, dataset.metadata.title),
        "dcat:landingPage": _homepage(dataset),
        "dcat:hasVersion": release,
        "dcat:hasCurrentVersion": release,
    }


def _catalog(dataset: Dataset, release: URIRef, series: URIRef) -> Statements:
    """What harvesters begin with."""
    return {
        "rdf:type": name("dcat:Catalog"),
        **_described(dataset, dataset.metadata.title),
        "dcterms:publisher": _publisher(release, dataset),
        "dcterms:license": URIRef(dataset.metadata.licence.url),
        "dcterms:issued": Literal(dataset.metadata.issued),
        "foaf:homepage": _homepage(dataset),
        "dcat:dataset": [release, series],
    }


def _contributor(release: URIRef, number: int) -> URIRef:
    """The node of a contributor, counted from nought."""
    return URIRef(f"{release}#contributor-{number + 1}")


def _publisher(release: URIRef, dataset: Dataset) -> URIRef:
    """The one publisher that DCAT-AP 3 has room for: the first contributor, where nobody has the role."""
    roles = [contributor.role for contributor in dataset.metadata.contributors]
    return _contributor(release, roles.index("publisher") if "publisher" in roles else 0)


def _release(dataset: Dataset) -> Statements:
    metadata = dataset.metadata
    return {
        "rdf:type": names(["dcat:Dataset", "void:Dataset", "prov:Entity"]),
        **_described(dataset, f"{metadata.title} {metadata.version}"),
        "dcterms:identifier": Literal(f"{metadata.base_iri}release/{metadata.version}"),
        "dcat:isVersionOf": URIRef(f"{metadata.base_iri}dataset"),
        "dcat:version": Literal(metadata.version),
        "dcterms:issued": Literal(metadata.issued),
        "dcterms:license": URIRef(metadata.licence.url),
        "dcterms:accessRights": _PUBLIC,
        "dcat:keyword": [Literal(word, lang=metadata.language) for word in metadata.keywords],
        "dcat:landingPage": _homepage(dataset),
    }


def _statistics(dataset: Dataset, triples: int | None) -> Statements:
    rows = namespaces(dataset.metadata.base_iri)["id"]
    figures = dataset.query("SELECT min(id) AS id FROM figures")["id"].drop_null().to_pylist()
    return {
        "void:uriSpace": Literal(rows),
        "void:exampleResource": [URIRef(rows + figure) for figure in figures],
        "void:entities": Literal(_named_rows(dataset)),
        "void:triples": [] if triples is None else [Literal(triples)],
        "void:vocabulary": [URIRef(PREFIXES[prefix]) for prefix in ("onr", "schema", "prov", "oa", "skos", "dcterms")],
    }


def _named_rows(dataset: Dataset) -> int:
    """How many rows have an IRI in the space of the graph's ids; what the register lists, counted once."""
    own = (table for table in TABLES.values() if table.in_rdf and not (table.authored and not table.has_row_ids))
    return dataset.count("records") + sum(dataset.count(table.name) for table in own)


def _previous(graph: Graph, release: URIRef, dataset: Dataset, version: str) -> None:
    if version:
        before = URIRef(f"{dataset.metadata.base_iri}release/{version}")
        say(graph, release, {"dcat:previousVersion": before, "prov:wasRevisionOf": before})
        say(graph, _activity(release), {"prov:used": before})


def _activity(release: URIRef) -> URIRef:
    return URIRef(f"{release}#build")


def _build(graph: Graph, release: URIRef) -> None:
    """That onrecord made the release, without a clock: when it was issued is when it was made (PROV-O, section 3)."""
    activity, tool = _activity(release), URIRef(BASE)
    say(graph, release, {"prov:wasGeneratedBy": activity})
    say(graph, activity, {"rdf:type": name("prov:Activity"), "prov:wasAssociatedWith": tool})
    software: Statements = {
        "rdf:type": names(["prov:SoftwareAgent", "prov:Agent"]),
        "rdfs:label": english("onrecord"),
        "schema:softwareVersion": Literal(version_of("onrecord")),
    }
    say(graph, tool, software)


def _contributors(graph: Graph, release: URIRef, dataset: Dataset) -> None:
    """Everybody who made the release, by what they did."""
    publisher = _publisher(release, dataset)
    say(graph, release, {"dcterms:publisher": publisher})
    for number, contributor in enumerate(dataset.metadata.contributors):
        agent = _contributor(release, number)
        statements: Statements = {
            "rdf:type": names(["foaf:Agent", "prov:Agent"]),
            "foaf:name": Literal(contributor.title),
            "foaf:homepage": [URIRef(contributor.url)] if contributor.url else [],
        }
        say(graph, agent, statements)
        say(graph, release, {"prov:wasAttributedTo": agent})
        if contributor.role != "publisher" or agent != publisher:
            say(graph, release, {"dcterms:creator" if contributor.role == "author" else "dcterms:contributor": agent})


def _contact(graph: Graph, release: URIRef, dataset: Dataset) -> None:
    contact, node = dataset.metadata.contact, URIRef(f"{release}#contact")
    statements: Statements = {
        "rdf:type": name("vcard:Kind"),
        "vcard:fn": Literal(contact.name),
        "vcard:hasEmail": [URIRef(f"mailto:{contact.email}")] if contact.email else [],
        "vcard:hasURL": [URIRef(contact.url)] if contact.url else [],
    }
    say(graph, release, {"dcat:contactPoint": node})
    say(graph, node, statements)


def _tables(graph: Graph, release: URIRef, dataset: Dataset) -> None:
    """How many rows each table of the graph has, as a partition by class (VoID, section 4.5)."""
    for table in TABLES.values():
        if table.in_rdf:
            partition = URIRef(f"{release}#{table.name}")
            say(graph, release, {"void:classPartition": partition})
            rows = Literal(dataset.count(table.name))
            say(graph, partition, {"void:class": name(table.classes[0]), "void:entities": rows})


def _examples(graph: Graph, release: URIRef) -> None:
    """Questions to ask of the graph, each with its query, in the terms that SHACL's vocabulary has for queries."""
    for file in resources(__package__).joinpath("examples").iterdir():
        question, _, query = file.read_text("utf-8").partition("\n")
        example = URIRef(f"{release}#query-{file.name.removesuffix('.rq')}")
        said: Statements = {
            "rdf:type": names(["sh:SPARQLExecutable", "sh:SPARQLSelectExecutable", "rdfs:Resource"]),
            "rdfs:comment": english(question.removeprefix("# ")),
            "sh:select": Literal(query),
        }
        say(graph, release, {"dcterms:relation": example})
        say(graph, example, said)
