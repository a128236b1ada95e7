"""The store of a build keeps rows in order, and to its memory, whatever it has to do for that."""

from contextlib import nullcontext
from functools import partial
from pathlib import Path
from time import sleep

import duckdb
import pyarrow as pa
import pytest

from onrecord.batches import BATCH_ROWS
from onrecord.duck_store import DuckStore
from onrecord.store import literal

COUNT = 3 * BATCH_ROWS
IDS = [f"{number:06}'s" for number in range(COUNT)]
NAMED = "SELECT p.id, t.name FROM people p LEFT JOIN towns t ON t.id = p.town"


@pytest.fixture(params=[COUNT, COUNT - 1, BATCH_ROWS // 3], ids=["whole", "one left", "in stretches"])
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> DuckStore:
    monkeypatch.setattr("onrecord.duck_store._STRETCH", request.param)
    store = DuckStore()
    store.put("people", pa.table({"id": IDS, "town": [number % 7 for number in range(COUNT)]}))
    store.put("towns", pa.table({"id": range(6), "name": list("abcdef")}))
    return store


def names(ids: list[str]) -> list[str | None]:
    return [dict(enumerate("abcdef")).get(int(each.removesuffix("'s")) % 7) for each in ids]


def shown(store: DuckStore) -> pa.Table:
    return pa.Table.from_batches(store.batches("named", ["id", "name"]))


def test_a_shown_table_goes_along_with_another(store: DuckStore) -> None:
    store.show("named", NAMED, ["id"], along="people")
    assert shown(store).to_pydict() == {"id": IDS, "name": names(IDS)}
    assert store.count("named") == COUNT


@pytest.mark.parametrize("at", [0, BATCH_ROWS - 1, BATCH_ROWS, COUNT - 1])
def test_where_joins_lose_the_order_the_rest_is_sorted(store: DuckStore, at: int) -> None:
    """A row that comes last although it is the ``at``-th, as after a join that went to files."""
    last = literal(IDS[at])
    store.show(
        "named",
        f"FROM ({NAMED} WHERE p.id <> {last}) UNION ALL {NAMED} WHERE p.id = {last}",
        ["id"],
        along="people",
    )
    assert shown(store).to_pydict() == {"id": IDS, "name": names(IDS)}


@pytest.mark.parametrize("sql", ["", "SELECT 1; SELECT 2", "SELECT"], ids=["none", "two", "half of one"])
def test_a_query_is_one_statement(sql: str) -> None:
    with pytest.raises(duckdb.Error):
        DuckStore().query(sql)


def test_a_statement_that_was_asked_before_is_about_the_store_that_is_asked() -> None:
    for number in range(2):
        store = DuckStore()
        store.put("numbers", pa.table({"number": [number]}))
        assert store.rows("FROM numbers") == [{"number": number}]


def test_afterwards_all_threads_work_again(store: DuckStore) -> None:
    threads = store._setting("threads")
    store.show("named", NAMED, ["id"], along="people")
    for _ in store.batches("named", ["id"]):
        break
    store.define("again", "FROM people", ["id"], mostly=True)
    assert store._setting("threads") == threads


def test_all_columns_but_the_id_are_in_order_too(store: DuckStore) -> None:
    store.show("named", NAMED, ["id"], along="people")
    rows = pa.Table.from_batches(store.batches("named", ["name"]))
    assert rows["name"].to_pylist() == names(IDS)


def test_reading_may_overlap_and_be_given_up(store: DuckStore) -> None:
    threads = store._setting("threads")
    store.show("named", NAMED, ["id"], along="people")
    first, second = store.batches("named", ["id"]), store.batches("named", ["id"])
    next(first), next(second)
    assert sum(map(len, first)) == sum(map(len, second)) == COUNT - BATCH_ROWS
    assert store._setting("threads") == threads
    left = store.batches("named", ["id"])
    next(left)
    store.close()
    left.close()  # type: ignore[attr-defined]


def test_equal_ids_at_a_border_are_all_given(store: DuckStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.duck_store._STRETCH", 2)
    twins = ["a", "b", "b", "b", "c", "d"]
    store.put("people", pa.table({"id": twins, "town": [0, 1, 1, 1, 2, 3]}))
    store.show("named", NAMED, ["id"], along="people")
    assert shown(store).to_pydict() == {"id": twins, "name": list("abbbcd")}


@pytest.mark.parametrize("failures", [1, 2])
def test_what_has_too_little_memory_is_asked_again_with_one_thread(failures: int) -> None:
    store, seen = DuckStore(), list[int]()
    store._threads = 2

    def ask(cursor: duckdb.DuckDBPyConnection) -> int:
        seen.append(int(store._setting("threads")))
        if len(seen) <= failures:
            raise duckdb.OutOfMemoryException("too little")
        return len(seen)

    store._want_one(0)
    with nullcontext() if failures == 1 else pytest.raises(duckdb.OutOfMemoryException):
        assert store._answered(ask) == 2
    assert seen == [2, 1]
    assert store._setting("threads") == "2"


@pytest.fixture(params=[1, 2], ids=["one thread", "two threads"])
def steps(request: pytest.FixtureRequest) -> DuckStore:
    store = DuckStore()
    store._threads = request.param
    return store


def test_steps_that_need_nothing_of_one_another_are_all_taken(steps: DuckStore) -> None:
    names = list("abcdef")
    steps.at_once([partial(steps.define, name, f"SELECT '{name}' AS name", ["name"], mostly=True) for name in names])
    assert [steps[name]["name"].to_pylist() for name in names] == [[name] for name in names]


def test_a_step_that_had_too_little_memory_is_taken_again_when_nothing_else_is() -> None:
    store, taken = DuckStore(), list[str]()
    store._threads = 2

    def large() -> None:
        taken.append("large")
        if taken.count("large") == 1:
            raise duckdb.OutOfMemoryException("too little")

    store.at_once([large, *[lambda: taken.append("small")] * 3])
    assert sorted(taken) == ["large"] * 2 + ["small"] * 3
    assert taken[-1] == "large"


def test_the_error_of_a_step_ends_those_beside_it() -> None:
    store = DuckStore()
    store._threads = 2

    def endless() -> None:
        for _ in store.stream("SELECT count(*) FROM range(1_000_000_000_000) a WHERE range % 7 = 8"):
            raise AssertionError("it came to an end")

    def wrong() -> None:
        while not store._in_use:
            sleep(0.01)
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        store.at_once([endless, wrong])
    assert not store._in_use


def test_an_empty_table_has_a_batch_of_no_rows_or_none(store: DuckStore) -> None:
    store.define("nobody", "FROM people WHERE false")
    store.show("named", NAMED.replace("people", "nobody"), ["id"], along="nobody")
    assert sum(map(len, store.batches("named", ["id"]))) == 0


@pytest.mark.parametrize(("expected", "files"), [(0, []), (10**9, ["store.duckdb"])])
def test_what_will_not_fit_stands_in_a_file_from_the_start(tmp_path: Path, expected: int, files: list[str]) -> None:
    store = DuckStore("100MB", tmp_path, expected)
    [folder] = tmp_path.iterdir()
    assert [path.name for path in folder.iterdir() if path.suffix == ".duckdb"] == files
    store.put("people", pa.table({"id": IDS}))
    assert store["people"]["id"].to_pylist() == IDS
    store.close()
    assert not list(tmp_path.iterdir())
