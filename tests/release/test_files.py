"""The files of a release in the making, small ones and those that are written behind the back of who makes them."""

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.write.files import Folder
from onrecord.write.side_by_side import Consumer, side_by_side

BLOCK = b"who said what, and how many\n" * 9_000
"""A quarter of a megabyte: from the fifth on, a file counts as large."""


@pytest.mark.parametrize("blocks", [0, 1, 40])
def test_a_file_is_told_as_it_stands_on_the_disk(tmp_path: Path, blocks: int) -> None:
    folder = Folder(tmp_path)
    with folder.file("a/text") as sink:
        for _ in range(blocks):
            assert sink.write(BLOCK) == len(BLOCK)
        assert sink.tell() == blocks * len(BLOCK)
    content = (tmp_path / "a" / "text").read_bytes()
    assert content == BLOCK * blocks
    [file] = folder.files
    assert (file.bytes, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
@pytest.mark.parametrize("blocks", [1, 40])
def test_a_full_disk_is_told_whoever_writes(tmp_path: Path, blocks: int) -> None:
    (tmp_path / "text").symlink_to("/dev/full")
    folder, threads = Folder(tmp_path), threading.active_count()
    with pytest.raises(OSError, match="No space left"), folder.file("text") as sink:
        for _ in range(blocks):
            sink.write(BLOCK)
    assert not folder.files
    assert threading.active_count() == threads


def test_what_is_given_to_some_all_of_them_get_in_its_order() -> None:
    taken: list[list[int]] = [[], [], []]
    side_by_side(range(100), [each.extend for each in taken])
    assert taken == [[*range(100)]] * 3


def test_one_that_fails_ends_the_others_and_is_told() -> None:
    def fails(items: Iterator[int]) -> None:
        next(items)
        raise ValueError("no more")

    taken: list[int] = []
    endless = iter(int, 1)
    with pytest.raises(ValueError, match="no more"):
        side_by_side(endless, [taken.extend, fails])
    assert taken


def test_an_error_of_the_block_is_told_and_not_one_that_comes_of_it() -> None:
    def fails(items: Iterator[int]) -> None:
        list(items)
        raise ValueError("too few")

    with pytest.raises(KeyError, match="first"), Consumer(fails) as consumer:
        consumer.give(1)
        raise KeyError("first")
