"""Copies in one file hold what the release holds, and nothing in them runs."""

import datetime
import gc
import shutil
import sqlite3
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner

import onrecord
from onrecord.cli import main
from onrecord.copies import FORMATS
from onrecord.publish import build
from onrecord.release import Release
from onrecord.tables import TABLES


@pytest.fixture(scope="module")
def release(tiny_release: Path) -> Release:
    return Release(tiny_release)


@pytest.fixture(scope="module")
def copies(release: Release, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("copied")
    return {form: onrecord.convert(release, folder / f"tiny.{form}") for form in FORMATS}


@pytest.fixture(scope="module")
def workbook(copies: dict[str, Path]) -> Any:
    return openpyxl.load_workbook(copies["xlsx"])


def rows(release: Release, table: str, *, days: bool) -> list[tuple[object, ...]]:
    """The rows of a table; days as they are or as text."""
    return [
        tuple(cell.isoformat() if isinstance(cell, datetime.date) and not days else cell for cell in row.values())
        for row in release.table(table).to_dicts()
    ]


@pytest.mark.parametrize("table", TABLES)
def test_sqlite_holds_every_cell(release: Release, copies: dict[str, Path], table: str) -> None:
    with closing(sqlite3.connect(copies["sqlite"])) as database:
        assert database.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() == rows(release, table, days=False)


@pytest.mark.parametrize("form", FORMATS)
def test_no_copy_is_made_of_what_is_damaged(release: Release, tmp_path: Path, form: str) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(release.path, damaged)
    figures = damaged / "parquet" / "figures.parquet"
    figures.write_bytes(b"PAR1" + b"\xff" * 200 + figures.read_bytes()[204:])
    with pytest.raises(onrecord.UsageError, match=r"damaged/parquet/figures\.parquet cannot be read"):
        onrecord.convert(damaged, tmp_path / f"copy.{form}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["damaged"]


def test_sqlite_keys_hold_and_are_declared(copies: dict[str, Path]) -> None:
    with closing(sqlite3.connect(copies["sqlite"])) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        targets = {row[3]: row[2] for row in database.execute("PRAGMA foreign_key_list(figures)")}
    assert targets == {column.name: column.reference for column in TABLES["figures"].columns if column.reference}


def test_sqlite_refuses_a_reference_to_nothing(copies: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "copy.sqlite"
    path.write_bytes(copies["sqlite"].read_bytes())
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("UPDATE figures SET source_id = 'src-none'")


def test_sqlite_finds_words_without_accents_as_datasette_asks(copies: dict[str, Path]) -> None:
    with closing(sqlite3.connect(copies["sqlite"])) as database:
        query = (
            "SELECT id FROM persons WHERE rowid IN (SELECT rowid FROM persons_fts WHERE persons_fts MATCH 'antonio')"
        )
        assert database.execute(query).fetchall() == [("per-guterres",)]
        declared = "SELECT sql FROM sqlite_master WHERE name = 'persons_fts'"
        assert 'content="persons"' in database.execute(declared).fetchone()[0]


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_holds_every_cell(release: Release, copies: dict[str, Path], table: str) -> None:
    with duckdb.connect(str(copies["duckdb"]), read_only=True) as database:
        found = database.execute(f"SELECT * FROM {table} ORDER BY {', '.join(TABLES[table].order)}").fetchall()
        comment = database.execute("SELECT comment FROM duckdb_tables() WHERE table_name = ?", [table]).fetchone()
    assert found == rows(release, table, days=True)
    assert comment == (TABLES[table].description,)


@pytest.mark.parametrize("table", TABLES)
def test_a_workbook_holds_every_cell(release: Release, workbook: Any, table: str) -> None:
    sheet = workbook[table]
    header, *found = sheet.iter_rows(values_only=True)
    assert list(header) == TABLES[table].names
    assert found == rows(release, table, days=False)
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(header)).column_letter}{len(found) + 1}"


def test_a_workbook_explains_every_column(workbook: Any) -> None:
    sheet = workbook["dictionary"]
    explained = {row[:2] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert explained == {(table.name, name) for table in TABLES.values() for name in table.names}


def test_a_workbook_that_cannot_be_written_leaves_nothing_open(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Any:
        yield ["first"]
        raise onrecord.UsageError("more than a sheet can hold")

    monkeypatch.setattr("onrecord.copies.workbook._rows", fail)
    unraised: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", unraised.append)
    with pytest.raises(onrecord.UsageError, match="can hold"):
        onrecord.convert(release, tmp_path / "copy.xlsx")
    gc.collect()
    assert not unraised


ATTACKS = ("=1+1", "=HYPERLINK(A1)", "+1", "-1", "@SUM(A1)", "'=1", "1,200", "2023-01-01", "TRUE")


def test_no_text_of_a_workbook_runs_or_turns_into_something_else(records: Path) -> None:
    groups = [
        f'  - {{id: grp-{chr(97 + n)}, name: people {n}, description: "{attack}"}}' for n, attack in enumerate(ATTACKS)
    ]
    (records / "groups-more.yaml").write_text("\n".join(["groups:", *groups]), "utf-8")
    build(records, "release")
    sheet = openpyxl.load_workbook(onrecord.convert("release", "copy.xlsx"))["groups"]
    found = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value in ATTACKS]
    assert sorted(cell.value for cell in found) == sorted(ATTACKS)
    assert {(cell.data_type, cell.number_format) for cell in found} == {("s", "@")}


def test_an_archive_opens_and_verifies_as_the_release(release: Release, copies: dict[str, Path]) -> None:
    opened = onrecord.open(copies["zip"])
    assert opened.figures.to_dicts() == release.figures.to_dicts()
    assert opened.verify().problems == release.verify().problems


@pytest.mark.parametrize("form", ["xlsx", "zip", "sqlite"])
def test_a_second_copy_has_the_same_bytes(release: Release, copies: dict[str, Path], tmp_path: Path, form: str) -> None:
    assert onrecord.convert(release, tmp_path / "again", to=form).read_bytes() == copies[form].read_bytes()


def test_an_archive_that_leads_out_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr("../datapackage.json", "{}")
    with pytest.raises(onrecord.UsageError, match="leads out of the archive"):
        onrecord.open(tmp_path / "bad.zip")


def test_an_archive_with_a_file_that_is_a_folder_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr("a", "a")
        archive.writestr("a/b", "b")
    with pytest.raises(onrecord.UsageError, match=r"bad\.zip cannot be unpacked: (File exists|Not a directory)$"):
        onrecord.open(tmp_path / "bad.zip")


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(onrecord.UsageError, match=r"it has no datapackage\.json"):
        onrecord.open(tmp_path / "other.zip")


def test_the_command_writes_and_never_overwrites(release: Release, tmp_path: Path) -> None:
    command = ["convert", str(release.path), "--into", str(tmp_path / "tiny.sqlite")]
    assert CliRunner().invoke(main, command).exit_code == 0
    again = CliRunner().invoke(main, command)
    assert again.exit_code == 2
    assert "exists: choose another name" in again.output
    other = CliRunner().invoke(main, ["convert", str(release.path), "--into", str(tmp_path / "tiny.doc")])
    assert "'doc' is no format of a copy: the formats are sqlite, duckdb, xlsx, zip" in other.output


def test_an_archive_is_called_what_it_was_given_as(
    copies: dict[str, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(copies["zip"].parent)
    opened = onrecord.open("tiny.zip")
    assert repr(opened) == "<Release tiny 1.0.0 at tiny.zip>"
    with pytest.raises(onrecord.UsageError, match=r"^tiny\.zip has no record 'fig-none'"):
        opened.explain("fig-none")
    with pytest.raises(onrecord.UsageError, match=r"^tiny\.zip has no figures of 'var-none'"):
        opened.plot("var-none")


def test_a_graph_alone_is_shown_and_copied_as_far_as_it_goes(release: Release, tmp_path: Path) -> None:
    graph = release.path / "rdf" / "tiny.ttl"
    shown = CliRunner().invoke(main, ["show", str(graph), "fig-growth"])
    assert shown.output == CliRunner().invoke(main, ["show", str(release.path), "fig-growth"]).output
    with closing(sqlite3.connect(onrecord.convert(graph, tmp_path / "tiny.sqlite"))) as database:
        assert database.execute("SELECT count(*) FROM figures").fetchone() == (4,)
    for form in ("xlsx", "zip"):
        refused = CliRunner().invoke(main, ["convert", str(graph), "--into", str(tmp_path / f"tiny.{form}")])
        assert refused.exit_code == 2
        assert "tiny.ttl is a graph alone" in refused.stderr


@pytest.mark.parametrize(
    ("form", "failure"),
    [("sqlite", sqlite3.OperationalError("disk is full")), ("duckdb", duckdb.IOException("disk is full"))],
)
def test_a_full_disk_is_told(
    release: Release, tmp_path: Path, form: str, failure: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(opened: Release, into: Path) -> None:
        raise failure

    monkeypatch.setitem(FORMATS, form, fail)
    with pytest.raises(onrecord.UsageError, match=r"cannot write .*: disk is full"):
        onrecord.convert(release, tmp_path / f"tiny.{form}")
    assert list(tmp_path.iterdir()) == []


def test_a_small_database_is_small(copies: dict[str, Path]) -> None:
    assert copies["duckdb"].stat().st_size < 3_000_000


@pytest.mark.parametrize("name", ["../secret", "/etc/hostname"])
def test_nothing_outside_of_a_release_is_packed(tiny_release: Path, tmp_path: Path, name: str) -> None:
    copy = Path(shutil.copytree(tiny_release, tmp_path / "release"))
    (tmp_path / "secret").write_text("mine")
    with (copy / "SHA256SUMS").open("a") as sums:
        sums.write(f"{'0' * 64}  {name}\n")
    with pytest.raises(onrecord.UsageError, match="leads out of it"):
        onrecord.convert(copy, tmp_path / "release.zip")
    assert not (tmp_path / "release.zip").exists()
