"""The descriptor of a release, read as the tables that it promises, and compared with those of this version."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord import kinds
from onrecord.kinds import Kind
from onrecord.layout import DESCRIPTOR, are_parts, part_of, plain_name, stems
from onrecord.problems import Severity
from onrecord.tables import TABLES, Column, Table
from onrecord.verify.files import Files, is_inside
from onrecord.verify.profile import misshapen
from onrecord.verify.tally import Tally
from onrecord.write.descriptor import SPELLING, table_schema

PARQUET_DESCRIPTOR = f"parquet/{DESCRIPTOR}"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
"""Names that stand in queries as they are; a descriptor may come from anybody."""
_OTHER = "verify it with the version of onrecord that built it, too"
_KINDS: Mapping[str, Kind] = {kind.field_type: kind for kind in (kinds.TEXT, kinds.INTEGER, kinds.NUMBER, kinds.DATE)}
"""Table Schema's types to the kinds that have them and nothing further."""
_RULES, _OF_TEXT, _OF_NUMBERS = {"required", "unique", "enum"}, {"pattern"}, {"minimum", "maximum"}
"""Table Schema's constraints that cells are compared with: those of any column, of text, and of any other."""
_DAMAGED = (ValueError, KeyError, TypeError, AttributeError)
"""What a descriptor of another shape than it should be ends in."""


