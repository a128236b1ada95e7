"""A release takes its place whole: whatever happens before leaves the old one as it was."""

from pathlib import Path

import pytest

from onrecord.problems import UsageError
from onrecord.stage import staged


def release(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "datapackage.json").write_text(text)
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  datapackage.json\n")
    return folder


def text_of(folder: Path) -> str:
    return (folder / "datapackage.json").read_text()


def test_a_new_release_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = release(tmp_path / "out", "old")
    with staged(target) as folder:
        (folder / "datapackage.json").write_text("new")
        assert text_of(target) == "old"
    assert text_of(target) == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_first_release_makes_its_folders(tmp_path: Path) -> None:
    with staged(tmp_path / "deep" / "out") as folder:
        (folder / "datapackage.json").write_text("new")
    assert text_of(tmp_path / "deep" / "out") == "new"


def test_an_error_leaves_the_old_release_and_no_litter(tmp_path: Path) -> None:
    target = release(tmp_path / "out", "old")
    with pytest.raises(RuntimeError), staged(target) as folder:
        (folder / "datapackage.json").write_text("half")
        raise RuntimeError
    assert text_of(target) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_is_a_clear_error(tmp_path: Path) -> None:
    target = release(tmp_path / "out", "old")
    with pytest.raises(UsageError, match="No space left on device"), staged(target):
        raise OSError(28, "No space left on device")
    assert text_of(target) == "old"


def test_what_a_killed_run_left_behind_is_removed(tmp_path: Path) -> None:
    release(tmp_path / ".out.staging-dead", "half")
    with staged(tmp_path / "out") as folder:
        (folder / "datapackage.json").write_text("new")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_run_at_the_same_time_is_left_alone(tmp_path: Path) -> None:
    with staged(tmp_path / "out") as first:
        (first / "datapackage.json").write_text("first")
        with staged(tmp_path / "out") as second:
            (second / "datapackage.json").write_text("second")
            (second / "SHA256SUMS").write_text(f"{'0' * 64}  datapackage.json\n")
        assert text_of(first) == "first"
    assert text_of(tmp_path / "out") == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_something_else_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="something other than a release"), staged(tmp_path / "out"):
        pass
    assert (tmp_path / "out" / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("signature", ["SHA256SUMS.sig", "SHA256SUMS.asc"])
def test_a_signed_release_is_replaced_signature_included(tmp_path: Path, signature: str) -> None:
    target = release(tmp_path / "out", "old")
    (target / signature).write_text("signed")
    with staged(target) as folder:
        (folder / "datapackage.json").write_text("new")
    assert [path.name for path in target.iterdir()] == ["datapackage.json"]


def test_a_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(UsageError, match="is not a folder"), staged(tmp_path / "out"):
        pass


def test_a_target_below_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(UsageError, match="cannot write"), staged(tmp_path / "file" / "out"):
        pass


def test_somebody_else_s_data_package_is_not_replaced(tmp_path: Path) -> None:
    other = release(tmp_path / "out", "mine")
    (other / "notes.txt").write_text("years of work")
    with pytest.raises(UsageError, match="something other than a release"), staged(other):
        pass
    assert (other / "notes.txt").exists()


def test_the_current_folder_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(release(tmp_path / "out", "old"))
    with pytest.raises(UsageError, match="is the current folder"), staged(Path()):
        pass


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot swap two folders in one step."""
    monkeypatch.setattr("onrecord.stage._exchange", lambda one, other: False)


@pytest.mark.usefixtures("no_exchange")
def test_a_release_is_replaced_without_an_exchange(tmp_path: Path) -> None:
    target = release(tmp_path / "out", "old")
    with staged(target) as folder:
        (folder / "datapackage.json").write_text("new")
    assert text_of(target) == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.usefixtures("no_exchange")
def test_a_rename_that_fails_half_way_puts_the_old_release_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = release(tmp_path / "out", "old")
    rename = Path.rename

    def fail_for_staging(path: Path, to: Path) -> Path:
        if ".staging-" in path.name:
            raise OSError(28, "No space left on device")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", fail_for_staging)
    with pytest.raises(UsageError, match="No space left on device"), staged(target):
        pass
    assert text_of(target) == "old"


def test_a_release_that_a_killed_run_had_set_aside_comes_back(tmp_path: Path) -> None:
    release(tmp_path / ".out.previous", "old")
    with pytest.raises(RuntimeError), staged(tmp_path / "out"):
        raise RuntimeError
    assert text_of(tmp_path / "out") == "old"
