"""Small graphs (ontology, shapes, catalog): built with rdflib, serialised so that the same graph is the same bytes."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from onrecord.iris import namespaces
from onrecord.vocabulary import PREFIXES, expand

Statements = Mapping[str, Node | Iterable[Node]]
"""Prefixed predicate to its object or objects."""

_LOCAL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")
"""Local names that need no escape anywhere: a part of PN_LOCAL (RDF 1.1 Turtle, section 6.5)."""

_QUOTED = re.compile(r'"""(?:[^\\]|\\.)*?"""|"(?:[^"\\]|\\.)*"', re.DOTALL)
"""Literals, whose words may look like prefixed names."""

_PREFIX = re.compile(r"(?:^|(?<=[\s^]))([a-z]+):")
"""What prefixed names start with."""


def name(prefixed: str) -> URIRef:
    """The IRI of a prefixed name of ``vocabulary.PREFIXES``; KeyError for another prefix."""
    return URIRef(expand(prefixed))


def names(prefixed: Iterable[str]) -> list[Node]:
    """The IRIs of several prefixed names."""
    return [name(each) for each in prefixed]


def english(text: str) -> Literal:
    """Words of onrecord itself, whatever the language of the dataset; plain, without the marks that docstrings have."""
    return Literal(text.replace("`", ""), lang="en")


def say(graph: Graph, subject: URIRef, statements: Statements) -> None:
    """Add triples about a subject."""
    for predicate, objects in statements.items():
        for each in [objects] if isinstance(objects, Node) else objects:
            graph.add((subject, name(predicate), each))


def turtle(graph: Graph, base_iri: str) -> bytes:
    """The graph as Turtle, sorted, with the prefixes that it uses. Raises TypeError for a blank node."""
    known = {**PREFIXES, **namespaces(base_iri)}
    lines = sorted((_term(s, known), _verb(p, known), _term(o, known)) for s, p, o in graph)
    text = "".join(_paragraph(subject, [line[1:] for line in group]) for subject, group in groupby(lines, _subject))
    used = sorted(known.keys() & set(_PREFIX.findall(_QUOTED.sub("", text))))
    return ("".join(f"@prefix {prefix}: <{known[prefix]}> .\n" for prefix in used) + text).encode()


def _subject(line: tuple[str, str, str]) -> str:
    return line[0]


def _paragraph(subject: str, statements: list[tuple[str, str]]) -> str:
    return f"\n{subject} " + " ;\n    ".join(f"{verb} {object_}" for verb, object_ in statements) + " .\n"


def _verb(predicate: Node, known: Mapping[str, str]) -> str:
    """The predicate; ``a`` sorts before all prefixed names that are in use."""
    text = _term(predicate, known)
    return "a" if text == "rdf:type" else text


def _term(node: Node, known: Mapping[str, str]) -> str:
    if isinstance(node, URIRef):
        return _iri(node, known)
    if not isinstance(node, Literal):
        raise TypeError(f"{node!r} has no name")
    text = Literal(str(node)).n3()
    if node.language:
        return f"{text}@{node.language}"
    return f"{text}^^{_iri(node.datatype, known)}" if node.datatype else text


def _iri(node: str, known: Mapping[str, str]) -> str:
    iri = str(node)  # a text of rdflib is slower to look at
    for prefix, namespace in known.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"