@dataclass(frozen=True)
class Package:
    """What a release says of itself."""

    name: str = ""
    version: str = ""
    base_iri: str = ""
    tables: Mapping[str, Table] = field(default_factory=dict)
    """Those of this version of onrecord where the release has the same, else as its own descriptor has them."""
    paths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Table to its CSV file, or to those of its parts."""
    stems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Table to the name, or the names of the parts, that it has in every format."""
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Table to the ``bytes`` and the ``hash`` that its resource gives, where it does."""

    @property
    def current(self) -> bool:
        """Whether the tables are all those of this version of onrecord, and no others."""
        return dict(self.tables) == dict(TABLES)

    def in_parts(self, table: str) -> bool:
        """Whether a table has parts."""
        return self.stems[table] != (table,)


def read_package(files: Files, tally: Tally) -> Package:
    """What the descriptor says; its faults go to the tally, and without a usable one the package has no tables."""
    content = _json(files, DESCRIPTOR, tally)
    for fault in misshapen(content):
        tally.add(DESCRIPTOR, "wrong-descriptor", fault)
    try:
        package = _package(content, tally)
        _check_presence(package, files, tally)
    except _DAMAGED as error:
        if not tally.errors(DESCRIPTOR):
            tally.add(DESCRIPTOR, "wrong-descriptor", f"this is no descriptor of a release: {_words(error)}")
        return Package()
    _compare_with_parquet(package, content, files, tally)
    _compare_with_models(package, tally)
    return package


def _words(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _json(files: Files, name: str, tally: Tally) -> dict[str, Any]:
    path = files.path(name)
    if path is None:
        if not tally.errors(name):
            tally.add(name, "missing-file", "the file is missing")
        return {}
    try:
        content = json.loads(path.read_bytes().decode())
        if not isinstance(content, dict):
            raise ValueError("it is no object")
        return content
    except (ValueError, RecursionError) as error:
        tally.add(name, "wrong-descriptor", f"the file is not JSON that describes a release: {error}")
        return {}


def _package(content: dict[str, Any], tally: Tally) -> Package:
    tables: dict[str, Table] = {}
    paths: dict[str, tuple[str, ...]] = {}
    names: dict[str, tuple[str, ...]] = {}
    facts: dict[str, dict[str, Any]] = {}
    for resource in content["resources"]:
        name = resource["name"]
        if name in tables:
            raise ValueError(f"two resources are named {name!r}")
        found = _paths(name, resource["path"], tally)
        paths |= {name: found} if found else {}
        names[name] = stems(name, resource["path"]) if found else (name,)
        facts[name] = {fact: resource[fact] for fact in ("bytes", "hash") if fact in resource}
        tables[name] = _table(name, resource["schema"])
        _check_spelling(name, resource)
        _check_licences(resource.get("licenses", content["licenses"]))
    _check_references(tables)
    version, iri = str(content["version"]), str(content["id"])
    return Package(str(content["name"]), version, iri.removesuffix(f"release/{version}"), tables, paths, names, facts)


def _paths(name: str, path: Any, tally: Tally) -> tuple[str, ...]:
    """The files of a resource; none where they are not what a release may have, which is told."""
    paths = _listed(path)
    if not paths or not all(isinstance(each, str) and is_inside(each) for each in paths):
        tally.add(DESCRIPTOR, "unsafe-path", f"{name}: {path!r} is not a path inside the release")
        return ()
    if isinstance(path, list) and not are_parts(name, paths):
        known = f"data/{name}/{name}-0001.csv and so on, in order and without a gap"
        tally.add(DESCRIPTOR, "wrong-parts", f"{name}: its parts are {', '.join(paths)}, and should be {known}")
    return paths


def _listed(path: Any) -> tuple[Any, ...]:
    return tuple(path) if isinstance(path, list) else (path,)


def _check_spelling(name: str, resource: dict[str, Any]) -> None:
    """A reader that goes by the descriptor reads what onrecord wrote."""
    codec = resource.get("compression")
    if codec and not all(str(path).endswith(f".{codec}") for path in _listed(resource["path"])):
        raise ValueError(f"{name}: `compression` is {codec!r}, and the file's name does not say so")
    for fact in sorted(SPELLING.keys() & resource.keys()):
        if resource[fact] != SPELLING[fact]:
            raise ValueError(f"{name}: `{fact}` is {resource[fact]!r}, and should be {SPELLING[fact]!r}")


def _check_licences(licences: Any) -> None:
    if not licences or not all(each["name"] for each in licences):
        raise ValueError("no licence is named")


def _table(name: str, schema: dict[str, Any]) -> Table:
    """A table as its schema has it: the one of this version where they are the same."""
    if name in TABLES and table_schema(TABLES[name]) == schema:
        return TABLES[name]
    references = dict(_references(name, schema))
    columns = tuple(_column(each, references, schema["primaryKey"]) for each in schema["fields"])
    names = [column.name for column in columns]
    if others := {*references, *schema["primaryKey"]}.difference(names):
        raise ValueError(f"{name}: its keys name {', '.join(sorted(others))}, which is no column")
    if "id" not in names or len(set(names)) < len(names) or not all(map(_NAME.fullmatch, [name, *names])):
        raise ValueError(f"{name!r}: its name and its columns' are not those of a table with ids")
    return Table(name, name, "", "", columns)


def _references(name: str, schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in schema.get("foreignKeys", []):
        [column], target = key["fields"], key["reference"]
        if target["fields"] != ["id"]:
            raise ValueError(f"{name}: a reference leads to {target['fields']}")
        yield column, target.get("resource") or name


def _column(described: dict[str, Any], references: Mapping[str, str], primary: list[str]) -> Column:
    rules = described.get("constraints", {})
    name, kind = described["name"], described["type"]
    if kind not in _KINDS:
        raise ValueError(f"{name} has the type {kind!r}, which no release uses")
    description = described.get("description", "")
    if not isinstance(description, str):
        raise ValueError(f"the description of {name} is {description!r}, and should be text")
    if described.get("format", "default") not in ("default", "uri"):
        raise ValueError(f"{name} has the format {described['format']!r}, which no release uses")
    _check_rules(name, rules, is_text=kind == kinds.TEXT.field_type)
    return Column(
        name,
        name,
        _KINDS[kind],
        description,
        required=bool(rules.get("required")) or name in primary,
        unique=bool(rules.get("unique")) or name in primary,
        reference=references.get(name, ""),
        codes=dict.fromkeys(rules.get("enum", ()), ""),
        pattern=rules.get("pattern") or (kinds.URL.form if described.get("format") == "uri" else ""),
        minimum=rules.get("minimum"),
        maximum=rules.get("maximum"),
    )


def _check_rules(name: str, rules: Mapping[str, Any], *, is_text: bool) -> None:
    if others := rules.keys() - (_RULES | (_OF_TEXT if is_text else _OF_NUMBERS)):
        raise ValueError(f"{name}: no column of its type has the rule {', '.join(sorted(others))}")
    for limit in ("minimum", "maximum"):
        if not isinstance(rules.get(limit, 0), int | float):
            raise ValueError(f"{name}: the {limit} {rules[limit]!r} is no number")
    if not all(isinstance(code, str) for code in rules.get("enum", ())):
        raise ValueError(f"{name}: its codes are {rules['enum']!r}, and should be texts")
    try:
        re.compile(rules.get("pattern", ""))
    except re.error as error:
        raise ValueError(f"{name}: the pattern {rules['pattern']!r} is none: {error}") from error


def _check_references(tables: Mapping[str, Table]) -> None:
    for table in tables.values():
        for column in table.columns:
            there = tables.get(column.reference)
            if column.reference and (there is None or "id" not in there.names):
                raise ValueError(f"{table.name}.{column.name} refers to {column.reference!r}, which is no table")
            if there and not there["id"].unique:
                raise ValueError(f"{table.name}.{column.name} refers to the `id` of {there.name!r}, which is no key")


def _check_presence(package: Package, files: Files, tally: Tally) -> None:
    """Every file that the descriptor names is there, and no other calls itself one of a table's."""
    for name in (path for paths in package.paths.values() for path in paths):
        if files.path(name) is None and not tally.errors(name):
            tally.add(name, "missing-file", f"the file is missing, and {DESCRIPTOR} names it")


