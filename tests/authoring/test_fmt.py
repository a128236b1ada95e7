"""The common format: it says the same, keeps every comment, and formatting it again changes nothing."""

from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped, unused-ignore]
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.cli import main
from onrecord.read import read_records
from onrecord.read.page import Page
from onrecord.read.yaml_text import parse
from onrecord.scaffold import SORTS, add
from onrecord.schema import records_schema
from onrecord.tidy import fmt, formatted

PROJECT = Path(__file__).parents[2]
PAGES = [path for folder in ("records", "tests", "src") for path in sorted((PROJECT / folder).rglob("records/*.yaml"))]
PAGES += sorted((PROJECT / "records").glob("*.yaml"))

UGLY = """\
%YAML 1.1
---
# who speaks
organizations:   # and who is spoken of

- kind: 'government'
  # the council
  name: "Town Council: of Northport"   # as it calls itself
  id: "org-council"


  names: [ {lang: en, value: 'NTC', kind: abbreviation},   # first
           {value: "no", lang: en, kind: alternative} ]
-    # the other one
  id: org-two
  name: >
    Waterworks of the
    North
  description: 'It is "said" to be'\x20\x20
  # at its end
sources: []
# at the end of all
"""
NEAT = """\
# who speaks
organizations: # and who is spoken of
  - id: org-council
    # the council
    name: "Town Council: of Northport" # as it calls itself
    kind: government

    names:
      - {value: NTC, lang: en, kind: abbreviation} # first
      - {value: "no", lang: en, kind: alternative}
  # the other one
  - id: org-two
    name: "Waterworks of the North\\n"
    description: It is "said" to be
    # at its end
sources: []
# at the end of all
"""


def test_ugly_becomes_neat() -> None:
    assert formatted(Page("a.yaml", UGLY)) == NEAT


@pytest.mark.parametrize("sort", SORTS)
def test_a_skeleton_is_in_the_common_format(records: Path, sort: str) -> None:
    fmt(records)
    for number in range(2):
        assert fmt(add(sort, f"The {number}: new one", records / "reports.yaml").path, write=False).changed == ()


def test_long_lines_are_folded_and_short_ones_are_not() -> None:
    words = " ".join(["word"] * 40)
    text = f"places:\n  - name: {words} # long\n    id: >-\n      place\n      -a\n"
    neat = formatted(Page("a.yaml", text))
    assert isinstance(neat, str)
    assert "    name: >- # long\n      word word" in neat
    assert "  - id: place -a\n" in neat
    assert max(map(len, neat.splitlines())) <= 100


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_real_files_say_the_same_and_stay_as_formatted(path: Path) -> None:
    page = Page(path.name, path.read_text("utf-8"))
    once = formatted(page)
    assert isinstance(once, str)
    assert yaml.safe_load(once) == yaml.safe_load(page.text)
    assert formatted(Page(path.name, once)) == once


@pytest.mark.parametrize("path", sorted((PROJECT / "src/onrecord/scaffold/sample/records").glob("*.yaml")))
def test_the_sample_is_in_the_common_format(path: Path) -> None:
    assert fmt(path, write=False).changed == ()


def test_records_are_read_as_before(records: Path) -> None:
    before = read_records(records)
    assert fmt(records).changed
    after = read_records(records)
    for name, rows in before.tables.items():
        assert after.tables[name].drop(["_origin"]).equals(rows.drop(["_origin"]))
    assert after.metadata == before.metadata
    assert fmt(records).changed == ()


WORDS = st.text(st.sampled_from("ab :#-?,[]{}'\"\\&*!|>%@`~=<.0é世\U0001f58a"), max_size=12) | st.sampled_from(
    ["no", "null", "~", "12:30", "0123", "7e9", "2010-01-01", "- a", "# x", "a # b", "word " * 30 + "end", "", " a "]
)
DATA = st.recursive(
    st.none() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(["name", "id", "names", "citations", "kind", "x"])
ROOT = st.dictionaries(
    st.sampled_from(["organizations", "figures", "zzz"]),
    st.lists(st.dictionaries(FIELDS, DATA), max_size=3),
    min_size=1,
)
STYLE = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([None, True, False]),
        "default_style": st.sampled_from([None, None, "'", '"', "|", ">"]),
        "width": st.sampled_from([20, 80, 1000]),
        "indent": st.sampled_from([2, 4]),
        "allow_unicode": st.booleans(),
    }
)


