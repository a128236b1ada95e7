"""Data that are taken over keep their licence, and the page on rights says what the rules say."""

import re
from pathlib import Path

import pytest
from tests.conftest import PROJECT

from onrecord.check.rights import FAMILIES, MAY_BECOME, RULES
from onrecord.publish import load

PAGE = (PROJECT / "docs" / "rights.md").read_text("utf-8")

# the licence of the data, that of the release, whether the one may become the other
PAIRS = [
    ("CC0-1.0", "CC-BY-ND-4.0", True),
    ("CC-BY-4.0", "CC-BY-4.0", True),
    ("cc-by-3.0-de", "CC-BY-SA-4.0", True),
    ("OGL-UK-3.0", "ODC-By-1.0", True),
    ("CC-BY-4.0", "CC0-1.0", False),
    ("CC-BY-SA-3.0", "CC-BY-SA-4.0", True),
    ("CC-BY-SA-4.0", "CC-BY-SA-3.0", False),
    ("CC-BY-SA-4.0", "CC-BY-4.0", False),
    ("CC-BY-SA-4.0", "ODbL-1.0", False),
    ("ODbL-1.0", "ODbL-1.0", True),
    ("ODbL-1.0", "CC-BY-SA-4.0", False),
    ("CC-BY-NC-4.0", "CC-BY-4.0", False),
    ("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", True),
    ("CC-BY-NC-SA-4.0", "CC-BY-SA-4.0", False),
    ("CC-BY-ND-4.0", "CC-BY-ND-4.0", False),
    ("CC-BY-NC-ND-4.0", "CC-BY-NC-4.0", False),
    ("free for research, ask us first", "CC0-1.0", True),
    ("CC-BY-NC-4.0", "LicenseRef-ours", True),
]


def codes(records: Path, kind: str, licence: str, release: str, attribution: str = "") -> list[str]:
    """The codes of the problems of the tiny dataset with one source under a licence, and the release under another."""
    reports, dataset = records / "reports.yaml", records / "dataset.yaml"
    source = f"kind: {kind}\n    licence: {licence}\n{attribution}"
    reports.write_text(reports.read_text("utf-8").replace("kind: news_article\n", source), "utf-8")
    dataset.write_text(dataset.read_text("utf-8").replace("{id: CC0-1.0", f"{{id: {release}"), "utf-8")
    return [problem.code for problem in load(records)[1]]


@pytest.mark.parametrize(("data", "release", "allowed"), PAIRS)
def test_the_licence_of_data_binds_the_release(records: Path, data: str, release: str, allowed: bool) -> None:
    found = codes(records, "dataset", data, release, "    attribution: The Relay\n")
    assert found == ([] if allowed else ["licence-forbids-release"])


def test_facts_may_be_cited_from_a_source_of_any_licence(records: Path) -> None:
    assert codes(records, "report", "CC-BY-NC-ND-4.0", "CC0-1.0") == []


@pytest.mark.parametrize(("licence", "asks"), [("CC0-1.0", False), ("ODbL-1.0", True), ("OGL-UK-3.0", True)])
def test_attribution_is_given_where_it_is_asked_for(records: Path, licence: str, asks: bool) -> None:
    assert ("missing-attribution" in codes(records, "dataset", licence, licence)) is asks


def rows(head: str) -> dict[str, str]:
    """The table of the page under a head, its first column against its second."""
    table = PAGE.partition(head)[2].partition("\n\n")[0]
    return dict(re.findall(r"^\| ([^|`-][^|]*|`[^`]+`) \| ?(.*?) ?\|$", table, re.MULTILINE))


def test_the_page_has_the_table_of_the_rules() -> None:
    assert rows("| data | releases |") == {one: ", ".join(others) for one, others in MAY_BECOME.items()}
    assert rows("| code | what it demands |") == {f"`{rule.code}`": rule.meaning for rule in RULES}


def test_the_page_lists_the_licences_of_every_family() -> None:
    listed = rows("| family | SPDX ids |")
    assert list(listed) == list(FAMILIES)
    for family, ids in listed.items():
        for id in re.findall("`([^`]+)`", ids):
            assert re.fullmatch(FAMILIES[family], id.replace("*", "3.0" if id.startswith("CC") else "2.0"))
