"""Language tags, with the library language-tags and the examples of RFC 5646 as judges."""

import re

import pytest
from language_tags import data

from onrecord.models.language import TAG_PATTERN, flaw, is_valid, registered

PAIRS = {"language", "script", "region", "variant"}


def test_no_registered_subtag_is_missing_and_few_were_added_since() -> None:
    """The library's copy of the registry is of 2024-05-16; nothing ever leaves the registry (RFC 5646, section 3.4)."""
    known = {(entry["Type"], entry["Subtag"].lower()) for entry in data.get("registry") if entry["Type"] in PAIRS}
    ours = {(name, subtag) for name, subtags in registered().items() for subtag in subtags}
    assert registered().keys() == PAIRS
    assert {pair for pair in known if ".." not in pair[1]} <= ours
    private = {pair for pair in ours if re.fullmatch("q[a-t][a-z]|qa[a-b][a-z]|q[m-z]|x[a-z]", pair[1])}
    assert len(ours - known - private) < 100


@pytest.mark.parametrize(
    "tag",
    [
        *("de", "fr", "ja", "zh-hant", "zh-hans", "sr-cyrl", "sr-latn", "zh-hans-cn", "sr-latn-rs", "sl-rozaj"),
        *("sl-rozaj-biske", "sl-nedis", "de-ch-1901", "sl-it-nedis", "hy-latn-it-arevela", "de-de", "en-us", "es-419"),
        *("ru-latn", "und", "mul", "qaa", "iw", "no", "sr-cyrl-rs-ekavsk"),
    ],
)
def test_registered_tags_are_valid(tag: str) -> None:
    """Most are examples of RFC 5646, appendix A."""
    assert is_valid(tag)


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("xx-zz", "no language has the code `xx`"),
        ("rus", "no language has the code `rus`"),
        ("ru-latn-uk", "no region has the code `uk`"),
        ("ru-999", "no region has the code `999`"),
        ("ru-latt", "no script has the code `latt`"),
        ("de-1902", "no variant has the code `1902`"),
        ("de-1996-1996", "it names a variant twice"),
    ],
)
def test_others_are_not_and_it_says_why(tag: str, reason: str) -> None:
    assert re.fullmatch(TAG_PATTERN, tag)
    assert flaw(tag) == reason
    assert not is_valid(tag)


@pytest.mark.parametrize("text", ["", "english", "RU", "ru_ru", "de-419-de", "a-de", "ru\n", "ru-latn-latn"])
def test_what_has_another_form_is_no_tag(text: str) -> None:
    assert not is_valid(text)
