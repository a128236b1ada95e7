"""The README shows nothing that does not come out, and leaves out no command."""

import re
from pathlib import Path

import pytest
from tests.readme.refresh import BLOCK, PROJECT, README, prepare, refreshed

from onrecord.cli import main

TEXT = README.read_text("utf-8")


def test_every_block_gives_the_output_that_is_shown(tmp_path: Path) -> None:
    assert refreshed(TEXT, prepare(tmp_path)).splitlines() == TEXT.splitlines(), "run python tests/readme/refresh.py"


def test_every_block_is_run_or_saved() -> None:
    for block in BLOCK.finditer(TEXT):
        assert block["language"] in {"console", "python", "sparql"} or block["path"], block[0]


def test_every_fence_belongs_to_a_block() -> None:
    assert "```" not in BLOCK.sub("", TEXT)


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_shown(command: str) -> None:
    assert re.search(rf"^\$ onrecord {command}\b", TEXT, re.MULTILINE)


@pytest.mark.parametrize("target", re.findall(r"\]\((?!https?:|#)([^)]+)\)", TEXT))
def test_every_link_leads_somewhere(target: str) -> None:
    assert (PROJECT / target).exists()


def test_every_room_of_the_house_is_named() -> None:
    rooms = {path.name for path in (PROJECT / "src" / "onrecord").iterdir() if path.name[0].isalpha()}
    named = re.findall(r"`([a-z_]+(?:\.py)?)/?`", TEXT.partition("## How the house is built")[2])
    assert rooms == rooms & set(named)
