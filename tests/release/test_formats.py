"""CSV, Parquet and Turtle carry the same facts, and readers that nobody here wrote agree."""

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pyoxigraph
import pytest
import rdflib

from onrecord.read.released import read_csv
from onrecord.read.turtle import read_turtle
from onrecord.release import Release
from onrecord.tables import TABLES

GRAPHS = ("catalog", "ontology", "shapes", "")


def graph_file(release: Path, name: str) -> Path:
    name = name or Release(release).descriptor["name"]
    return release / "rdf" / f"{name}.ttl"


def base_of(release: Path) -> str:
    descriptor = Release(release).descriptor
    return str(descriptor["id"]).removesuffix(f"release/{descriptor['version']}")


@pytest.mark.parametrize("name", TABLES)
def test_csv_and_parquet_hold_equal_tables(release: Path, name: str) -> None:
    rows = pq.read_table(release / f"parquet/{name}.parquet")
    assert rows.schema.equals(TABLES[name].schema)
    assert read_csv(release / f"data/{name}.csv", TABLES[name]).equals(rows)


def test_turtle_holds_the_same_tables(release: Path) -> None:
    tables = read_turtle(graph_file(release, ""), base_of(release))
    assert tables.keys() == {name for name, table in TABLES.items() if table.in_rdf}
    for name, rows in tables.items():
        assert rows.equals(pq.read_table(release / f"parquet/{name}.parquet")), name


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_and_pandas_read_the_csv_as_the_parquet(release: Path, name: str) -> None:
    csv, parquet = release / f"data/{name}.csv", release / f"parquet/{name}.parquet"
    all_text = f"read_csv('{csv}', all_varchar = true, header = true)"
    columns = [column.name for column in TABLES[name].columns if column.kind.name != "number"]
    chosen = ", ".join(f"{column}::VARCHAR" for column in columns)
    query = f"SELECT {chosen} FROM {all_text} EXCEPT SELECT {chosen} FROM '{parquet}'"
    assert duckdb.execute(query).fetchall() == []
    frame = pd.read_csv(csv, keep_default_na=False, na_values=[""], dtype=str)
    assert len(frame) == pq.read_metadata(parquet).num_rows


@pytest.mark.parametrize("name", GRAPHS)
def test_rdflib_and_oxigraph_read_the_same_triples(release: Path, name: str) -> None:
    path = graph_file(release, name)
    graph = rdflib.Graph().parse(path)
    theirs = {tuple(term.n3() for term in triple) for triple in graph}
    ours = {
        tuple(_as_rdflib(term).n3() for term in (quad.subject, quad.predicate, quad.object))
        for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    }
    assert ours == theirs
    assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)


def _as_rdflib(term: pyoxigraph.NamedNode | pyoxigraph.Literal | pyoxigraph.BlankNode) -> rdflib.term.Identifier:
    if isinstance(term, pyoxigraph.Literal):
        datatype = None if term.language else rdflib.URIRef(term.datatype.value)
        if datatype == rdflib.XSD.string:
            datatype = None
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    assert isinstance(term, pyoxigraph.NamedNode)
    return rdflib.URIRef(term.value)
