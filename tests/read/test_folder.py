from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.dataset import Records
from onrecord.problems import UsageError
from onrecord.read import read_records
from onrecord.tables import TABLES

Read = Callable[..., Records]


def test_every_authored_table_is_there_in_its_schema(read: Read) -> None:
    records = read({})
    assert set(records.tables) == {name for name, table in TABLES.items() if table.authored}
    assert all(table.schema.equals(TABLES[name].authored_schema) for name, table in records.tables.items())


def test_hidden_files_readmes_schemas_and_files_for_later_are_passed_over(read: Read) -> None:
    names = [".hidden.yaml", ".git/x.csv", "README.md", "a.schema.json", "withheld.yaml"]
    assert read(dict.fromkeys(names, "[")).problems == ()
    assert len(read({"below/changes.yaml": "[", "below/dataset.yaml": "["}).problems) == 2


def test_files_are_read_in_the_order_of_their_paths(read: Read) -> None:
    def place(letter: str) -> str:
        return f"id,name,kind\nplace-{letter},A,city\n"

    names = {"places.csv": "d", "a/places.csv": "b", "places-1.csv": "c", "A/places.csv": "a"}
    files = {name: place(letter) for name, letter in names.items()}
    assert read(files).tables["places"]["id"].to_pylist() == [f"place-{letter}" for letter in "abcd"]


def test_the_folder_is_called_as_the_caller_calls_it(read: Read) -> None:
    read({"a.yaml": "x: []\n"})
    assert str(read_records(Path("records")).problems[0].where) == "records/a.yaml:1:1"
    assert str(read_records(Path("records").absolute()).problems[0].where).startswith("/")


def test_a_file_that_cannot_be_opened_is_a_problem_among_the_others(read: Read) -> None:
    read({"b.yaml": "plces: []\n"})
    Path("records", "a.yaml").symlink_to("nowhere")
    records = read_records(Path("records"))
    assert [(str(problem.where), problem.code) for problem in records.problems] == [
        ("records/a.yaml", "unreadable-file"),
        ("records/b.yaml:1:1", "unknown-table"),
    ]
    assert "No such file" in records.problems[0].message
    assert not records.complete


def test_releases_below_the_folder_are_passed_over(read: Read) -> None:
    files = {
        "out/datapackage.json": "{}",
        "out/data/places.csv": "[",
        "a/old/datapackage.json": "{}",
        "a/old/README": "",
        "a/places.csv": "id,name,kind\nplace-a,A,city\n",
        ".out.staging-x/data/places.csv": "[",
    }
    records = read(files)
    assert records.problems == ()
    assert records.tables["places"]["id"].to_pylist() == ["place-a"]


def test_the_folder_around_the_records_and_a_file_in_them_lead_to_them(read: Read) -> None:
    read({"a.yaml": "places: []\n"})
    with pytest.raises(UsageError, match=r"has no dataset.yaml; did you mean records\?"):
        read_records(Path())
    with pytest.raises(UsageError, match=r"a.yaml is not a folder; did you mean records\?"):
        read_records(Path("records/a.yaml"))


def test_a_tab_is_called_a_tab(read: Read) -> None:
    (problem,) = read({"a.yaml": "places:\n\t- {id: place-a, name: A, kind: city}\n"}).problems
    assert (problem.code, problem.where.line) == ("yaml-syntax", 2)
    assert "a tab stands" in problem.message and "indent with blanks" in problem.help
