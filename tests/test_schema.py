"""The JSON Schemas for authors' editors take what the reader takes, as parsers of YAML see it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped, unused-ignore]
from jsonschema import Draft202012Validator
from tests.conftest import HERE, PROJECT

from onrecord.models import Metadata
from onrecord.schema import records_schema

FILES = [path for folder in (HERE / "tiny/records", PROJECT / "records") for path in sorted(folder.glob("*.yaml"))]
METADATA = [path for path in FILES if path.name == "dataset.yaml"]
RECORDS = [path for path in FILES if path.name not in ("dataset.yaml", "changes.yaml", "withheld.yaml")]
PLACE = "places: [{{id: place-a, name: A, kind: city, {}}}]"
FIGURE = "figures: [{{id: fig-a, measure_id: var-a, modality: observed, {}}}]"


def seen(text: str) -> Any:
    """What an editor sees: the types of YAML, days as text."""
    return _without_days(yaml.safe_load(text))


def _without_days(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_days(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_without_days(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def wrong(text: str) -> Iterator[str]:
    return (error.message for error in Draft202012Validator(records_schema()).iter_errors(seen(text)))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_records_are_valid_for_an_editor(path: Path) -> None:
    assert list(wrong(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", METADATA, ids=lambda path: path.parent.parent.name)
@pytest.mark.parametrize("more", ["", "imported: yes\n", "imported: 'no'\n", "conflict_factor: 2.5\n"])
def test_metadata_is_valid_for_an_editor(path: Path, more: str) -> None:
    validator = Draft202012Validator(Metadata.model_json_schema())
    assert list(validator.iter_errors(seen(path.read_text("utf-8") + more))) == []


@pytest.mark.parametrize(
    "text",
    [
        *(PLACE.format(field) for field in ("code: 10", "code: 1.10", "scheme: no", "code: 12:30")),
        *(FIGURE.format(field) for field in ("stated: 577", "period: 2010", "period: 2023-12-05", "value: 7e9")),
        *(FIGURE.format(field) for field in ("value: 0.5", "value: '12'", "low: 1")),
        "names: [{agent_id: org-a, value: 1984, lang: no, kind: alternative}]",
    ],
)
def test_what_yaml_takes_for_something_else_is_valid(text: str) -> None:
    assert list(wrong(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        *(PLACE.format(field) for field in ("cod: 10", "code: [10]", "parent_id: 5")),
        *(
            FIGURE.format(field)
            for field in ("modality: seen", "value: many", "period: 20101", "unit: NUM", "stated: ''")
        ),
        "plces: []",
    ],
)
def test_what_the_reader_refuses_is_not(text: str) -> None:
    assert list(wrong(text))