def check_extra(package: Package, expected: Iterable[str], files: Files, tally: Tally) -> None:
    """Tells the files that are parts of a table by their names, or another compression of one, and not ``expected``."""
    wanted = set(expected)
    plain = {plain_name(name) for name in wanted}
    for name in sorted(files.sizes.keys() - wanted):
        if (part_of(name, package.name, package.tables) or plain_name(name) in plain) and not tally.errors(name):
            tally.add(name, "extra-file", f"the file is none of those that {DESCRIPTOR} tells of")


def _compare_with_parquet(package: Package, content: dict[str, Any], files: Files, tally: Tally) -> None:
    other = _json(files, PARQUET_DESCRIPTOR, tally)
    if tally.errors(PARQUET_DESCRIPTOR):
        return
    theirs, ours = _described(other), _described(content)
    for name, names in package.stems.items():
        paths = [f"{stem}.parquet" for stem in names]
        ours[name] = (ours[name][0], paths if package.in_parts(name) else paths[0])
    for name in sorted(name for name in theirs.keys() | ours.keys() if theirs.get(name) != ours.get(name)):
        message = f"{name} is not described as in {DESCRIPTOR}"
        tally.add(PARQUET_DESCRIPTOR, "wrong-descriptor", message)


def _described(content: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Table to its schema and its path."""
    resources = content.get("resources")
    return {
        str(part.get("name")): (part.get("schema"), part.get("path"))
        for part in (resources if isinstance(resources, list) else [])
        if isinstance(part, dict)
    }


def _compare_with_models(package: Package, tally: Tally) -> None:
    """Says what of the tables is not as in this version: a release of another version is no fault in itself."""
    for name in sorted(package.tables.keys() | TABLES.keys()):
        ours, theirs = TABLES.get(name), package.tables.get(name)
        if ours is not theirs:
            message = f"{name} is not as in this version of onrecord: {_difference(ours, theirs)}"
            tally.add(DESCRIPTOR, "other-model", message, help=_OTHER, severity=Severity.WARNING)


def _difference(ours: Table | None, theirs: Table | None) -> str:
    if ours is None:
        return "it has no such table"
    if theirs is None:
        return "the release lacks the table"
    missing = [name for name in ours.names if name not in theirs.names]
    extra = [name for name in theirs.names if name not in ours.names]
    found = [f"{word} {', '.join(names)}" for word, names in (("without", missing), ("with", extra)) if names]
    return "; ".join(found) or "the rules or descriptions of its columns differ"
