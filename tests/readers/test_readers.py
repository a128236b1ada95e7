"""A release loads everywhere: other people's programs find the same rows, types, nulls, scripts and numbers in it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.readers import elsewhere
from tests.readers.conftest import HERE
from tests.readers.in_python import COPIES, FILES, Rows, every_table

from onrecord.release import Release
from onrecord.tables import TABLES

Tables = dict[str, Rows]

ELSEWHERE: dict[str, Callable[[Path, Path], Tables]] = {
    "csv-parse": lambda release, place: elsewhere.node("csv.mjs", "csv-parse", release, place=place),
    "papaparse": lambda release, place: elsewhere.node("csv.mjs", "papaparse", release, place=place),
    "hyparquet": lambda release, place: elsewhere.node("hyparquet.mjs", release, place=place),
    "R": lambda release, place: elsewhere.r("base", release),
    "R with readr": lambda release, place: elsewhere.r("readr", release),
    "R with data.table": lambda release, place: elsewhere.r("data.table", release),
    "LibreOffice, workbook": elsewhere.workbook_in_libreoffice,
    "LibreOffice, CSV": elsewhere.csv_in_libreoffice,
}


def agrees(found: Tables, release: Path) -> None:
    """Every cell that was read is the one that the release holds, and what the authors wrote is in it."""
    for name, rows in found.items():
        wanted = [
            {column: _plain(cell) for column, cell in row.items()} for row in Release(release).table(name).to_dicts()
        ]
        assert [{column: row.get(column) for column in TABLES[name].names} for row in rows] == wanted, name
        assert {type(cell) for row in rows for cell in row.values()} <= {str, int, float, type(None)}
    holds_what_was_written(found)


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell


def holds_what_was_written(found: Tables) -> None:
    """The cells of hard.yaml, as another YAML reader has them, are there unchanged."""
    written = yaml.safe_load((HERE / "records" / "hard.yaml").read_text("utf-8"))
    groups, figures = ({row["id"]: row for row in found[name]} for name in ("groups", "figures"))
    for group in written["groups"]:
        assert groups[group["id"]] == group
    for figure in written["figures"]:
        row = figures[figure["id"]]
        assert isinstance(row["value"], int | float)
        assert (row["stated"], row["value"]) == (figure["stated"], figure["value"])
        assert row["statement_id"] is None
        assert row["place_id"] is None
    assert figures["fig-growth"]["value"] is None
    assert "สหประชาชาติ" in [row["value"] for row in found["names"]]
    assert "Организация Объединённых Наций" in [row["value"] for row in found["names"]]


@pytest.mark.parametrize("reader", FILES)
def test_programs_in_python_find_every_cell(reader: str, hard: Path) -> None:
    found = every_table(hard, *FILES[reader])
    assert found.keys() == TABLES.keys()
    agrees(found, hard)


@pytest.mark.parametrize("reader", COPIES)
def test_copies_hold_every_cell(reader: str, hard: Path, tmp_path: Path) -> None:
    read, end = COPIES[reader]
    agrees(read(hard, tmp_path / f"copy.{end}"), hard)


@pytest.mark.parametrize("reader", ELSEWHERE)
def test_programs_elsewhere_find_every_cell(reader: str, hard: Path, tmp_path: Path) -> None:
    found = ELSEWHERE[reader](hard, tmp_path)
    assert len(found) == (len(elsewhere.BY_HAND) if reader == "LibreOffice, CSV" else len(TABLES))
    agrees(found, hard)


SEARCHES = {
    "groups=призывники": "grp-hard-russian",
    "groups=ทหารเกณฑ์ที่ถูกระดมพล": "grp-hard-thai",
    "persons=antonio": "per-guterres",
    "statements=planet": "stmt-responsibility",
}


def test_datasette_serves_every_cell_follows_keys_and_searches(hard: Path, tmp_path: Path) -> None:
    served = elsewhere.datasette(hard, tmp_path, *SEARCHES)
    agrees(served["tables"], hard)
    assert served["tables"].keys() == TABLES.keys()
    assert served["page"] == 200
    assert served["found"] == {search.partition("=")[2]: [found] for search, found in SEARCHES.items()}
    keys = {key["column"]: key["other_table"] for key in served["keys"]["figures"]}
    assert keys == {column.name: column.reference for column in TABLES["figures"].columns if column.reference}
