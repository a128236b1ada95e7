"""A withheld word is found however it is spelt, escaped or cut; another word is not."""

import base64
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.gate.spellings import spellings
from onrecord.gate.words import words

HIT = [("withheld-word", "a withheld word stands in this file")]

SPELT = [
    "Zebra", "ZEBRA", "the zebra's", "x-zebra-y", "snake_zebra_case", "file.zebra.txt", "https://example.org/zebra?a=b",
    "ｚｅｂｒａ", "𝐳𝐞𝐛𝐫𝐚", "zébra", "ze\u0301bra", "ze\u200bbra", "ze\u00adbra", "(zebra)", "zebra\u00a0horse",
    "a—zebra—b", "ze\ufe0fbra", "\ufeffzebra",
]  # fmt: skip
"""How a word may be spelt in any text."""


@pytest.mark.parametrize("text", SPELT)
@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.ttl", "a.md", "a.html", "a.txt", "LICENSE"])
def test_no_spelling_hides_a_word(told: Callable[..., object], name: str, text: str) -> None:
    assert told(name, f"some {text} here\n") == HIT


@pytest.mark.parametrize("text", ["zebras", "ze bra", "azebra", "zebr", "zebr%20a", "%7aebras"])
def test_another_word_is_not_found(told: Callable[..., object], text: str) -> None:
    assert told("a.txt", text) == []


ESCAPED = {
    "json": (".json", '["\\u007aebra"]'),
    "json newline": (".json", '["a\\nzebra"]'),
    "json in json": (".json", json.dumps(json.dumps(["zébra"]))),
    "json of wide letters": (".json", json.dumps("𝐳𝐞𝐛𝐫𝐚")),
    "turtle short": (".ttl", '<a:b> <a:c> "\\u007Aebra" .'),
    "turtle long": (".ttl", '<a:b> <a:c> "z\\U00000065bra" .'),
    "turtle iri": (".ttl", "<http://e.org/\\u007aebra> <a:c> <a:d> ."),
    "turtle percent": (".ttl", "id:%7Aebra a <a:d> ."),
    "turtle percent and escape": (".ttl", "<http://e.org/%7a\\u0065bra> a <a:d> ."),
    "csv": (".csv", 'a,b\n1,"say ""zebra"""\n'),
    "csv percent": (".csv", "url\nhttps://example.org/%25%37Aebra\n".replace("%25%37A", "%257A")),
    "html decimal": (".html", "<p>&#122;ebra"),
    "html hexadecimal": (".html", "<p>&#x7A;ebra"),
    "html named": (".html", "<p>z&eacute;bra"),
    "html tag inside": (".html", "<p>ze<b\nclass=x>br</b>a"),
    "html comment inside": (".html", "<p>ze<!-- - -->bra"),
    "html attribute": (".html", "<p title='&#122;ebra'>"),
    "html script": (".html", "<script>'\\x7aebra' + '\\u{7a}ebra'</script>"),
    "html data": (".html", f"<a href='data:text/plain;base64,{base64.b64encode(b'a zebra').decode()}'>"),
    "markdown emphasis": (".md", "ze**br**a"),
    "markdown entity": (".md", "&#122;ebra"),
    "utf-16": (".txt", "the zebra".encode("utf-16")),
    "utf-8 with a mark": (".txt", "zebra".encode("utf-8-sig")),
}


@pytest.mark.parametrize(("end", "content"), ESCAPED.values(), ids=ESCAPED)
def test_no_escape_hides_a_word(told: Callable[..., list[tuple[str, str]]], end: str, content: str | bytes) -> None:
    assert [code for code, _ in told(f"a{end}", content)] == ["withheld-word"]


def test_a_word_in_a_path_is_told_without_the_path(told: Callable[..., object]) -> None:
    hit = [("withheld-word", "the path of this file holds a withheld word")]
    assert told("data/a-zebra.csv", "x") == hit
    assert told("zebra/a.csv", "x") == hit


def test_phrases(told: Callable[..., list[object]]) -> None:
    for text in ("the striped zebra", "Striped-Zebra", "striped\nzebra", "x" * (1 << 22) + "\nstriped\nzebra"):
        assert len(told("a.txt", text, "striped zebra")) == 1
    for text in ("striped", "zebra striped", "striped big zebra"):
        assert told("a.txt", text, "striped zebra") == []


def test_tags_between_the_words_of_a_phrase(told: Callable[..., list[object]]) -> None:
    assert len(told("a.html", "<p>striped <b class=x>zebra</b>", "striped zebra")) == 1


def test_scripts_without_spaces(told: Callable[..., list[object]]) -> None:
    assert len(told("a.txt", "นี่คือม้าลายในป่า", "ม้าลาย")) == 1
    assert len(told("a.txt", "草原斑马奔跑", "斑马")) == 1
    assert told("a.txt", "草原马斑奔跑", "斑马") == []


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00", b"\xff\xfe\xfd", "é".encode("latin-1"), b"PAR1 no more"])
def test_what_cannot_be_read_is_refused(told: Callable[..., object], content: bytes) -> None:
    assert told("a.txt", content) == [("unsearchable-file", "this file cannot be searched")]


def _backslash(char: str) -> str:
    return f"\\u{ord(char):04x}"


WAYS: list[Callable[[str], str]] = [str, _backslash, lambda char: f"%{ord(char):02X}", lambda char: f"&#{ord(char)};"]


@given(st.lists(st.sampled_from(WAYS), min_size=5, max_size=5))
def test_letters_escaped_in_any_mixture(ways: list[Callable[[str], str]]) -> None:
    text = "".join(way(char) for way, char in zip(ways, "zebra", strict=True))
    assert any(b"zebra" in words(spelled.decode(errors="replace")) for spelled in spellings(text.encode()))


@given(st.text())
def test_words_of_words_are_the_same_words(text: str) -> None:
    found = words(text)
    assert words(" ".join(word.decode() for word in found)) == found
