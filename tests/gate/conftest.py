"""Releases of the tiny dataset to plant words in, and a gate that looks for invented ones."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.gate import Gate, Lexicon

Told = list[tuple[str, str]]


def gate(*phrases: str) -> Gate:
    lexicon = Lexicon("00" * 16)
    for phrase in phrases:
        assert lexicon.add(phrase)
    return Gate(lexicon)


@pytest.fixture
def release(tiny_release: Path, tmp_path: Path) -> Path:
    """A copy of the tiny dataset's release, to plant words in."""
    return Path(shutil.copytree(tiny_release, tmp_path / "release"))


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., Told]:
    """What the gate says of one file with some content: code and message."""

    def telling(name: str, content: str | bytes, *phrases: str) -> Told:
        folder = tmp_path / "one"
        shutil.rmtree(folder, ignore_errors=True)
        path = folder / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        _, problems = gate(*(phrases or ("zebra",))).search(folder)
        assert not any("zebra" in str(problem).casefold() for problem in problems)
        return [(problem.code, problem.message) for problem in problems]

    return telling
