"""Records come out in order, however few are held in memory."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.importing.sort import Entry, Sorter, Source

SOURCE = Source(0, 0, "", "t.csv", 1)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"))), st.integers(1, 5))
def test_runs_of_any_length_merge_into_order(keys: list[tuple[str, str]], run: int) -> None:
    entries = [Entry(table, id, turn, SOURCE, "{}") for turn, (table, id) in enumerate(keys)]
    with Sorter(run) as sorter:
        for entry in entries:
            sorter.add(entry)
        assert list(sorter.merged()) == sorted(entries)
