"""The words and the stable code of each of pydantic's errors, for those who write records."""

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from pydantic import StringConstraints

from onrecord import kinds
from onrecord.iris import OUTSIDE
from onrecord.models.base import BaseIri, Email, Iri, Sha256, Text, Url, Version, Wikidata
from onrecord.models.language import TAG_PATTERN, is_valid
from onrecord.read.fields import fields_of
from onrecord.read.likely import likely_date
from onrecord.read.marked import MarkedList, MarkedMapping
from onrecord.read.meant import code_help
from onrecord.read.miss import Miss, Wording
from onrecord.read.words import (
    FEWER_DIGITS,
    OTHER_UNIT,
    described,
    did_you_mean,
    flaw,
    listed,
    out_of_range,
    shown,
    too_many_digits,
)
from onrecord.tables import TABLES


def worded(kind: str, miss: Miss) -> Wording:
    """The wording of an error of pydantic's kind, such as ``extra_forbidden``."""
    if kind in _ABSENCE:
        return _ABSENCE[kind](miss)
    if miss.given is None or (isinstance(miss.given, str) and not miss.given.strip()):
        return Wording("blank-value", f"{miss.name} is empty", _blank(miss))
    if isinstance(miss.given, MarkedMapping | MarkedList):
        return _wrong_type(kind, miss)
    return _VALUES[kind](miss) if kind in _VALUES else _wrong_type(kind, miss)


def _blank(miss: Miss) -> str:
    info = miss.model.model_fields.get(miss.field)
    needed = info is not None and info.is_required() and miss.field == miss.step
    return f"{'every ' + miss.singular + ' needs it' if needed else 'leave it out, or give'}: {miss.description}"


def _missing(miss: Miss) -> Wording:
    return Wording("missing-field", f"{miss.name} is missing from this {miss.singular}", miss.description)


def _unknown_field(miss: Miss) -> Wording:
    if miss.field == "find" and miss.table is TABLES["citations"]:
        return Wording("unknown-field", "`find` is a note and not a field of citation", _CITE)
    known = fields_of(miss.table) if miss.table else list(miss.model.model_fields)
    help = did_you_mean(miss.field, known) or f"its fields are {listed(known)}"
    return Wording("unknown-field", f"`{shown(miss.field)}` is not a field of {miss.singular}", help)


_CITE = "`onrecord cite` puts the span and the hash of the passage in its place"


def _computed(miss: Miss) -> Wording:
    return Wording("computed-field", f"{miss.name} is not for authors to give", "onrecord computes it: leave it out")


def _too_few(miss: Miss) -> Wording:
    return Wording("blank-value", f"{miss.name} holds nothing", f"give at least one: {miss.description}")


def _code(miss: Miss) -> Wording:
    column = miss.column
    codes = column.codes if column else dict.fromkeys(re.findall("'([^']*)'", miss.context["expected"]), "")
    help = code_help(shown(miss.given), column.enumeration if column else "", codes)
    return Wording("unknown-code", f"`{shown(miss.given)}` is not a code of {miss.name}", help)


def _digits(miss: Miss) -> Wording:
    return Wording("too-many-digits", too_many_digits(miss.given), FEWER_DIGITS)


def _magnitude(miss: Miss) -> Wording:
    return Wording("out-of-range", out_of_range(miss.given), OTHER_UNIT)


def _number(miss: Miss) -> Wording:
    return Wording("not-a-number", f"`{shown(miss.given)}` is not a number", _digits_of(miss, "1500 or 0.5 or -3"))


def _whole_number(miss: Miss) -> Wording:
    return Wording("not-a-number", f"`{shown(miss.given)}` is not a whole number", _digits_of(miss, "1500"))


def _digits_of(miss: Miss, example: str) -> str:
    """What to write, with the number that is meant where its thousands stand apart."""
    text = str(miss.given)
    meant = f"did you mean `{re.sub(_APART, '', text)}`? " if _GROUPED.fullmatch(text) else ""
    return f"{meant}write digits alone, as in {example}"


_APART = "[,'\u2019 \u00a0\u202f]"
_GROUPED = re.compile(rf"-?[0-9]{{1,3}}(?:{_APART}[0-9]{{3}})+(?:\.[0-9]+)?")


def _range(words: str, limit: str) -> Callable[[Miss], Wording]:
    def wording(miss: Miss) -> Wording:
        message = f"`{shown(miss.given)}` is out of range: {miss.name} must be {words} {miss.context[limit]}"
        return Wording("out-of-range", message, miss.description)

    return wording


def _too_large(miss: Miss) -> Wording:
    return Wording("out-of-range", f"`{shown(miss.given)}` is out of range: it is too large", miss.description)


def _too_long(miss: Miss) -> Wording:
    most = miss.context["max_length"]
    message = f"{miss.name} is {len(miss.given):,} characters long; at most {most:,} fit: `{shown(miss.given)}`"
    return Wording("too-long", message, "shorten it")


def _value(miss: Miss) -> Wording:
    """Of the checks that models make by themselves: those of countries, and otherwise of dates."""
    if miss.column and miss.column.kind is kinds.TEXT:
        return _country(miss)
    return _date(miss, str(miss.context["error"]))


def _country(miss: Miss) -> Wording:
    message = f"`{shown(miss.given)}` is not a country code"
    return Wording("unknown-country", message, "write the three capital letters of ISO 3166-1, as in UKR")


_DATES = (
    "write a day as 2023-12-05, a month as 2023-12, a year as 2023, a quarter as 2023-36, "
    "a span as 2023-09/2023-11, an open one as ../2023, about a year as 2023~"
)


