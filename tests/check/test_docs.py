"""The pages name every doubt."""

from pathlib import Path

import pytest

from onrecord.check import RULES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("code", [rule.code for rule in RULES if rule.doubt])
def test_every_doubt_has_a_row(code: str) -> None:
    assert f"| `{code}` |" in (DOCS / "figures.md").read_text("utf-8")


def test_shared_names_are_explained() -> None:
    assert "`shared-name`" in (DOCS / "names.md").read_text("utf-8")
