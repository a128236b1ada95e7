"""Data that are taken over keep their licence, and the page on rights says what the rules say."""

import re
from pathlib import Path

import pytest
from tests.conftest import PROJECT

from onrecord.check.rights import FAMILIES, MAY_BECOME, RULES
from onrecord.load import load
from onrecord.problems import Problem, Severity

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
    ("CC BY-NC-ND 4.0", "CC0-1.0", False),
    ("CC-BY-ND-4.0", "LicenseRef-ours", False),
    ("CC0-1.0", "LicenseRef-ours", True),
    ("MIT", "MIT", True),
]

# the licence of the data, that of the release, what is said where it is not known whether the one may become the other
UNKNOWN = [
    ("free for research, ask us first", "CC0-1.0", "what the licence `free for research, ask us first` of `src-relay`"),
    ("All rights reserved", "CC0-1.0", "what the licence `All rights reserved` of `src-relay` allows is not known"),
    ("proprietary", "proprietary", "what the licence `proprietary` of `src-relay` allows is not known"),
    ("", "CC0-1.0", "the data of `src-relay` have no licence"),
    ("CC-BY-NC-4.0", "LicenseRef-ours", "data under CC-BY-NC-4.0 are in `src-relay`, and what the licence of the "
     "release, LicenseRef-ours, allows is not known"),
]  # fmt: skip


def problems(records: Path, kind: str, licence: str, release: str, more: str = "") -> tuple[Problem, ...]:
    """The problems of the tiny dataset with one source under a licence, and the release under another."""
    reports, dataset = records / "reports.yaml", records / "dataset.yaml"
    under = f"    licence: {licence}\n" if licence else ""
    source = f"kind: {kind}\n{under}{more}"
    reports.write_text(reports.read_text("utf-8").replace("kind: news_article\n", source), "utf-8")
    dataset.write_text(dataset.read_text("utf-8").replace("{id: CC0-1.0", f"{{id: {release}"), "utf-8")
    return load(records)[1]


def codes(records: Path, kind: str, licence: str, release: str, more: str = "") -> list[str]:
    return [problem.code for problem in problems(records, kind, licence, release, more)]


@pytest.mark.parametrize(("data", "release", "allowed"), PAIRS)
def test_the_licence_of_data_binds_the_release(records: Path, data: str, release: str, allowed: bool) -> None:
    found = codes(records, "dataset", data, release, "    attribution: The Relay\n")
    assert found == ([] if allowed else ["licence-forbids-release"])


@pytest.mark.parametrize(("data", "release", "message"), UNKNOWN)
def test_what_nobody_knows_is_no_permission_until_a_remark_says_why(
    records: Path, data: str, release: str, message: str
) -> None:
    named = "    attribution: The Relay\n"
    (problem,) = problems(records, "dataset", data, release, named)
    assert (problem.code, problem.severity) == ("unknown-licence", Severity.ERROR)
    assert problem.message.startswith(message)
    answered = f"{named}    remarks: [{{kind: inference, text: The owner gave leave in a letter.}}]\n"
    reports = records / "reports.yaml"
    reports.write_text(reports.read_text("utf-8").replace(named, answered, 1), "utf-8")
    assert load(records)[1] == ()


def test_no_remark_makes_room_for_what_a_licence_forbids(records: Path) -> None:
    more = "    attribution: The Relay\n    remarks: [{kind: inference, text: It should be fine.}]\n"
    assert codes(records, "dataset", "CC-BY-NC-ND-4.0", "LicenseRef-ours", more) == ["licence-forbids-release"]


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
