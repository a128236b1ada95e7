"""The shapes accept what is right and refuse what is wrong, by a SHACL engine that nobody here wrote."""

import io
import warnings
from functools import cache

import pytest
import rdflib
from tests.rdf.good import good
from tests.rdf.hostile import BASE

from onrecord.iris import GRAPH_TABLES
from onrecord.write.graphs import turtle
from onrecord.write.shapes import shapes
from onrecord.write.turtle import write_dataset

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # of pyshacl, for rdflib's older names
    from pyshacl import validate


@cache
def shapes_graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle(shapes(BASE), BASE))


@cache
def good_turtle() -> str:
    sink = io.BytesIO()
    write_dataset(good(), sink)
    return sink.getvalue().decode()


def report(text: str, meta: bool = False) -> tuple[bool, str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        conforms, _, words = validate(rdflib.Graph().parse(data=text), shacl_graph=shapes_graph(), meta_shacl=meta)
    return conforms, words


def test_a_good_dataset_conforms_to_well_formed_shapes() -> None:
    assert report(good_turtle(), meta=True) == (True, "Validation Report\nConforms: True\n")


@pytest.mark.parametrize(
    ("right", "wrong", "column"),
    [
        ('    schema:abstract "Requests nearly doubled."@en ;\n', "", "statements: summary"),
        ('"Requests nearly doubled."@en', '"Requests nearly doubled."', "statements: summary"),
        ("code:modality-observed", "code:modality-guessed", "figures: modality"),
        ("code:modality-observed", "code:availability-given", "figures: modality"),
        ('schema:maxValue "577"^^xsd:decimal', 'schema:maxValue "577"', "figures: high"),
        ("schema:variableMeasured id:var-requests", "schema:variableMeasured id:org-lesom", "figures: measure_id"),
        ("prov:wasAttributedTo id:org-lesom", "prov:wasAttributedTo id:src-times", "statements: speaker_id"),
        ("oa:hasTarget id:fig-a", "oa:hasTarget id:fig-z", "remarks: record_id"),
        ("onr:supports id:stmt-doubled", 'onr:supports "stmt-doubled"', "citations: record_id"),
        ("unit:NUM", "unit:FURLONG", "measures: unit"),
        ("wd:Q42", "wd:P42", "organizations: wikidata"),
        ("oa:hasBody node:", "oa:hasBodies node:", "remarks: exactly one body"),
        ("oa:hasBody node:", "oa:hasBody id:", "remarks: exactly one body"),
        ("oa:start 3", "oa:start -3", "citations-selector: start_char"),
        ("oa:start 3", "oa:start 3 ; oa:start 4", "citations-selector: start_char"),
        ("0219412d", "0219412g", "citations: passage_sha256"),
        ('dcterms:identifier "fig-a"', 'dcterms:identifier "Figure A"', "figures: id"),
        ("period:2023-12-05 a dcterms:PeriodOfTime", "period:2023-12-05 a dcterms:Period", "statements: said_edtf"),
        ('onr:dateEdtf "2023-12-05"^^locdt:edtf ;', "", "periods: edtf"),
    ],
)
@pytest.mark.filterwarnings("ignore:Failed to convert Literal")
def test_what_is_wrong_is_named(right: str, wrong: str, column: str) -> None:
    assert right in good_turtle()
    conforms, words = report(good_turtle().replace(right, wrong))
    assert not conforms
    assert column in words


def test_every_column_with_triples_and_helper_node_has_a_shape_with_one_message() -> None:
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    graph = shapes(BASE)
    properties = set(graph.subjects(rdflib.RDF.type, sh.PropertyShape))
    columns = sum(bool(column.term) for table in GRAPH_TABLES for column in table.columns)
    assert len(properties) == columns + sum(bool(link.node) for table in GRAPH_TABLES for link in table.links)
    assert all(len(list(graph.objects(shape, sh.message))) == 1 for shape in properties)
