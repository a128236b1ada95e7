"""The graph against its SHACL shapes, where pyshacl is installed."""

from pathlib import Path
from typing import Any

from onrecord.layout import open_bytes
from onrecord.problems import UsageError
from onrecord.verify.files import Files
from onrecord.verify.graph import graphs
from onrecord.verify.package import Package
from onrecord.verify.rows import first_line
from onrecord.verify.tally import Tally

SHAPES = "rdf/shapes.ttl"
_SHACL = "http://www.w3.org/ns/shacl#"


def check_shapes(files: Files, package: Package, tally: Tally) -> None:
    """Tells every result of validating the graph against the release's own shapes; takes minutes for big graphs.

    Raises UsageError where pyshacl is not installed.
    """
    pyshacl = _pyshacl()
    known = graphs(files, package)
    name = known[0].name
    paths, shapes = [path for graph in known if (path := files.path(graph.name))], files.path(SHAPES)
    if len(paths) < len(known) or shapes is None:
        return
    try:
        _, report, _ = pyshacl.validate(_graph(paths), shacl_graph=_graph([shapes]))
    except Exception as error:  # rdflib's parser ends in errors of many sorts
        tally.add(name, "unreadable-file", f"the graph or its shapes cannot be read: {first_line(error)}")
        return
    for node, text in sorted((str(node), str(text)) for node, text in _results(report)):
        tally.add(name, "shape-violation", f"{node}: {text}")


def _pyshacl() -> Any:
    try:
        import pyshacl
    except ImportError as error:
        raise UsageError("--shapes needs pyshacl: pip install pyshacl") from error
    return pyshacl


def _graph(paths: list[Path]) -> Any:
    from rdflib import Graph

    graph = Graph()
    for path in paths:
        with open_bytes(path) as text:
            graph.parse(text, format="turtle")
    return graph


def _results(report: Any) -> list[tuple[Any, Any]]:
    from rdflib import Namespace

    shacl = Namespace(_SHACL)
    results = report.subjects(predicate=shacl.focusNode)
    return [(report.value(each, shacl.focusNode), report.value(each, shacl.resultMessage)) for each in results]
