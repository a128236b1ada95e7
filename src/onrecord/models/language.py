"""Language tags whose every part is registered (BCP 47; RFC 5646, section 2.2.9)."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from onrecord import kinds

_VARIANT = "[a-z0-9]{5,8}|[0-9][a-z0-9]{3}"
TAG_PATTERN = rf"^[a-z]{{2,3}}(-[a-z]{{4}})?(-([a-z]{{2}}|[0-9]{{3}}))?(-({_VARIANT}))*$"
"""Language, script, region and variants, in small letters (RFC 5646, section 2.1)."""


@cache
def registered() -> Mapping[str, frozenset[str]]:
    """The registered subtags of each type; the head of ``subtags.txt`` says of which registry and day."""
    text = files(__package__).joinpath("subtags.txt").read_text("utf-8")
    listed = re.findall(r"^(\w+):\n((?:  .*\n)+)", text, re.MULTILINE)
    return {name: frozenset(subtags.split()) for name, subtags in listed}


@lru_cache(1024)
def flaw(tag: str) -> str:
    """What keeps a well-formed tag from being valid; empty where nothing does."""
    language, *others = tag.split("-")
    parts = [("language", language), *((_type(part), part) for part in others)]
    for name, part in parts:
        if part not in registered()[name]:
            return f"no {name} has the code `{part}`"
    return "" if len(set(parts)) == len(parts) else "it names a variant twice"


def is_valid(text: str) -> bool:
    """Whether a text is a language tag, well-formed and registered."""
    return re.fullmatch(TAG_PATTERN, text) is not None and not flaw(text)


def _type(subtag: str) -> str:
    """The type of a subtag after the first, which its form alone tells (RFC 5646, section 2.1)."""
    if len(subtag) == 4 and subtag.isalpha():
        return "script"
    return "region" if len(subtag) < 4 else "variant"


def _valid(tag: str) -> str:
    if reason := flaw(tag):
        raise PydanticCustomError("unknown_language", "{reason}", {"reason": reason})
    return tag


Tag = Annotated[str, StringConstraints(pattern=TAG_PATTERN), AfterValidator(_valid), kinds.LANGUAGE]
"""A valid language tag in lower case, the form that every RDF store keeps: ``ru``, ``ru-latn``."""
