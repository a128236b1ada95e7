"""Every term of a vocabulary of others that a release uses is one that this vocabulary has."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
import rdflib

from onrecord.iris import GRAPH_TABLES
from onrecord.vocabulary import PREFIXES, expand

TERMS = Path(__file__).parent / "terms"
OUR_OWN = {"onr"}
NOT_HAD = {expand("locdt:edtf")}
"""Terms whose vocabulary has no list here: see the README beside the lists."""
ITEMS = {"wd": re.compile(r"Q[1-9][0-9]*")}
"""Namespaces of items without end, and what the name of one looks like."""


@cache
def terms(prefix: str) -> frozenset[str]:
    lines = (TERMS / f"{prefix}.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def unknown(iris: Iterable[str]) -> set[str]:
    """Those IRIs that begin like a vocabulary of ours and are no term of it; the bare namespace is its name."""
    return {iri for iri in iris for prefix, space in PREFIXES.items() if _is_unknown(iri, prefix, space)}


def _is_unknown(iri: str, prefix: str, space: str) -> bool:
    name = iri.removeprefix(space)
    if name in (iri, "") or prefix in OUR_OWN or iri in NOT_HAD:
        return False
    return not (ITEMS[prefix].fullmatch(name) if prefix in ITEMS else name in terms(prefix))


def _said_by_tables() -> Iterator[str]:
    for table in GRAPH_TABLES:
        yield from (*table.classes, *table.nodes.values())
        for link in table.links:
            yield from (name for name in (link.predicate, link.object) if ":" in name)
        for column in table.columns:
            if column.term:
                yield from (column.term.predicate, *column.term.also, column.kind.datatype)


def test_the_terms_of_all_tables_exist() -> None:
    assert unknown(map(expand, _said_by_tables())) == set()


def test_the_terms_of_every_graph_of_a_release_exist(release: Path) -> None:
    for path in sorted((release / "rdf").glob("*.ttl")):
        nodes = {node for triple in rdflib.Graph().parse(path) for node in triple}
        named = {str(node) for node in nodes if isinstance(node, rdflib.URIRef)}
        named |= {str(node.datatype) for node in nodes if isinstance(node, rdflib.Literal) and node.datatype}
        assert unknown(named) == set(), path.name


@pytest.mark.parametrize("name", ["schema:Statment", "prov:hadSource", "unit:FURLONG", "dcat:distributions", "wd:P31"])
def test_a_term_that_nobody_defined_is_noticed(name: str) -> None:
    assert unknown([expand(name)]) == {expand(name)}


@pytest.mark.parametrize("path", sorted(TERMS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_list_says_where_it_is_from(path: Path) -> None:
    head = [line for line in path.read_text("utf-8").splitlines() if line.startswith("# ")]
    assert {"namespace", "version", "source", "licence of the source"} <= {line[2:].partition(":")[0] for line in head}
    assert terms(path.stem)


def test_every_vocabulary_has_a_list_or_a_reason() -> None:
    listed = {path.stem for path in TERMS.glob("*.txt")}
    assert set(PREFIXES) - listed == OUR_OWN | set(ITEMS) | {"locdt"}
    for prefix in listed & set(PREFIXES):
        space = re.search(r"^# namespace: (\S+)$", (TERMS / f"{prefix}.txt").read_text("utf-8"), re.MULTILINE)
        assert space and space[1].replace("http:", "https:") == PREFIXES[prefix].replace("http:", "https:")