IN_BRACKETS = {"default_flow_style": True, "default_style": None, "width": 20, "indent": 4, "allow_unicode": False}
AT_ENDS = IN_BRACKETS | {"default_flow_style": None, "width": 999}


@given(data=ROOT, style=STYLE, notes=st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=8))
@example(data={"organizations": [{"name": [[], [None]]}]}, style=IN_BRACKETS, notes=[(1, False)])
@example(data={"organizations": [{"kind": [[""]]}]}, style=IN_BRACKETS, notes=[(1, True)])
@example(data={"organizations": [{"name": "word " * 30 + "end"}]}, style=AT_ENDS, notes=[(2, True)])
@example(data={"organizations": [{}, {"name": None}]}, style=IN_BRACKETS, notes=[(0, False)])
def test_any_file_says_the_same_and_keeps_its_comments(
    data: dict[str, Any], style: dict[str, Any], notes: list[tuple[int, bool]]
) -> None:
    lines = yaml.dump(data, sort_keys=False, **style).split("\n")
    for number, (at, own_line) in enumerate(notes):
        place = min(at, len(lines) - 1)
        if own_line:
            lines[place:place] = [f"   # note-{number}."]
        else:
            lines[place] += f" # note-{number}."
    page = Page("a.yaml", "\n".join(lines))
    parsed = parse(page)
    once = formatted(page)
    if parsed.problems:
        assert once == parsed.problems
        return
    assert isinstance(once, str)
    assert parse(Page("a.yaml", once)).root == parsed.root
    assert formatted(Page("a.yaml", once)) == once
    for number in range(len(notes)):
        assert _on_one_line(once).count(f"# note-{number}.") == _on_one_line(page.text).count(f"# note-{number}.")
    if not any("note-" in line for line in lines):
        assert yaml.load(once, yaml.BaseLoader) == yaml.load(page.text, yaml.BaseLoader)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


NAMES = {
    "dashes": """names:
      - {value: V, lang: en, kind: native} # behind the item
      # end of names""",
    "brackets": """names: [{value: V, lang: en, kind: native}, # behind the item
      # end of names
      ]""",
    "brackets below": """names:
      # above names
      [{value: V, lang: en, kind: native}, {value: W}] # behind names
      # end of names""",
    "groups": """names:
      # above the item
      - kind: native
        value: V # behind the value
        # end of the group
        lang: en
      # end of names""",
}
FIELDS_OF_ONE = [
    "# above id\n    id: org-a # behind id",
    "# above kind\n    kind: ngo",
    "name: A # behind name",
    "remarks: [{kind: privacy, text: T}] # behind remarks",
]


@settings(max_examples=40)
@given(order=st.permutations(range(5)), names=st.sampled_from(list(NAMES)))
def test_comments_keep_their_neighbours(order: list[int], names: str) -> None:
    parts = [*FIELDS_OF_ONE, NAMES[names]]
    fields = "".join(f"    {parts[number]}\n" for number in order)
    text = f"organizations:\n  - native_lang: en\n{fields}  # end of organizations\n"
    neat = formatted(Page("a.yaml", text))
    assert isinstance(neat, str)
    lines = [line.strip().removeprefix("- ") for line in neat.splitlines()]
    for number, line in enumerate(lines):
        text_before, _, note = line.partition("# ")
        where, _, field = note.partition(" ")
        if where == "above" and field != "the item":
            assert lines[number + 1].startswith(f"{field}:")
        elif where == "behind":
            assert (field.removeprefix("the ") + ":").replace("item:", "value: V") in text_before
    end = lines.index("# end of names")
    assert "value: V" in " ".join(lines[end - 4 : end])
    assert lines[-1] == "# end of organizations"
    assert neat.count("#") == text.count("#")
    assert formatted(Page("a.yaml", neat)) == neat


