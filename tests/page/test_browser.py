"""The page in a real browser: it is searched, sorted, linked into, read by axe-core, and asks nothing of any server."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.page.attacked import ATTACKS, attacked
from tests.page.test_page import large

from onrecord.dataset import Dataset
from onrecord.page import page

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def seen(node: str, chromium: str, tiny_release: Path, tiny: Dataset, tmp_path_factory: Any) -> dict[str, Any]:
    """What was seen of the tiny release's page, and of one whose texts are hostile, opened from the disk."""
    hostile = tmp_path_factory.mktemp("hostile") / "index.html"
    hostile.write_text(page(attacked(tiny, "".join(ATTACKS) + "ไม่มีช่องว่าง" * 9 + "W" * 400)), "utf-8")
    part = tmp_path_factory.mktemp("large") / "index.html"
    part.write_text(page(large(900)), "utf-8")
    urls = [(tiny_release / "index.html").as_uri(), hostile.as_uri(), part.as_uri()]
    command = [node, str(HERE / "browser.mjs"), chromium, *urls]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    content: dict[str, Any] = json.loads(done.stdout)
    return content


def test_it_asks_for_nothing_but_itself(seen: dict[str, Any]) -> None:
    assert {url.partition("#")[0].rpartition("/")[2] for url in seen["requests"]} == {"index.html"}


def test_nothing_is_wrong_in_the_console(seen: dict[str, Any]) -> None:
    assert seen["console"] == []


def test_every_figure_and_statement_is_there_the_latest_first(seen: dict[str, Any]) -> None:
    assert seen["all"]["figures"] == ["fig-growth", "fig-people-2022", "fig-people-misprint", "fig-people-2010"]
    assert seen["all"]["statements"] == ["stmt-responsibility", "stmt-eight-billion"]


def test_search_finds_all_words_in_any_case_and_without_accents(seen: dict[str, Any]) -> None:
    assert seen["searched"] == {"figures": ["fig-people-misprint"], "statements": []}
    assert seen["found"] == "1 of 4 figures, 0 of 2 statements"
    assert seen["accents"] == ["stmt-responsibility"]


def test_filters_narrow_the_lists(seen: dict[str, Any]) -> None:
    assert set(seen["contested"]) == {"fig-growth", "fig-people-2022", "fig-people-misprint"}
    assert seen["byGuterres"] == ["stmt-responsibility"]


def test_figures_are_sorted(seen: dict[str, Any]) -> None:
    assert seen["largest"] == ["fig-people-misprint", "fig-people-2022", "fig-people-2010", "fig-growth"]


def test_a_mark_of_a_plot_leads_to_its_record_by_keyboard(seen: dict[str, Any]) -> None:
    assert seen["opened"] == ["fig-people-2010"]


def test_a_link_to_the_record_of_the_address_finds_it_again(seen: dict[str, Any]) -> None:
    assert seen["again"] == [0, 1]


def test_a_number_is_found_with_and_without_its_commas(seen: dict[str, Any]) -> None:
    assert "fig-people-2010" in seen["bare"]
    assert seen["bare"] == seen["parted"]


def test_a_mark_of_a_plot_has_a_name_for_those_who_do_not_see_it(seen: dict[str, Any]) -> None:
    assert seen["named"] == 1


def test_an_address_with_an_anchor_opens_the_record(seen: dict[str, Any]) -> None:
    assert seen["linked"] == {"id": "src-page", "open": True, "visible": True}


def test_without_script_everything_can_be_read(seen: dict[str, Any]) -> None:
    assert seen["withoutScript"] == {"form": False, "figures": 4}


def test_all_that_is_closed_is_printed_with_and_without_script(seen: dict[str, Any]) -> None:
    assert seen["printed"] == [0, 4, 0]
    assert seen["printedWithoutScript"] == 4


def test_a_search_of_a_part_says_how_much_there_is(seen: dict[str, Any]) -> None:
    assert seen["foundOfLarge"].startswith("81 of the 81 figures shown (900 in the release)")


def test_the_first_link_skips_to_the_content(seen: dict[str, Any]) -> None:
    assert seen["skip"] is True


def test_it_fits_a_phone_whatever_its_texts(seen: dict[str, Any]) -> None:
    assert len(seen["overflow"]) == 10
    assert {where for where, pixels in seen["overflow"].items() if pixels > 0} == set()


def test_it_is_printed_dark_on_white_also_from_a_dark_screen_and_fills_its_pages(seen: dict[str, Any]) -> None:
    assert seen["paper"] == {
        "breakInside": "auto",
        "color": "rgb(0, 0, 0)",
        "backgroundColor": "rgb(255, 255, 255)",
        "link": "rgb(138, 49, 20)",
        "form": False,
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(seen: dict[str, Any], scheme: str) -> None:
    assert seen["violations"][scheme] == []
    assert seen["rules"] > 30
