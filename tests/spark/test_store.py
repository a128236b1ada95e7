"""A store on Spark does what the one in this process does, whether its tables are near or far."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from onrecord.batches import BATCH_ROWS
from onrecord.duck_store import DuckStore
from onrecord.store import Store

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")

PEOPLE = pa.table({"id": ["c", "a", None, "b", "é"], "boss": ["a", None, "a", "c", "é"], "pay": [3.0, 1.5, None, 2, 0]})
MANY = pa.table({"id": [f"{number:06}" for number in range(40_000)], "n": range(40_000)})


@pytest.fixture(scope="module")
def session(spark: Any) -> Iterator[Any]:
    """A session that knows onrecord's functions."""
    from onrecord.spark.session import connected

    with connected() as session:
        yield session


@pytest.fixture(params=[-1, 4, 1_000_000], ids=["far", "some near", "near"])
def store(session: Any, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store on Spark that holds tables of no more rows than these in this process."""
    from onrecord.spark.store import SparkStore

    with closing(SparkStore(session, tmp_path / "work", small=request.param)) as store:
        yield store
    assert list((tmp_path / "work").iterdir()) == []


def test_it_does_what_the_store_here_does(store: Store) -> None:
    assert list(told(store)) == list(told(DuckStore()))


def told(store: Store) -> Iterator[object]:
    """What a store answers while its tables come, change and go."""
    store.put("people", PEOPLE)
    store.append("people", pa.table({"id": ["d"], "boss": ["b"], "pay": [9.0]}))
    yield store["people"].to_pylist()
    yield store.define("sorted", "SELECT id, pay FROM people", ["pay", "id"])
    yield list(store.batches("sorted", ["id"]))
    yield store.define("paid", "SELECT * FROM people WHERE pay > 1", ["id"], mostly=True)
    yield store["paid"].to_pylist()
    store.reach("chains", "SELECT 'boss' AS chain, id AS start, boss AS here FROM people WHERE boss IS NOT NULL")
    yield store.rows("SELECT * FROM chains ORDER BY start, here")
    store.update("paid", "pay", "SELECT id, pay * 2 AS pay FROM people WHERE id IN ('b', 'é')")
    yield store.rows("SELECT id, pay FROM paid ORDER BY id")
    store.show("shown", "SELECT p.id, q.id AS other FROM people p JOIN paid q ON q.boss = p.id", ["id", "other"])
    yield store.count("shown")
    yield store["shown"].to_pylist()
    beside = {"wanted": pa.table({"key": ["a", "é"]})}
    yield store.query("SELECT id FROM people WHERE id IN (SELECT key FROM wanted) ORDER BY id", beside)
    yield list(store.answers(["SELECT count(*) AS n FROM people", "SELECT max(pay) AS most FROM paid"]))
    yield [batch.to_pylist() for batch in store.stream("SELECT id FROM people ORDER BY id")]
    yield store.define("people", "SELECT id FROM people WHERE id > 'b'", ["id"])
    yield store["people"].to_pylist()
    store.drop("paid")
    yield ("paid" in store, list(store), store.counts({"how many": "people", "chained": "chains"}))


def test_many_rows_come_in_batches_of_the_one_size(store: Store) -> None:
    store.put("many", MANY)
    store.define("turned", "SELECT n, id FROM many", ["n DESC"])
    sizes = [BATCH_ROWS, BATCH_ROWS, len(MANY) - 2 * BATCH_ROWS]
    assert [len(batch) for batch in store.batches("turned", ["n"])] == sizes
    assert [len(batch) for batch in store.stream("SELECT * FROM many")] == sizes
    assert store["turned"]["n"].to_pylist() == [*reversed(range(40_000))]


def test_a_table_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(KeyError):
        store["nothing"]