LONG = "x" * 70
AFTER = f"""\
organizations:
  - names: [{{value: {LONG}, kind: native}}, {{value: {LONG}, kind: native}}] # all names
    remarks: [ # none
      # yet
      ]
    name: A
     # a name
    id: org-a
"""


def test_comments_stay_with_what_they_are_indented_like() -> None:
    neat = formatted(Page("a.yaml", AFTER))
    assert isinstance(neat, str)
    lines = neat.splitlines()
    assert lines[1:4] == ["  - id: org-a", "    name: A", "    # a name"]
    assert "    names: # all names" in lines
    assert lines[-2:] == ["    remarks: [] # none", "    # yet"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["fmt", *arguments])


def test_check_changes_nothing_and_says_what_would(records: Path) -> None:
    before = (records / "reports.yaml").read_bytes()
    result = run("--check")
    assert (result.exit_code, result.stdout) == (1, "would change: records/reports.yaml\n3 files, 1 to change\n")
    assert (records / "reports.yaml").read_bytes() == before
    assert run().stdout == "changed: records/reports.yaml\n3 files, 1 changed\n"
    assert (run("--check").exit_code, run("records/reports.yaml").exit_code) == (0, 0)


def test_what_cannot_be_read_stays(records: Path) -> None:
    (records / "agents.yaml").write_text("organizations: [\n")
    (records / "places.yaml").write_bytes(b"places: \xff\n")
    (records / "empty.yaml").write_text("# nothing yet\n")
    result = run()
    assert result.exit_code == 1
    assert "agents.yaml:2:1: error[yaml-syntax]" in result.stderr
    assert "places.yaml:1:9: error[not-utf8]" in result.stderr
    assert (records / "empty.yaml").read_text() == "# nothing yet\n"
    assert run("nowhere").stderr == "onrecord: nowhere is neither a folder nor a file\n"


def test_every_table_has_an_order() -> None:
    from onrecord.tidy.order import RECORDS

    assert set(RECORDS.inside) == set(records_schema()["properties"])


@pytest.mark.parametrize("text", ["names: # a\n  [x, y] # b\n", "remarks: [ # a\n  ] # b\n"])
def test_two_comments_behind_one_value_stay_two(text: str) -> None:
    found = formatted(Page("records/a.yaml", text))
    assert isinstance(found, str) and found.count("# a\n") == found.count("# b\n") == 1
    assert formatted(Page("records/a.yaml", found)) == found


def test_a_file_whose_comment_has_no_place_stays_as_it_is() -> None:
    found = formatted(Page("records/a.yaml", '{ # ours\n"sources": []}\n'))
    assert not isinstance(found, str) and [problem.code for problem in found] == ["unsupported-yaml"]


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ('sources:\n  - id: "src-a"#one\n    links: []#two\n', ["#one", "#two"]),
        ("sources:\n  - # one\n    # two\n    label: A\n    id: src-a\n", ["# one", "# two"]),
        ("# one\nsources:\n  # two\n  - label: A # three\n    # four\n    id: src-a\n", ["# four"]),
    ],
)
def test_a_comment_that_was_moved_stays_where_it_is(text: str, comments: list[str]) -> None:
    found = formatted(Page("records/a.yaml", text))
    assert isinstance(found, str) and all(found.count(f"{comment}\n") == 1 for comment in comments), found
    assert formatted(Page("records/a.yaml", found)) == found


def test_many_comments_in_brackets_are_found_once() -> None:
    """Twice the comments take about twice the steps, counted in what is looked at and not in seconds."""
    from unittest import mock

    from onrecord.tidy import brackets, slots

    def looked_at(count: int) -> int:
        text = "sources: [\n" + "".join(f"  {{id: src-{place}}}, # {place}\n" for place in range(count)) + "]\n"
        with mock.patch.object(brackets, "parts", wraps=slots.parts) as parts:
            assert isinstance(formatted(Page("records/a.yaml", text)), str)
        return int(parts.call_count)

    assert looked_at(200) < 3 * looked_at(100)
