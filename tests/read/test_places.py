"""Input on other file systems, named by URIs, is read as input here."""

import pickle
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
    assert [str(above) for above in (folder / "a").parents] == ["s3://bucket/records", "s3://bucket"]
    assert pickle.loads(pickle.dumps(folder)) == folder


@pytest.mark.parametrize("uri", ["file:///a%20b/c", "file://localhost/a%20b/c", "/a b/c"])
def test_a_file_of_this_machine_is_a_path(uri: str) -> None:
    assert place_of(uri) == Path("/a b/c")
    assert not isinstance(place_of(uri), Place)


@pytest.mark.parametrize("uri", ["s3://", "s3:///records", "file://elsewhere/records", "s3://KEY:SEC/RET@bucket/x"])
def test_a_uri_without_a_bucket_is_refused(uri: str) -> None:
    with pytest.raises(UsageError, match=r"names a bucket or a host|no file or folder of this machine") as refused:
        place_of(uri)
    assert "RET" not in str(refused.value)


@pytest.mark.parametrize(
    ("uri", "root", "shown"),
    [
        ("s3://KEY:SE%2FC@bucket/a%20b/c", "s3://KEY:SE%2FC@bucket", "s3://bucket/a b/c/x"),
        ("s3://bucket/a?endpoint_override=h:1&scheme=http", "s3://bucket?endpoint_override=h:1&scheme=http", None),
        ("abfs://box:SECRET@account.dfs.core.windows.net/a", None, "abfs://box@account.dfs.core.windows.net/a/x"),
        ("hdfs://host:8020/a", "hdfs://host:8020", "hdfs://host:8020/a/x"),
    ],
)
def test_keys_and_settings_reach_arrow_and_are_not_shown(
    monkeypatch: pytest.MonkeyPatch, uri: str, root: str | None, shown: str | None
) -> None:
    asked = []

    def fails(root: str) -> None:
        asked.append(root)
        raise OSError(f"cannot\nopen {root} dlopen(/usr/lib/libjvm.so) failed" + "x" * 1000)

    monkeypatch.setattr(places, "_system", fails)
    place = place_of(uri) / "x"
    with pytest.raises(UsageError, match="cannot be reached: cannot open") as refused:
        place.exists()
    assert asked == [root or uri.removesuffix("/a")]
    assert str(place) == shown or shown is None
    assert not any(word in f"{place} {refused.value}" for word in ("KEY", "SE%2FC", "SECRET", "dlopen", "\n"))


def test_what_is_not_there_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = elsewhere(tmp_path, monkeypatch, "memory") / "nowhere"
    for look in (place.open, place.stat, place.read_bytes):
        with pytest.raises(FileNotFoundError):
            look()


def test_a_dead_link_is_told(records: Path) -> None:
    (records / "figures-more.jsonl").symlink_to("nowhere")
    (records / "circle").symlink_to(records)
    told = CliRunner().invoke(main, ["check", records.absolute().as_uri()])
    assert told.exit_code == 1
    assert told.output.count("error[unreadable-file]") == 1


def test_what_needs_this_machine_is_refused(records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (records / "dataset.yaml").read_text("utf-8")
    (records / "dataset.yaml").write_text(f"{text}previous: ../before\n", "utf-8")
    elsewhere(tmp_path, monkeypatch, "memory")
    for option, expected in (("--watch", "takes a folder of this machine"), ("--strict", "give `--previous`")):
        told = CliRunner().invoke(main, ["check", "memory://bucket/records", option])
        assert (told.exit_code, expected in told.output) == (2, True)


def test_one_file_there_is_checked(records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (records / "places-more.csv").write_text("id,name\nplace-a,\n", "utf-8")
    elsewhere(tmp_path, monkeypatch, "memory")
    told = CliRunner().invoke(main, ["check", "memory://bucket/records/places-more.csv"])
    assert told.exit_code == 1
    assert "memory://bucket/records/places-more.csv:2" in told.output


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
    with pytest.raises(UsageError, match=r"nowhere is not a folder"):
        read_records(place_of((tmp_path / "nowhere").as_uri()))


def test_a_file_system_that_nobody_knows_is_a_clear_error() -> None:
    with pytest.raises(UsageError, match="gopher://a/records cannot be reached"):
        read_records(place_of("gopher://a/records"))


def test_a_release_is_built_from_there(records: Path, tmp_path: Path, tiny_release: Path) -> None:
    told = CliRunner().invoke(main, ["build", (tmp_path / "records").as_uri(), "--into", "release"])
    assert told.exit_code == 0, told.output
    assert contents(tmp_path / "release") == contents(tiny_release)
    assert CliRunner().invoke(main, ["check", (tmp_path / "records").as_uri()]).exit_code == 0
