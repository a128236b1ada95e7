from collections.abc import Callable

import pytest
import yaml  # type: ignore[import-untyped, unused-ignore]

from onrecord.dataset import Records
from onrecord.read import yaml_text
from onrecord.read.page import Page
from onrecord.read.yaml_text import parse

Read = Callable[..., Records]


@pytest.mark.parametrize("loader", [yaml_text._Loader, yaml.SafeLoader], ids=["libyaml", "python"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("text", ["abc", "Идите лесом", "日本語", "😀😀", "e\u0301e\u0301", "a\u00a0b"], ids=ascii)
def test_columns_count_code_points(monkeypatch: pytest.MonkeyPatch, loader: type, end: str, text: str) -> None:
    monkeypatch.setattr(yaml_text, "_Loader", loader)
    lines = [f"# {text}", f"{text}: {{{text}: {text}, key: value}}", f"- {text}"]
    page = Page("a.yaml", end.join(lines[:2]))
    inner = parse(page).mappings[1]
    where = page.problem(inner.values_at["key"], "", "").where
    assert (where.line, where.column) == (2, lines[1].index("value") + 1)


def test_plain_scalars_stay_text_and_only_nothing_is_none() -> None:
    page = Page("a.yaml", "[no, 12:30, 0123, 1.10, 2023-12-05, true, NULL, ~, null, '~', '', ]")
    root = parse(page).root
    assert root == ["no", "12:30", "0123", "1.10", "2023-12-05", "true", "NULL", None, None, "~", ""]


def test_refused_features_are_told_all_at_once(read: Read) -> None:
    content = "places:\n- &a {id: place-a, name: !!str A, kind: city}\n- *a\n- {<<: *a, id: place-b, name: B, kind: x}"
    codes = [(problem.where.line, problem.code) for problem in read({"a.yaml": content}).problems]
    assert codes == [(line, "unsupported-yaml") for line in (2, 2, 3, 4, 4)] + [(4, "unknown-code")]


def test_an_empty_file_and_a_file_of_comments_hold_nothing(read: Read) -> None:
    assert read({"a.yaml": "", "b.yml": "# nothing yet\n", "c.yaml": "---\n"}).problems == ()


def test_a_byte_order_mark_and_windows_line_ends_are_fine(read: Read) -> None:
    content = "\ufeffplaces:\r\n- id: place-a\r\n  name: A\r\n  kind: town\r\n"
    (problem,) = read({"a.yaml": content}).problems
    assert (str(problem.where), problem.excerpt) == ("records/a.yaml:4:9", "  kind: town")


def test_records_before_broken_yaml_are_read(read: Read) -> None:
    records = read({"a.yaml": "places:\n- {id: place-a, name: A, kind: city}\n- {id: place-b, name: 'B\n"})
    assert [problem.code for problem in records.problems] == ["yaml-syntax"]
    assert records.tables["places"]["id"].to_pylist() == ["place-a"]


def test_nested_rows_name_their_parents(read: Read) -> None:
    content = """
statements:
- id: stmt-a
  speaker_id: org-a
  source_id: src-a
  kind: claim
  attribution: quoted
  summary: A.
  figures:
  - id: fig-a
    measure_id: var-a
    modality: observed
    value: 0.1
    citations:
    - {source_id: src-a, paragraph: 3}
  citations:
  - {source_id: src-a, paragraph: 2, record_id: stmt-a}
figures:
- {id: fig-b, measure_id: var-a, modality: observed, source_id: src-a}
citations:
- {record_id: fig-b, source_id: src-a, paragraph: 4}
"""
    records = read({"a.yaml": content})
    assert records.problems == ()
    tables = records.tables
    assert tables["figures"].select(["id", "statement_id", "value", "availability"]).to_pylist() == [
        {"id": "fig-a", "statement_id": "stmt-a", "value": 0.1, "availability": "given"},
        {"id": "fig-b", "statement_id": None, "value": None, "availability": "given"},
    ]
    found = tables["citations"].select(["record_id", "paragraph"]).to_pylist()
    assert sorted((row["record_id"], row["paragraph"]) for row in found) == [("fig-a", 3), ("fig-b", 4), ("stmt-a", 2)]
