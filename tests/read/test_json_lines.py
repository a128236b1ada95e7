import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.dataset import Records
from onrecord.models.citation import Citation
from onrecord.models.organization import Organization
from onrecord.read.json_text import parse_line
from onrecord.read.line import record_of
from onrecord.read.page import Page

Read = Callable[..., Records]


_LEAVES = st.none() | st.text(st.characters(exclude_categories=["Cs"])) | st.integers(-(10**14), 10**14)
_KEYS = st.text('ab"\\:,😀', max_size=3)
_VALUES = st.recursive(_LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3))


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), _VALUES), st.booleans())
def test_the_exact_parser_agrees_with_the_standard_library(value: dict[str, object], ascii: bool) -> None:
    line = json.dumps(value, ensure_ascii=ascii)
    assert parse_line(Page("a.jsonl", line), 1) == (value, [])


def test_each_mark_covers_the_text_that_it_marks() -> None:
    page = Page("a.jsonl", 'x\n { "é😀" : [ 1.50 , {"b":"\\u00e9"} ] }\n')
    data, _ = parse_line(page, 2)
    assert data == {"é😀": [Decimal("1.50"), {"b": "é"}]}
    assert page.text[slice(*data.keys_at["é😀"])] == '"é😀"'
    items = data["é😀"]
    assert [page.text[slice(*span)] for span in items.items_at] == ["1.50", '{"b":"\\u00e9"}']
    assert page.text[slice(*items[1].values_at["b"])] == '"\\u00e9"'


@pytest.mark.parametrize(
    "fields",
    [
        '"paragraph": 1, "paragraph": 1',
        '"source_id": "src-a"',
        '"sourc\\u0065_id": "src-a"',
        '"paragraph": true',
        '"paragraph": 1.0000000000000000001',
        '"paragraph": 1e0',
        '"locator": "\\ud800"',
        '"id": 1',
    ],
)
def test_the_quick_way_leaves_what_it_might_misread_to_the_exact_one(fields: str) -> None:
    assert record_of(Citation, f'{{"source_id": "src-a", {fields}}}') is None


@pytest.mark.parametrize("locator", ["a", ": true, 1e5", '\\":', "\\\\", ":"])
def test_the_quick_way_takes_nothing_back_from_a_valid_line(read: Read, locator: str) -> None:
    line = f'{{"record_id": "org-a", "source_id": "src-a", "locator": "{locator}"}}\n'
    records = read({"citations.jsonl": line})
    assert records.problems == ()
    assert records.tables["citations"]["locator"].to_pylist() == [json.loads(line)["locator"]]


def test_the_quick_way_is_taken_for_ordinary_lines() -> None:
    name = '{"value": "a", "lang": "ru", "kind": "native"}'
    assert record_of(Organization, f'{{"id": "org-a", "name": "A", "names": [{name}]}}')


def test_numbers_as_text_and_whole_numbers_with_a_point_are_read(read: Read) -> None:
    records = read(
        {"citations.jsonl": '{"record_id": "org-a", "source_id": "src-a", "paragraph": "3", "start_char": 4.0}\n'}
    )
    assert records.problems == ()
    assert records.tables["citations"].select(["paragraph", "start_char"]).to_pylist() == [
        {"paragraph": 3, "start_char": 4}
    ]


def test_blank_lines_are_passed_over_and_counted(read: Read) -> None:
    records = read({"places-2023.jsonl": '\n{"id":"place-a","name":"A","kind":"city"}\r\n \n{"id":"place-b"}'})
    assert {problem.where.line for problem in records.problems} == {4}
    assert records.tables["places"]["_origin"].to_pylist() == [2, 4]


def test_nested_rows_stand_on_the_line_of_their_record(read: Read) -> None:
    line = '{"id":"org-a","name":"A","names":[{"value":"a","lang":"ru","kind":"native"}]}\n'
    names = read({"a.yaml": "", "organizations.jsonl": f"\n{line}"}).tables["names"]
    assert names.to_pylist()[0] == {
        "agent_id": "org-a",
        "value": "a",
        "lang": "ru",
        "kind": "native",
        "source_id": None,
        "_origin": (1 << 32) | 2,
    }
