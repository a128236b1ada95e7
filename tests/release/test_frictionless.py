"""Frictionless says VALID of a release, and says so when a cell, a key or a byte is not what the schema allows."""

import csv
import json
from pathlib import Path
from typing import Any

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


def unhashed(release: Path) -> None:
    """Takes size and hash out of the descriptor, so that only the schema can tell what is wrong."""
    path = release / "datapackage.json"
    package = json.loads(path.read_text())
    for resource in package["resources"]:
        del resource["bytes"], resource["hash"]
    path.write_text(json.dumps(package))


def change_cell(release: Path, table: Table, column: Column, cell: str) -> None:
    path = release / f"data/{table.name}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        header, first, *others = csv.reader(file)
    first[header.index(column.name)] = cell
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, first, *others])


def wrong_cells() -> list[Any]:
    """For each column a cell that its schema forbids, where it forbids any."""
    cases = []
    for table in TABLES.values():
        for column in table.columns if table.name != "changes" else ():  # a first release has none
            for cell in _forbidden(column):
                cases.append(pytest.param(table, column, cell, id=f"{table.name}.{column.name}={cell or 'empty'}"))
    return cases


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


@pytest.mark.parametrize(("table", "column", "cell"), wrong_cells())
def test_a_cell_that_the_schema_forbids_is_found(damaged: Path, table: Table, column: Column, cell: str) -> None:
    unhashed(damaged)
    change_cell(damaged, table, column, cell)
    assert faults_of_table(damaged, table) & {
        "constraint-error",
        "type-error",
        "primary-key",
        "foreign-key",
        "unique-error",
    }


def faults_of_table(release: Path, table: Table) -> set[str]:
    """The types of error in one table; the others only lend it their keys."""
    from frictionless import Package, system

    with system.use_context(trusted=True):
        package = Package(str(narrowed(release, table.name)))
        report = package.get_resource(table.name).validate()
    return {error.type for task in report.tasks for error in task.errors}


def test_a_repeated_key_is_found(damaged: Path) -> None:
    unhashed(damaged)
    path = damaged / "data/figures.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[-1]]), "utf-8")
    assert "primary-key" in faults_of_table(damaged, TABLES["figures"])


def test_a_changed_byte_is_found(damaged: Path) -> None:
    path = damaged / "data/statements.csv"
    path.write_bytes(path.read_bytes().replace(b"twelve", b"eleven", 1))
    assert faults(damaged) == {"hash-count"}
