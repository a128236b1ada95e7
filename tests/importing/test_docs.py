"""The page on importing tells of every key of a map and of every code of a problem, in the models' own words."""

from onrecord.importing.read_map import parse_map
from onrecord.read.page import Page

from .refresh import PAGE, refreshed


def test_the_tables_are_those_of_the_models() -> None:
    text = PAGE.read_text("utf-8")
    assert refreshed(text) == text, "run python tests/importing/refresh.py"


def test_the_map_on_the_page_is_one() -> None:
    shown = PAGE.read_text("utf-8").partition("```yaml\n")[2].partition("```")[0]
    assert parse_map(Page("map.yaml", shown)).map.name == "dams"
