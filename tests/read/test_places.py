"""Input on other file systems, named by URIs, is read as input here."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from pyarrow import fs
from tests.bulk.conftest import contents

from onrecord import places
from onrecord.cli import main
from onrecord.places import Place, place_of
from onrecord.problems import UsageError
from onrecord.read import read_records


def test_a_uri_keeps_its_name() -> None:
    folder = place_of("s3://bucket/records")
    assert isinstance(folder, Place)
    assert (folder / "a" / "figures.jsonl").as_posix() == "s3://bucket/records/a/figures.jsonl"
    assert (folder / "a" / "figures.jsonl").relative_to(folder).as_posix() == "a/figures.jsonl"
    assert str(place_of("file:///a/b").parent) == "file:///a"
    assert not isinstance(place_of("a/b"), Place)


@pytest.mark.parametrize("scheme", ["file", "memory"])
def test_records_are_read_from_there(
    records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    (records / "places-more.csv").write_text("id,name\nplace-a,\n", "utf-8")
    here, there = read_records(records), read_records(elsewhere(tmp_path, monkeypatch, scheme))
    assert {name: rows.to_pylist() for name, rows in there.tables.items()} == {
        name: rows.to_pylist() for name, rows in here.tables.items()
    }
    assert there.metadata == here.metadata
    assert [problem.where.line for problem in there.problems] == [problem.where.line for problem in here.problems]
    assert there.problems[0].where.file.endswith("://bucket/records/places-more.csv" if scheme == "memory" else ".csv")


def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str) -> Path:
    """The folder of records under a URI: of this machine, or of a bucket that begins at a folder of it."""
    if scheme == "file":
        return place_of((tmp_path / "records").as_uri())
    bucket = fs.SubTreeFileSystem(str(tmp_path), fs.LocalFileSystem())
    monkeypatch.setattr(places, "_system", lambda root: (bucket, ""))
    return place_of("memory://bucket/records")


def test_a_uri_that_is_no_folder_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"file:///.*nowhere is not a folder"):
        read_records(place_of((tmp_path / "nowhere").as_uri()))


def test_a_file_system_that_nobody_knows_is_a_clear_error() -> None:
    with pytest.raises(UsageError, match="gopher://a/records cannot be reached"):
        read_records(place_of("gopher://a/records"))


def test_a_release_is_built_from_there(records: Path, tmp_path: Path, tiny_release: Path) -> None:
    told = CliRunner().invoke(main, ["build", (tmp_path / "records").as_uri(), "--into", "release"])
    assert told.exit_code == 0, told.output
    assert contents(tmp_path / "release") == contents(tiny_release)
    assert CliRunner().invoke(main, ["check", (tmp_path / "records").as_uri()]).exit_code == 0
