"""The graph against its SHACL shapes, where pyshacl is installed."""

from pathlib import Path
from typing import Any

from onrecord.problems import UsageError
from onrecord.verify.files import Files
from onrecord.verify.graph import graph_path
from onrecord.verify.package import Package
from onrecord.verify.tally import Tally

SHAPES = "rdf/shapes.ttl"
_SHACL = "http://www.w3.org/ns/shacl#"


def check_shapes(files: Files, package: Package, tally: Tally) -> None:
    """Tells every result of validating the graph against the release's own shapes; takes minutes for big graphs.

    Raises UsageError where pyshacl is not installed.
    """
    pyshacl = _pyshacl()
    name = graph_path(package)
    graph, shapes = files.path(name), files.path(SHAPES)
    if graph is None or shapes is None:
        return
    try:
        _, report, _ = pyshacl.validate(_graph(graph), shacl_graph=_graph(shapes))
    except Exception as error:  # rdflib's parser ends in errors of many sorts
        tally.add(name, "unreadable-file", f"the graph or its shapes cannot be read: {str(error).splitlines()[0]}")
        return
    for node, text in sorted((str(node), str(text)) for node, text in _results(report)):
        tally.add(name, "shape-violation", f"{node}: {text}")


def _pyshacl() -> Any:
    try:
        import pyshacl
    except ImportError as error:
        raise UsageError("--shapes needs pyshacl: pip install pyshacl") from error
    return pyshacl


def _graph(path: Path) -> Any:
    from rdflib import Graph

    return Graph().parse(path)


def _results(report: Any) -> list[tuple[Any, Any]]:
    from rdflib import Namespace

    shacl = Namespace(_SHACL)
    results = report.subjects(predicate=shacl.focusNode)
    return [(report.value(each, shacl.focusNode), report.value(each, shacl.resultMessage)) for each in results]
