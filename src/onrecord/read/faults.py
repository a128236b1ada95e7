"""Faults: what is wrong with a record, from pydantic's errors, at a path inside the record."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from onrecord.read.marked import Path
from onrecord.read.miss import Miss
from onrecord.read.wording import worded


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a record, at a path inside it; the reader of the file knows where that is."""

    path: Path
    code: str
    message: str
    help: str = ""
    at_key: bool = False
    """Whether the name of the field is what is wrong, and not its value."""


def faults(model: type[BaseModel], error: ValidationError) -> Iterator[Fault]:
    """Every fault that an error of the model tells of."""
    for detail in error.errors(include_url=False):
        if detail["type"] == "too_short" and detail["input"]:  # pydantic counts valid items alone; the others are told
            continue
        path = detail["loc"]
        owner, field = _owner(model, path)
        miss = Miss(owner, path[-1] if path else "", field, detail["input"], detail.get("ctx", {}))
        wording = worded(detail["type"], miss)
        yield Fault(path, *wording, at_key=wording.code == "unknown-field")


def _owner(model: type[BaseModel], path: Path) -> tuple[type[BaseModel], str]:
    """The model and its field that a path leads to."""
    names = [step for step in path if isinstance(step, str)]
    for name in names[:-1]:
        if name in model.model_fields:  # and not a key that authors chose, as in a map of columns
            model = _inner(model.model_fields[name].annotation) or model
    return model, names[-1] if names else ""


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The model inside a field's type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner(part))), None)
