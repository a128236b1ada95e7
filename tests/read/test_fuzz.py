"""Whatever bytes a file holds, reading ends in records or problems and never in an exception."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.read.formats import FORMATS
from onrecord.read.found import Found
from onrecord.read.page import Page, decode
from onrecord.read.yaml_file import read_metadata
from onrecord.tables import ORIGIN

from .conftest import DATASET

SEEDS = {
    ".yaml": b"organizations:\n- id: org-a\n  name: '\xd0\x90'\n  names:\n  - {value: x, lang: ru, kind: native}\n"
    b"figures:\n- {id: fig-a, measure_id: var-a, modality: observed, value: 12.5, citations: []}\n",
    ".jsonl": b'{"id":"fig-a","measure_id":"var-a","modality":"observed","value":12.5,"period":"2023-12"}\n'
    b'{"id":"fig-b","measure_id":"var-a","modality":"observed","citations":[{"source_id":"src-a","paragraph":1}]}\n',
    ".csv": b'id,measure_id,modality,value,stated\nfig-a,var-a,observed,12.5,"a ""b"""\nfig-b,var-a,observed,,\n',
}
_CONTROL = [b"\n", b"\r", b"\0", b"\t", b"\xff", b"\x85", b"\xe2\x80\xa8", b"\xf0\x9f\x98\x80", b"\xef\xbb\xbf"]
_JSON = [b'"', b"'", b"{", b"}", b"[", b"]", b":", b",", b"\\u", b"\\ud800", b"1e999999999", b"NaN", b"null", b"true"]
_YAML = [b"- ", b"? ", b"&a ", b"*a", b"!!int ", b"<<: ", b"|\n", b"#", b"%", b"---\n", b"@"]
_LONG = [b"9" * 5000, b"[" * 200, b'{"a":' * 200]
_PIECES = st.sampled_from([*_CONTROL, *_JSON, *_YAML, *_LONG]) | st.binary(max_size=5)
Edits = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 20), _PIECES), max_size=5)


def _mutated(seed: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for at, cut, piece in edits:
        seed = seed[:at] + piece + seed[at + cut :]
    return seed


def _read(suffix: str, content: bytes) -> None:
    page = decode(f"figures{suffix}", content)
    if not isinstance(page, Page):
        return
    found = FORMATS[suffix].read(page.file, content, "figures")
    assert isinstance(found, Found)
    lines = [page.line(number) for number in range(1, len(page.starts) + 1)]
    for problem in found.problems:
        assert problem.excerpt == lines[problem.where.line - 1]
        assert 1 <= problem.where.column <= len(problem.excerpt) + 3
    find = FORMATS[suffix].finder(page, "figures") if found.tables else None
    pieces = [piece for pieces in found.tables.values() for piece in pieces]
    for number in (number for piece in pieces for number in piece[ORIGIN].to_pylist()):
        assert find is not None and find(number, "id", "") is not None


@pytest.mark.parametrize("suffix", SEEDS)
@settings(max_examples=250, deadline=None)
@given(edits=Edits)
def test_mutated_files(suffix: str, edits: list[tuple[int, int, bytes]]) -> None:
    _read(suffix, _mutated(SEEDS[suffix], edits))


@pytest.mark.parametrize("suffix", SEEDS)
@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=60))
def test_any_text(suffix: str, text: str) -> None:
    _read(suffix, text.encode(errors="replace"))


@settings(max_examples=100, deadline=None)
@given(edits=Edits)
def test_mutated_metadata(edits: list[tuple[int, int, bytes]]) -> None:
    page = decode("dataset.yaml", _mutated(DATASET.encode(), edits))
    if isinstance(page, Page):
        metadata, problems = read_metadata(page)
        assert metadata or problems


@settings(max_examples=100, deadline=None)
@given(value=st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=4))
@pytest.mark.parametrize("field", ["id", "value", "period", "modality", "citations", "stated"])
def test_any_value_in_any_field(field: str, value: object) -> None:
    record = {"id": "fig-a", "measure_id": "var-a", "modality": "observed", field: value}
    _read(".jsonl", json.dumps(record).encode())
    _read(".yaml", json.dumps({"figures": [record]}, ensure_ascii=False).encode(errors="replace"))


def test_a_million_brackets_are_one_problem() -> None:
    for suffix in SEEDS:
        _read(suffix, b"[" * 1_000_000)
        _read(suffix, b'{"a":' * 100_000)


def test_seeds_are_valid() -> None:
    for suffix, seed in SEEDS.items():
        page = decode(Path("figures").with_suffix(suffix).name, seed)
        assert isinstance(page, Page)
        assert FORMATS[suffix].read(page.file, seed, "figures").problems == []
