"""A span with the hash of its passage is right, and no other span is."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord.evidence.failures import NUMBER
from onrecord.evidence.rows import citation_faults
from onrecord.evidence.text import SourceText, Span, sha256

TEXTS = st.text(st.sampled_from("ab \n\u0301é🖊"), min_size=2, max_size=30)
NOTHING = dict.fromkeys(("paragraph", "stated", "qualifier", "value", "low", "high"))


@st.composite
def spans(draw: st.DrawFn) -> tuple[SourceText, Span]:
    content = draw(TEXTS)
    start = draw(st.integers(0, len(content) - 1))
    return SourceText(content), Span(start, draw(st.integers(start + 1, len(content))))


def citation(span: Span, hash: str) -> dict[str, Any]:
    return {**NOTHING, "start_char": span.start, "end_char": span.end, "passage_sha256": hash}


@given(spans())
def test_a_span_with_the_hash_of_its_passage_is_right(case: tuple[SourceText, Span]) -> None:
    text, span = case
    assert citation_faults(citation(span, sha256(text.passage(span))), text) == []


@given(spans(), st.integers(-3, 3), st.integers(-3, 3))
def test_a_span_of_other_words_is_wrong(case: tuple[SourceText, Span], start: int, end: int) -> None:
    text, span = case
    moved = Span(max(span.start + start, 0), max(span.end + end, 0))
    assume(text.passage(moved) != text.passage(span))
    assert citation_faults(citation(moved, sha256(text.passage(span))), text)


@pytest.mark.parametrize(
    ("passage", "qualifier", "found"),
    [
        ("from 10 up to 900", "between", True),
        ("there were 10 to 900 of them", "between", True),
        ("only 10 were there", "between", False),
        ("not even 900 were there", "between", False),
        ("only 10 were there", "within", True),
    ],
)
def test_both_bounds_of_between_stand_in_the_passage(passage: str, qualifier: str, found: bool) -> None:
    text = SourceText(passage)
    figure = {"figure_id": "fig-x", "qualifier": qualifier, "stated": "10 to 900", "low": 10.0, "high": 900.0}
    row = citation(Span(0, len(passage)), sha256(passage)) | figure
    assert [fault.failure for fault in citation_faults(row, text)] == ([] if found else [NUMBER])
