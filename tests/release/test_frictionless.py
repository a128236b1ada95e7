"""Frictionless says VALID of a release, and says so when a cell, a key or a byte is not what the schema allows."""

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.narrowed import narrowed

from onrecord import kinds
from onrecord.tables import TABLES, Column, Table

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def faults(release: Path) -> set[str]:
    """The types of error that frictionless finds."""
    from frictionless import Package, system

    with system.use_context(trusted=True):
        report = Package(str(release / "datapackage.json")).validate()
    tasks = {error.type for task in report.tasks for error in task.errors}
    return tasks | {error.type for error in report.errors}


def test_a_release_is_valid(release: Path) -> None:
    assert faults(release) == set()


def test_the_parquet_descriptor_lists_the_same_tables(release: Path) -> None:
    described = [json.loads((release / path / "datapackage.json").read_text()) for path in (".", "parquet")]
    one, other = ([(part["name"], part["schema"]) for part in package["resources"]] for package in described)
    assert one == other


def test_every_source_is_listed_with_an_address_that_is_one(tiny_release: Path) -> None:
    """Data Package v2, ``sources``: the path is a URL, whatever marks the table keeps as printed."""
    described = json.loads((tiny_release / "datapackage.json").read_text("utf-8"))["sources"]
    assert [each.get("path") for each in described] == [
        "https://example.org/eight-billion?%7Bas%7D%7C%227%20%3E%206%22%5C%5E%60",
        None,
    ]


def unhashed(release: Path) -> None:
    """Takes size and hash out of the descriptor, so that only the schema can tell what is wrong."""
    path = release / "datapackage.json"
    package = json.loads(path.read_text())
    for resource in package["resources"]:
        del resource["bytes"], resource["hash"]
    path.write_text(json.dumps(package))


def _forbidden(column: Column) -> list[str]:
    cells = [""] if column.required else []
    if column.codes:
        cells.append("no such code")
    elif column.reference:
        cells.append("org-that-nobody-knows")
    elif column.kind in (kinds.INTEGER, kinds.NUMBER, kinds.DATE):
        cells.append("twelve")
    elif column.pattern and column.kind not in (kinds.TEXT, kinds.LABEL, kinds.URL):
        cells.append("Not Of This Form!")
    return cells


WRONG_CELLS = {
    table.name: [(column, cell) for column in table.columns for cell in _forbidden(column)]
    for table in TABLES.values()
    if table.name != "changes"  # a first release has none
}
"""By table: cells that the schemas of its columns forbid."""


@pytest.fixture(scope="module")
def found(tiny_release: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[str, int, int]]]:
    """By table: type, row and column of every error in a file that has a row for each of its wrong cells."""
    release = Path(shutil.copytree(tiny_release, tmp_path_factory.mktemp("wrong") / "datapackage"))
    unhashed(release)
    errors = {}
    for name, cases in WRONG_CELLS.items():
        path = release / f"data/{name}.csv"
        sound = path.read_text("utf-8")
        header, first, *_ = csv.reader(sound.splitlines())
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *(wrong(header, first, *case) for case in cases)])
        errors[name] = set(errors_of_table(release, TABLES[name]))
        path.write_text(sound, "utf-8")
    return errors


def wrong(header: list[str], first: list[str], column: Column, cell: str) -> list[str]:
    """A row with one cell that is not allowed."""
    return [cell if name == column.name else own for name, own in zip(header, first, strict=True)]


@pytest.mark.parametrize(
    ("table", "number"), [(name, at) for name, cases in WRONG_CELLS.items() for at in range(len(cases))]
)
def test_a_cell_that_the_schema_forbids_is_found(
    found: dict[str, set[tuple[str, int, int]]], table: str, number: int
) -> None:
    column, cell = WRONG_CELLS[table][number]
    at = TABLES[table].columns.index(column) + 1
    row = number + 2
    if column.reference and cell:
        assert ("foreign-key", row, 0) in found[table]
    else:
        assert {("constraint-error", row, at), ("type-error", row, at)} & found[table]


def errors_of_table(release: Path, table: Table) -> Iterator[tuple[str, int, int]]:
    """Type, row and column of the errors in one table; the others only lend it their keys."""
    from frictionless import Package, system

    with system.use_context(trusted=True):
        package = Package(str(narrowed(release, table.name)))
        report = package.get_resource(table.name).validate()
    for error in (error for task in report.tasks for error in task.errors):
        yield error.type, getattr(error, "row_number", 0), getattr(error, "field_number", 0)


def test_a_repeated_key_is_found(damaged: Path) -> None:
    unhashed(damaged)
    path = damaged / "data/figures.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[-1]]), "utf-8")
    assert "primary-key" in {kind for kind, *_ in errors_of_table(damaged, TABLES["figures"])}


def test_a_changed_byte_is_found(damaged: Path) -> None:
    path = damaged / "data/statements.csv"
    path.write_bytes(path.read_bytes().replace(b"twelve", b"eleven", 1))
    assert faults(damaged) == {"hash-count"}
