"""One way to write a text in YAML: plain where every reader takes it for text, otherwise in quotes; long: folded."""

import textwrap
from functools import cache
from io import StringIO
from typing import Any

import yaml  # type: ignore[import-untyped, unused-ignore]

WIDTH = 120
_FOLDED = 100
"""How wide the lines of folded text are, from the left edge."""
_LEAST = 40
_TEXT = "tag:yaml.org,2002:str"


def inline(text: str, *, flow: bool, plain: bool) -> str:
    """A text on one line, inside brackets or not. Where ``plain``, its author wrote it without quotes.

    Quotes go where the text cannot be taken for a number, a date or a word such as `no`, and come where it needs them.
    """
    found = _analysis(text)
    allowed = found.allow_flow_plain if flow else found.allow_block_plain
    if allowed and not found.multiline and (plain or _is_text(text)):
        return text
    if '"' in text and found.allow_single_quoted and not found.multiline:
        return "'" + text.replace("'", "''") + "'"
    return str(yaml.dump(text, default_style='"', allow_unicode=True, width=float("inf"))).rstrip("\n")


def folded(text: str, indent: int) -> list[str] | None:
    """A text as the lines of a folded block; None where these would not be read as the same text."""
    width = max(_FOLDED - indent, _LEAST)
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    same = " ".join(lines) == text and text.isprintable()
    return [" " * indent + line for line in lines] if same and len(lines) > 1 else None


@cache
def _resolver() -> Any:
    return yaml.SafeLoader("")


def _is_text(text: str) -> bool:
    """Whether YAML 1.1 takes the text for text where it has no quotes."""
    return bool(_resolver().resolve(yaml.ScalarNode, text, (True, False)) == _TEXT)


@cache
def _emitter() -> Any:
    return yaml.emitter.Emitter(StringIO(), allow_unicode=True)


def _analysis(text: str) -> Any:
    return _emitter().analyze_scalar(text)
