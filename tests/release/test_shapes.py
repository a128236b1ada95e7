"""A release conforms to its shapes, and a changed one does not (pyshacl is the judge)."""

from pathlib import Path

import pytest
import rdflib

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

ID = rdflib.Namespace("https://example.org/tiny/id/")
SCHEMA = rdflib.Namespace("https://schema.org/")


def conforms(release: Path, graph: rdflib.Graph) -> bool:
    import pyshacl

    shapes = rdflib.Graph().parse(release / "rdf/shapes.ttl")
    answer, _, _ = pyshacl.validate(graph, shacl_graph=shapes)
    return bool(answer)


@pytest.fixture
def graph(tiny_release: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(tiny_release / "rdf/tiny.ttl")


def test_a_release_conforms(release: Path) -> None:
    [path] = [path for path in (release / "rdf").glob("*.ttl") if path.stem in ("tiny", "onrecord")]
    assert conforms(release, rdflib.Graph().parse(path))


def test_a_statement_without_a_summary_does_not(tiny_release: Path, graph: rdflib.Graph) -> None:
    graph.remove((ID["stmt-eight-billion"], SCHEMA.abstract, None))
    assert not conforms(tiny_release, graph)


def test_a_value_that_is_no_number_does_not(tiny_release: Path, graph: rdflib.Graph) -> None:
    graph.set((ID["fig-people-2022"], SCHEMA.value, rdflib.Literal("many")))
    assert not conforms(tiny_release, graph)


def test_a_code_of_no_scheme_does_not(tiny_release: Path, graph: rdflib.Graph) -> None:
    graph.set((ID["fig-people-2022"], SCHEMA.measurementQualifier, ID["org-un"]))
    assert not conforms(tiny_release, graph)