def _date(miss: Miss, reason: str) -> Wording:
    message = f"`{shown(miss.given)}` is not a date that {miss.name} can hold: {reason}"
    meant = likely_date(str(miss.given))
    return Wording("invalid-date", message, f"did you mean `{meant}`? {_DATES}" if meant else _DATES)


def _pattern(miss: Miss) -> Wording:
    pattern = miss.context["pattern"]
    if pattern.endswith(_WORDS_OF_ID):
        return _id(miss, pattern[1 : -len(_WORDS_OF_ID)])
    if pattern == _DAY:
        return _date(miss, "it is not a day as in 2023-12-05")
    if pattern == _COUNTRY:
        return _country(miss)
    if found := flaw(miss.given):
        help = "write it on one line; in YAML, `>-` joins lines" if "line break" in found else "delete it"
        return Wording("invalid-text", f"`{shown(miss.given)}` has {found}", help)
    if pattern == TAG_PATTERN:
        return _language(miss)
    if pattern == _of(Iri) and re.match(pattern, _OUTSIDE.sub("", miss.given)):
        return _marks(miss)
    code, what = _FORMS.get(pattern, ("invalid-text", f"of the form that {miss.name} needs"))
    return Wording(code, f"`{shown(miss.given)}` is not {what}", miss.description)


_OUTSIDE = re.compile(f"[{re.escape(OUTSIDE)}]")


def _marks(miss: Miss) -> Wording:
    marks = list(dict.fromkeys(_OUTSIDE.findall(miss.given)))
    message = f"`{shown(miss.given)}` has marks that no address can hold as they are: {' '.join(marks)}"
    return Wording("invalid-url", message, "write " + ", ".join(f"%{ord(mark):02X} for {mark}" for mark in marks))


def _language(miss: Miss) -> Wording:
    reason = miss.context.get("reason", "a tag is two or three small letters, and more after hyphens")
    tidy = str(miss.given).lower().replace("_", "-")
    near = f"did you mean `{tidy}`? " if tidy != miss.given and is_valid(tidy) else ""
    help = f"{near}write the codes of IANA's registry of subtags in small letters, as in `ru` or `ru-latn`"
    return Wording("unknown-language", f"`{shown(miss.given)}` is not a language tag: {reason}", help)


def _id(miss: Miss, prefix: str) -> Wording:
    table = miss.column.reference if miss.column else ""
    expected = _PREFIXES_OF.get(table, [TABLES[table].prefix] if table else [prefix] * prefix.isalpha())
    starts = " or ".join(f"`{each}-`" for each in expected)
    form = "it needs small letters, digits and single hyphens"
    help = f"{form}, and starts with {starts}" if starts else form
    return Wording("invalid-id", f"`{shown(miss.given)}` is not an id of the form that {miss.name} needs", help)


def _reserved(miss: Miss) -> Wording:
    message = f"`{shown(miss.given)}` cannot be {miss.name}: every release has a file of that name in its folder rdf"
    return Wording("invalid-text", message, "choose another name")


def _wrong_type(kind: str, miss: Miss) -> Wording:
    expected = _EXPECTED.get(kind.partition("_")[0], "one value")
    subject = miss.name if miss.field else f"each {miss.singular}"
    return Wording("wrong-type", f"{subject} must be {expected}, not {described(miss.given)}", miss.description)


def _of(annotation: Any) -> str:
    """The pattern of a type of text."""
    return next(str(mark.pattern) for mark in get_args(annotation) if isinstance(mark, StringConstraints))


_WORDS_OF_ID = "(-[a-z0-9]+)+$"
_DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_COUNTRY = "^[A-Z]{3}$"
_AN_IRI = "an address on the web that starts with https:// or http:// and has no blanks, brackets or stray `%`"
_FORMS = {
    _of(Text): ("invalid-text", "one clean line of text"),
    _of(Url): ("invalid-url", "an address on the web: https:// or http://, a host, and what follows it"),
    _of(Iri): ("invalid-url", _AN_IRI),
    _of(BaseIri): ("invalid-url", f"{_AN_IRI}, ends in `/` and has neither `?` nor `#`"),
    _of(Email): ("invalid-text", "an e-mail address in plain letters, as in `press@example.org`"),
    _of(Sha256): ("invalid-text", "a SHA-256, which is 64 digits and small letters a to f"),
    _of(Wikidata): ("invalid-text", "a Wikidata item, as in `Q42`"),
    _of(Version): ("invalid-text", "a version, as in `1.0.0`"),
}
_PREFIXES_OF: Mapping[str, list[str]] = {"agents": ["org", "per", "grp"], "records": []}
_EXPECTED = {
    "string": "text",
    "tuple": "a list",
    "model": "a group of fields",
    "int": "a whole number",
    "decimal": "a number",
    "bool": "`yes` or `no`",
    "literal": "one of its codes",
}
_ABSENCE: Mapping[str, Callable[[Miss], Wording]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_field,
    "none_required": _computed,
    "too_short": _too_few,
}
"""Errors that do not depend on what was given."""
_VALUES: Mapping[str, Callable[[Miss], Wording]] = {
    "literal_error": _code,
    "string_pattern_mismatch": _pattern,
    "string_too_long": _too_long,
    "reserved_name": _reserved,
    "unknown_language": _language,
    "value_error": _value,
    "decimal_max_digits": _digits,
    "number_magnitude": _magnitude,
    "decimal_parsing": _number,
    "finite_number": _number,
    "int_parsing": _whole_number,
    "int_from_float": _whole_number,
    "int_parsing_size": _too_large,
    "greater_than": _range("more than", "gt"),
    "greater_than_equal": _range("at least", "ge"),
    "less_than_equal": _range("at most", "le"),
}
"""Errors of a value; any other one is a value of the wrong type."""
