"""The files of a release in the making, small ones and those that are written behind the back of who makes them."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.write.files import Folder
from onrecord.write.side_by_side import ConsumerThread, side_by_side

SMALL = b"who said what, and how many\n"
LARGE = SMALL * 9_000
"""What a thread writes."""
PIECES = [[], [SMALL] * 3, [LARGE] * 40, [SMALL, LARGE, SMALL, LARGE, SMALL]]


@pytest.mark.parametrize("pieces", PIECES, ids=["none", "small", "large", "mixed"])
def test_a_file_is_told_as_it_stands_on_the_disk(tmp_path: Path, pieces: list[bytes]) -> None:
    folder = Folder(tmp_path)
    with folder.file("a/text") as sink:
        assert [sink.write(piece) for piece in pieces] == [*map(len, pieces)]
        assert sink.tell() == sum(map(len, pieces))
    content = (tmp_path / "a" / "text").read_bytes()
    assert content == b"".join(pieces)
    [file] = folder.files
    assert (file.bytes, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.fixture
def full(tmp_path: Path) -> Folder:
    """A folder in which the disk is full as soon as a file called ``text`` is written."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no disk that is always full")
    (tmp_path / "text").symlink_to("/dev/full")
    return Folder(tmp_path)


@pytest.mark.parametrize("pieces", PIECES[1:], ids=["small", "large", "mixed"])
def test_a_full_disk_is_told_whoever_writes(full: Folder, pieces: list[bytes]) -> None:
    threads = threading.active_count()
    with pytest.raises(OSError, match="No space left"), full.file("text") as sink:
        for piece in pieces:
            sink.write(piece)
    assert not full.files
    assert threading.active_count() == threads


def test_what_stopped_whoever_made_a_file_is_told_before_a_full_disk(full: Folder) -> None:
    with pytest.raises(KeyboardInterrupt), full.file("text") as sink:
        sink.write(LARGE)
        raise KeyboardInterrupt


@pytest.mark.parametrize("piece", [SMALL, LARGE], ids=["small", "large"])
def test_a_finished_file_takes_no_more(tmp_path: Path, piece: bytes) -> None:
    with Folder(tmp_path).file("text") as sink:
        sink.write(piece)
    with pytest.raises(ValueError, match="closed"):
        sink.write(SMALL)


def test_what_is_given_to_some_all_of_them_get_in_its_order() -> None:
    taken: list[list[int]] = [[], [], []]
    side_by_side(range(100), [each.extend for each in taken])
    assert taken == [[*range(100)]] * 3


def through(items: Iterator[int]) -> Iterator[int]:
    """The same items, by a generator that closes what it has them from."""
    yield from items


@pytest.mark.parametrize("source", [iter, through], ids=["itself", "through another"])
def test_one_that_fails_ends_the_others_and_is_told(source: Callable[[Iterator[int]], Iterator[int]]) -> None:
    def fails(items: Iterator[int]) -> None:
        for _ in source(items):
            raise ValueError("no more")

    taken: list[int] = []
    endless = iter(int, 1)
    with pytest.raises(ValueError, match="no more"):
        side_by_side(endless, [taken.extend, fails])
    assert taken


def test_one_that_has_enough_keeps_nobody_waiting() -> None:
    def takes_one(items: Iterator[int]) -> None:
        for _ in through(items):
            break

    taken: list[int] = []
    side_by_side(range(100), [takes_one, taken.extend])
    assert taken == [*range(100)]


def test_an_error_of_the_block_is_told_and_not_one_that_comes_of_it() -> None:
    def fails(items: Iterator[int]) -> None:
        list(items)
        raise ValueError("too few")

    with pytest.raises(KeyError, match="first"), ConsumerThread(fails) as consumer:
        consumer.give(1)
        raise KeyError("first")
