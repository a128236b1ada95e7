"""The graph in further formats, for parsers that nobody here wrote."""

from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.problems import UsageError
from onrecord.publish import build
from onrecord.release import open_release

TINY = Path(__file__).parents[1] / "tiny" / "records"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(TINY, tmp_path_factory.mktemp("formats") / "datapackage", formats=("nt", "jsonld")).path


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib, of itself
@pytest.mark.parametrize(("ending", "form"), [("nt", "nt"), ("jsonld", "json-ld")])
def test_each_format_is_the_same_graph(release: Path, ending: str, form: str) -> None:
    expected = rdflib.Graph().parse(release / "rdf" / "tiny.ttl")
    found = rdflib.Graph().parse(release / "rdf" / f"tiny.{ending}", format=form)
    assert set(found) == set(expected)


def test_oxigraph_reads_the_json_too(release: Path) -> None:
    found = pyoxigraph.parse(path=str(release / "rdf" / "tiny.jsonld"), format=pyoxigraph.RdfFormat.JSON_LD)
    expected = pyoxigraph.parse(path=str(release / "rdf" / "tiny.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    assert {quad.triple for quad in found} == {quad.triple for quad in expected}


def test_such_a_release_is_sound_and_described(release: Path) -> None:
    report = open_release(release).verify()
    assert report, str(report)
    catalog = (release / "rdf" / "catalog.ttl").read_text("utf-8")
    assert "media-types/application/n-triples" in catalog and "media-types/application/ld+json" in catalog


def test_an_unknown_format_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no format 'xml': choose from nt, jsonld"):
        build(TINY, tmp_path / "datapackage", formats=("xml",))
    assert not (tmp_path / "datapackage").exists()


def test_the_command_takes_a_list(tmp_path: Path) -> None:
    answer = CliRunner().invoke(main, ["build", str(TINY), "--into", str(tmp_path / "out"), "--formats", "nt, jsonld"])
    assert answer.exit_code == 0, answer.output
    assert {path.suffix for path in (tmp_path / "out" / "rdf").iterdir()} == {".ttl", ".nt", ".jsonld"}


def test_a_comma_too_many_is_told(tmp_path: Path) -> None:
    answer = CliRunner().invoke(main, ["build", str(TINY), "--into", str(tmp_path / "out"), "--formats", "nt,"])
    assert (answer.exit_code, answer.stderr) == (2, "onrecord: there is no format '': choose from nt, jsonld\n")
