"""``verify`` finds every change of a published release and names the file."""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path
from threading import Event

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.problems import UsageError
from onrecord.verify import keys, run, verify
from onrecord.verify.rows import CsvFile
from onrecord.verify.tables import Looked, TableCheck
from onrecord.verify.withdrawn import REGISTER


def codes(release: Path) -> set[tuple[str, str]]:
    return {(problem.where.file, problem.code) for problem in verify(release)}


def test_a_release_is_as_it_was_published(release: Path) -> None:
    assert verify(release)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(st.data())
def test_any_changed_byte_is_found_in_its_file(damaged: Path, data: st.DataObject) -> None:
    files = sorted(path for path in damaged.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    path = data.draw(st.sampled_from(files))
    content = path.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    path.write_bytes(content[:place] + bytes([content[place] ^ data.draw(st.integers(1, 255))]) + content[place + 1 :])
    try:
        assert (path.relative_to(damaged).as_posix(), "changed-file") in codes(damaged)
    finally:
        path.write_bytes(content)


def _damaged_for_one_reader(path: Path) -> list[bytes]:
    """The file with one byte changed that keeps one reader of Parquet from reading it, and not the other.

    Every third byte is tried.
    """
    content, whole, found = path.read_bytes(), pq.read_table(path), []
    for place in range(4, len(content) - 8, 3):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with suppress(OSError, pa.ArrowException, UnicodeDecodeError):
            if pq.read_table(path).equals(whole) and not _readable_by_the_other(path):
                found.append(path.read_bytes())
    return found


def _readable_by_the_other(path: Path) -> bool:
    try:
        duckdb.execute(f"SELECT * FROM read_parquet('{path}')").fetchall()
    except duckdb.Error:
        return False
    return True


def test_damage_that_one_reader_does_not_mind_stops_none(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, csv = "parquet/derivations.parquet", damaged / "data/derivations.csv"
    compared_by_the_other = {("parquet", "unreadable-file")}
    contents = _damaged_for_one_reader(damaged / name)
    assert contents
    for held, content in product((0, 1_000_000), contents[:: max(1, len(contents) // 2)]):
        monkeypatch.setattr(keys, "_SMALL", held)
        (damaged / name).write_bytes(content)
        assert codes(damaged) - compared_by_the_other == {(name, "changed-file")}
        said = csv.read_bytes()
        csv.write_bytes(said.replace(b",difference,", b",sum,", 1))  # rows that differ are looked at by value
        assert ("data/derivations.csv", "formats-disagree") in codes(damaged)
        csv.write_bytes(said.rpartition(b"drv-")[0])
        assert ("data/derivations.csv", "formats-disagree") in codes(damaged)
        csv.write_bytes(said)
        shutil.copyfile(damaged / "SHA256SUMS", damaged.parent / "sums")
        reseal(damaged, name)
        assert not codes(damaged) - compared_by_the_other
        shutil.copyfile(damaged.parent / "sums", damaged / "SHA256SUMS")


def test_what_fails_is_told_while_others_are_still_asking(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asking, failed = Event(), list[duckdb.Error]()

    def busy(check: TableCheck, parts: Sequence[CsvFile], stored: object) -> Looked:
        name = parts[0].table.name
        if name == REGISTER:
            return Looked(0, True, True)
        if name == "names":
            assert asking.wait(60)
            raise KeyboardInterrupt
        try:
            with check._keys.cursor() as db:
                asking.set()
                db.execute("SELECT max(hash(a.range * b.range)) FROM range(10000) a, range(3000) b").fetchall()
        except duckdb.Error as error:
            failed.append(error)
        return Looked(0, True, True)

    monkeypatch.setattr(TableCheck, "run", busy)
    monkeypatch.setattr(run, "_THREADS", 2)
    with pytest.raises(KeyboardInterrupt):
        verify(release)
    assert not failed


def test_a_line_break_in_a_header_is_a_wrong_header(damaged: Path) -> None:
    path = damaged / "data" / "names.csv"
    path.write_bytes(path.read_bytes().replace(b"agent_id", b"agent\rid", 1))
    assert ("data/names.csv", "wrong-header") in codes(damaged)


def test_a_missing_and_an_extra_file_are_named(damaged: Path) -> None:
    (damaged / "data/names.csv").rename(damaged / "data/names2.csv")
    assert codes(damaged) == {("data/names.csv", "missing-file"), ("data/names2.csv", "extra-file")}


def reseal(release: Path, path: str) -> None:
    """Writes the hash that a changed file now has into SHA256SUMS, as someone would who wants to hide the change."""
    import hashlib

    sums = release / "SHA256SUMS"
    digest = hashlib.sha256((release / path).read_bytes()).hexdigest()
    lines = [f"{digest}  {path}" if line.endswith(f"  {path}") else line for line in sums.read_text().splitlines()]
    sums.write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/figures.csv", b"8000000000", b"9000000000"),
        ("rdf/tiny.ttl", b'"8000000000"', b'"9000000000"'),
        ("data/names.csv", "สหประชาชาติ".encode(), b"UN"),
    ],
)
def test_a_resealed_change_in_one_format_is_found(damaged: Path, path: str, old: bytes, new: bytes) -> None:
    content = (damaged / path).read_bytes()
    assert old in content
    (damaged / path).write_bytes(content.replace(old, new))
    reseal(damaged, path)
    descriptor = {("datapackage.json", "wrong-descriptor")} if path.endswith(".csv") else set()  # has the hash, too
    assert codes(damaged) == {(path, "formats-disagree")} | descriptor


def test_a_truncated_parquet_file_is_named(damaged: Path) -> None:
    path = damaged / "parquet/figures.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    reseal(damaged, "parquet/figures.parquet")
    assert ("parquet/figures.parquet", "unreadable-file") in codes(damaged)


def test_a_folder_of_something_else_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="it has no SHA256SUMS"):
        verify(tmp_path)


def test_a_packed_release_is_a_clear_error(release: Path, tmp_path: Path) -> None:
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", release)
    with pytest.raises(UsageError, match="unpack an archive first"):
        verify(Path(packed))
    with pytest.raises(UsageError, match="there is no such folder"):
        verify(tmp_path / "nowhere")
