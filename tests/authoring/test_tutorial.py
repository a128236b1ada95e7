"""The tutorial, followed step by step by somebody who types what it shows, and the page on editors."""

import re
from pathlib import Path

import pytest
from tests.conftest import PROJECT
from tests.readme.refresh import BLOCK, refreshed

from onrecord.verify import verify

DOCS = PROJECT / "docs"
TEXT = (DOCS / "tutorial.md").read_text("utf-8")


def test_every_step_gives_what_is_shown_and_the_last_one_is_a_sound_release(tmp_path: Path) -> None:
    shown = refreshed(TEXT, tmp_path)
    assert shown.splitlines() == TEXT.splitlines(), "run python tests/authoring/refresh.py"
    assert list(verify(tmp_path / "water/datapackage")) == []
    assert "find:" not in (tmp_path / "water/records/burst-mains.yaml").read_text("utf-8")


def test_every_fence_is_run_or_saved() -> None:
    assert "```" not in BLOCK.sub("", TEXT)


@pytest.mark.parametrize("page", ["tutorial.md", "editor.md", "problems.md"])
def test_every_link_leads_somewhere(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    assert all((DOCS / target).exists() for target in re.findall(r"\]\((?!https?:|#)([^)]+)\)", text))
