"""The schemas in an editor: completion, hover text and diagnostics by the real yaml-language-server."""

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.authoring.language_server import Client, server

from onrecord.scaffold import SORTS, add, init
from onrecord.schema import editor_schemas

HEAD = "# yaml-language-server: $schema=../schema/records.schema.json\n"
_NUMBERS = count()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editor") / "wells"
    init(folder)
    return folder


@pytest.fixture(scope="module")
def editor(project: Path) -> Iterator[Client]:
    if not (command := server()):
        pytest.skip("yaml-language-server is not there; .ci/run installs it where there are node and npm")
    settings: dict[str, Any] = {}
    for name, value in json.loads((project / ".vscode/settings.json").read_text()).items():
        section, _, key = name.partition(".")
        settings.setdefault(section, {})[key] = value
    settings["yaml"] |= {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
    client = Client(command, project, settings)
    yield client
    client.close()


@pytest.fixture
def path(project: Path) -> Iterator[Path]:
    """A file that no test opened before."""
    yield project / f"records/new-{next(_NUMBERS)}.yaml"


def completions(editor: Client, path: Path, text: str) -> dict[str, Any]:
    """What is offered at the mark ``|`` in a text, by label."""
    before, _, after = text.partition("|")
    uri = editor.open(path, before + after)
    place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
    answer = editor.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": place})
    items = answer["items"] if isinstance(answer, dict) else answer
    return {item["label"]: item for item in items}


def hover(editor: Client, path: Path, text: str) -> str:
    """What is shown over the mark ``|`` in a text."""
    before, _, after = text.partition("|")
    uri = editor.open(path, before + after)
    place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
    return str(editor.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": place})["contents"]["value"])


def test_the_sample_has_no_diagnostics(editor: Client, project: Path) -> None:
    for path in sorted((project / "records").glob("*.yaml")):
        assert editor.diagnostics(editor.open(path, path.read_text("utf-8"))) == []


FIGURE = f"{HEAD}figures:\n  - id: fig-a\n    "


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (f"{HEAD}events: []\n|", ["organizations", "figures", "sources"]),
        (f"{FIGURE}|", ["measure_id", "stated", "citations"]),
        (f"{FIGURE}qualifier: |", ["exact", "about", "more_than"]),
        (f"{FIGURE}citations:\n      - source_id: src-a\n        |", ["paragraph", "find"]),
    ],
)
def test_tables_fields_and_codes_are_completed(editor: Client, path: Path, text: str, labels: list[str]) -> None:
    assert set(labels) <= completions(editor, path, text).keys()


def test_a_completion_says_what_the_field_is_for(editor: Client, path: Path) -> None:
    assert "as it was printed" in json.dumps(completions(editor, path, f"{FIGURE}|")["stated"])


def test_hovering_tells_what_a_field_is_for_and_what_its_codes_mean(editor: Client, path: Path) -> None:
    text = hover(editor, path, f"{FIGURE}qual|ifier: about\n")
    assert "How the printed number is meant" in text
    assert "Near the number; how near is not said." in text


def test_hovering_tells_what_a_table_is(editor: Client, path: Path) -> None:
    assert "One reported number" in hover(editor, path, f"{HEAD}fig|ures:\n  - id: fig-a\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("places:\n  - {id: place-a, name: A, kind: town}\n", "city"),
        ("places:\n  - {id: place-a, name: A, kind: city, state: X}\n", "state"),
        ("places:\n  - {id: place-a, kind: city}\n", "name"),
        ("places:\n  - {id: A, name: A, kind: city}\n", "pattern"),
        ("plces: []\n", "plces"),
    ],
)
def test_mistakes_are_underlined(editor: Client, path: Path, text: str, message: str) -> None:
    found = editor.diagnostics(editor.open(path, HEAD + text))
    assert any(message in each for each in found), found


def test_settings_find_the_schema_of_files_without_a_first_line(editor: Client, project: Path) -> None:
    records = editor.open(project / "records/plain.yaml", "plces: []\n")
    assert any("plces" in each for each in editor.diagnostics(records))
    nested = editor.open(project / "records/2024/plain.yaml", "plces: []\n")
    assert any("plces" in each for each in editor.diagnostics(nested))
    changes = editor.open(project / "records/changes.yaml", "- {record_id: place-world, reason: Why.}\n")
    assert editor.diagnostics(changes) == []


@pytest.mark.parametrize("sort", SORTS)
def test_skeletons_are_only_to_be_filled_in(editor: Client, project: Path, sort: str) -> None:
    path = add(sort, "new", project / f"records/new-{sort}.yaml").path
    for message in editor.diagnostics(editor.open(path, path.read_text("utf-8"))):
        assert "Incorrect type" in message or "not accepted" in message or "does not match" in message, message


def test_the_schema_names_everything_in_plain_words() -> None:
    schema = json.loads(editor_schemas()["records.schema.json"])
    for name, model in schema["$defs"].items():
        assert model["description"], name
        for field, about in model["properties"].items():
            assert about.get("description"), f"{name}.{field}"
            assert about["title"][0].isupper() and "_" not in about["title"], f"{name}.{field}"
