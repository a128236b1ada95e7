"""Three parsers in three languages read the same triples: rdflib (Python), Oxigraph (Rust) and N3.js (JavaScript)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from tests.rdf.hostile import datasets
from tests.rdf.test_ntriples import ntriples, parsed
from tests.rdf.test_turtle_round_trip import turtle

from onrecord.dataset import Dataset

PACKAGES = Path(sys.prefix) / "node/node_modules"
"""Where `.ci/run` puts N3.js."""
PROGRAM = Path(__file__).parent / "n3.cjs"

pytestmark = pytest.mark.skipif(
    not shutil.which("node") or not (PACKAGES / "n3").is_dir(), reason="N3.js is not installed: see .ci/run"
)


def by_n3(text: bytes) -> bytes:
    """Turtle as N-Triples."""
    environment = {**os.environ, "NODE_PATH": str(PACKAGES)}
    done = subprocess.run(["node", PROGRAM], input=text, capture_output=True, check=True, timeout=60, env=environment)
    return done.stdout


def by_rdflib(text: bytes) -> bytes:
    return rdflib.Graph().parse(data=text, format="turtle").serialize(format="nt", encoding="utf-8")


def by_oxigraph(text: bytes) -> bytes:
    answer = pyoxigraph.serialize(
        pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE), format=pyoxigraph.RdfFormat.N_TRIPLES
    )
    assert answer is not None
    return answer


def lines(text: bytes) -> list[bytes]:
    """The distinct lines, sorted."""
    return sorted({line for line in text.splitlines() if line})


def test_sorted_ntriples_are_equal(release: Path) -> None:
    """For every graph of a release, byte by byte."""
    for path in sorted((release / "rdf").glob("*.ttl")):
        text = path.read_bytes()
        assert lines(by_n3(text)) == lines(by_oxigraph(text)) == lines(by_rdflib(text)), path.name


@pytest.mark.parametrize("name", ["tiny", "flagship"])
def test_our_own_ntriples_are_those(name: str, request: pytest.FixtureRequest) -> None:
    data: Dataset = request.getfixturevalue(name)
    assert ntriples(data).splitlines() == lines(by_n3(turtle(data)))


@given(datasets())
@settings(max_examples=15, deadline=None)
def test_hostile_text_is_the_same_for_the_third_too(data: Dataset) -> None:
    """As terms, for each has its own way to escape control characters in N-Triples."""
    text = turtle(data)
    assert parsed(by_n3(text), pyoxigraph.RdfFormat.N_TRIPLES) == parsed(text, pyoxigraph.RdfFormat.TURTLE)


def test_the_third_refuses_what_is_no_turtle() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        by_n3(b"<https://example.org/a> <https://example.org/b> .")
