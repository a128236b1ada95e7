"""The number of triples that the catalog gives is the size of the set that a parser reads."""

import io

import pyoxigraph
import pytest
from hypothesis import given, settings
from tests.rdf.good import good
from tests.rdf.hostile import datasets

from onrecord.dataset import Dataset
from onrecord.write.counted import count_triples
from onrecord.write.turtle import count_statements, write_dataset


def counts(data: Dataset) -> tuple[int | None, int, int]:
    """As computed, as parsed, and with what is stated twice counted twice."""
    sink = io.BytesIO()
    write_dataset(data, sink)
    parsed = {quad.triple for quad in pyoxigraph.parse(sink.getvalue(), format=pyoxigraph.RdfFormat.TURTLE)}
    sink.seek(0)
    return count_triples(data), len(parsed), count_statements(sink)


@given(datasets())
@settings(max_examples=12, deadline=None)
def test_the_computed_number_is_that_of_the_parsed_set(data: Dataset) -> None:
    computed, parsed, _ = counts(data)
    assert computed == parsed


@pytest.mark.parametrize("name", ["tiny", "flagship"])
def test_it_is_so_for_real_data_where_rows_repeat_each_other(name: str, request: pytest.FixtureRequest) -> None:
    computed, parsed, stated = counts(request.getfixturevalue(name))
    assert computed == parsed < stated


def test_it_is_so_for_an_empty_and_a_small_dataset() -> None:
    computed, parsed, _ = counts(good())
    assert computed == parsed > 0
