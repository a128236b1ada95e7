"""Writes ``docs/reference.md`` anew from the code: ``python tests/docs/reference.py``. Commands, and the library."""

import inspect
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import click

import onrecord
from onrecord.cli import main

REFERENCE = Path(__file__).parents[2] / "docs" / "reference.md"
_HEAD = """\
# Reference

Made from the code; a test compares it with what the code says. What the tables hold is in \
[data-model.md](data-model.md) and in the README of every release; what the problems mean, in \
[problems.md](problems.md).
"""
_SHORTER = (
    (r"<function (\w+) at 0x[0-9a-f]+>", r"\1"),
    (r"<(\w+\.\w+): [^>]*>", r"\1"),
    (r"<factory>", "..."),
    (r"(->|:) '([\w.]+)'", r"\1 \2"),
    (r"\b(?:[a-z_]\w*\.)+(?=[A-Za-z])", ""),
)
"""What Python tells of types and defaults, and what of it people need: no addresses, no modules."""
_WIDTH = 100


def reference() -> str:
    """The page."""
    return "\n".join([_HEAD, "## Commands", "", *_commands(), "## Library", "", *_library()])


def _commands() -> Iterator[str]:
    for name, command in sorted(main.commands.items()):
        parent = click.Context(main, info_name="onrecord", **main.context_settings)
        context = click.Context(command, info_name=name, parent=parent, terminal_width=_WIDTH)
        yield from (f"### onrecord {name}", "", "```text", command.get_help(context), "```", "")


def _library() -> Iterator[str]:
    for name in sorted(onrecord.__all__, key=str.casefold):
        thing = getattr(onrecord, name)
        yield from (f"### onrecord.{name}", "", *_told(thing, f"onrecord.{name}"))
        if inspect.isclass(thing):
            for method, member in _members(thing):
                yield from _told(member, f"{name}.{method}")


def _members(thing: type) -> Iterator[tuple[str, Any]]:
    """Public methods and properties of a class itself, in the order of the code."""
    for name, member in vars(thing).items():
        explained = inspect.isfunction(member) or isinstance(member, property) or hasattr(member, "attrname")
        if not name.startswith("_") and explained:
            yield name, member


def _told(thing: Any, name: str) -> Iterator[str]:
    called = inspect.isfunction(thing) or (inspect.isclass(thing) and not issubclass(thing, Enum))
    yield f"**`{name}{_signature(thing) if called else ''}`**"
    yield from ("", inspect.getdoc(thing) or "", "")


def _signature(thing: Any) -> str:
    try:
        signature = inspect.signature(thing)
    except ValueError:
        return ""
    kept = [parameter for name, parameter in signature.parameters.items() if name != "self"]
    text = str(signature.replace(parameters=kept))
    for long, short in _SHORTER:
        text = re.sub(long, short, text)
    return text


if __name__ == "__main__":
    REFERENCE.write_text(reference(), "utf-8")
