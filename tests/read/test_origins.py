from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.dataset import Records

Read = Callable[..., Records]

FILES = {
    "b.yaml": """\
organizations:
- id: org-a
  name: A
  names:
  - {value: x, lang: ru, kind: native}
  - value: 😀
    lang: ru
    kind: native
""",
    "organizations.jsonl": '\n{"id": "org-b", "name": "B", "names": [{"value": "y", "lang": "ru", "kind":"native"}]}\n',
    "organizations.csv": "id,description,name\norg-c,C,C\norg-d,D,D\n",
}


@pytest.mark.parametrize(
    ("table", "row", "field", "address"),
    [
        ("organizations", "org-a", "name", "b.yaml:3:9"),
        ("organizations", "org-a", "country", "b.yaml:2:3"),
        ("organizations", "org-b", "name", "organizations.jsonl:2:25"),
        ("organizations", "org-b", "country", "organizations.jsonl:2:2"),
        ("organizations", "org-d", "name", "organizations.csv:3:9"),
        ("organizations", "org-d", "country", "organizations.csv:3:1"),
        ("names", "x", "lang", "b.yaml:5:22"),
        ("names", "😀", "value", "b.yaml:6:12"),
        ("names", "😀", "agent_id", "b.yaml:6:5"),
        ("names", "y", "lang", "organizations.jsonl:2:63"),
    ],
)
def test_an_origin_leads_back_to_the_field(read: Read, table: str, row: str, field: str, address: str) -> None:
    records = read(FILES)
    assert records.problems == ()
    found = [each for each in records.tables[table].to_pylist() if row in (each.get("id"), each.get("value"))]
    problem = records.origins.problem(found[0]["_origin"], field, "some-code", "a message", "a help")
    assert str(problem) == f"records/{address}: error[some-code]: a message"
    assert problem.help == "a help"
    assert problem.excerpt


def test_a_file_that_changed_meanwhile_is_named_without_a_line(read: Read) -> None:
    records = read(FILES)
    for name in FILES:
        Path("records", name).write_text('"')
    for origin in records.tables["organizations"]["_origin"].to_pylist():
        assert records.origins.problem(origin, "name", "some-code", "a message").where.line == 0
