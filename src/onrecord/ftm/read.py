"""Entities of the followthemoney model as organizations and persons.

A person is taken only where something says why they may be named: the entity itself, as one that was exported here
does, or a file of exposures. Nothing is concluded from topics or positions.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.ftm.model import EXPOSURE, KIND_OF, NAME_KINDS, UNDETERMINED, alpha_3, library
from onrecord.importing import Imported
from onrecord.importing.account import Account
from onrecord.importing.complaints import Complaints
from onrecord.importing.formats import BrokenError, File, Row, Sheet, open_sheet
from onrecord.importing.map import Input, Rule
from onrecord.importing.run import settled
from onrecord.importing.sort import Entry, Sorter, Source
from onrecord.importing.target import Target
from onrecord.importing.template import slug
from onrecord.importing.versions import Versions
from onrecord.problems import Refused, UsageError, errors_among
from onrecord.progress import Progress, silently
from onrecord.read.marked import MarkedMapping
from onrecord.read.origins import opened
from onrecord.read.page import Page
from onrecord.read.record import AUTHORED, check
from onrecord.read.words import shown
from onrecord.read.yaml_text import parse
from onrecord.tables import TABLES

NAME = "ftm"
"""The name in the files of records."""
_NO_PLACE = "records have no place for it"
_NO_EXPOSURE = "nothing says why the person may be named"
_NO_AGENT = "neither an organization nor a person"
_ID = {"organizations": "org", "persons": "per"}
_INPUT = Input(format="jsonl", records=(Rule(table="organizations"),))
_EXPOSURES = TABLES["persons"]["exposure"].codes


def import_entities(
    files: Iterable[str | Path],
    into: str | Path | None,
    *,
    exposures: str | Path | None = None,
    form: str = "jsonl",
    progress: Progress = silently,
) -> Imported:
    """Makes records of the organizations and persons in files of entities, one a line, and writes them into a folder.

    ``into`` is None for a dry run; ``exposures`` is a file of YAML, ids of entities to the exposure of the persons.
    Raises Refused with every problem; UsageError where a file or the library is missing.
    """
    paths = [Path(file) for file in files]
    if missing := [path for path in paths if not path.is_file()]:
        raise UsageError(f"there is no file {missing[0].as_posix()}")
    with Sorter() as sorter:
        reader = _Reader(library(), _exposures(Path(exposures)) if exposures else {}, sorter, progress)
        for path in paths:
            reader.read(File(path, path.as_posix(), path.name))
        target = Target(Path(into), NAME, form, _COLUMNS) if into is not None else None
        return settled(
            sorter,
            target,
            reader.complaints,
            Versions(lambda _: "refuse", reader.complaints.add, lambda *_: None),
            lambda: (len(paths), (), reader.account),
        )


_COLUMNS = {
    "organizations": ("id", "name", "kind", "country", "url", "wikidata", "parent_id"),
    "persons": ("id", "name", "exposure", "wikidata"),
    "names": ("agent_id", "value", "lang", "kind"),
}


def _exposures(path: Path) -> Mapping[str, str]:
    """Ids of entities to exposures. Raises Refused where one of them is none."""
    page = opened(path, path.as_posix())
    if not isinstance(page, Page):
        raise Refused([page])
    parsed = parse(page)
    root = parsed.root if isinstance(parsed.root, MarkedMapping) else MarkedMapping((0, 0))
    faults = [
        page.problem(root.values_at[id], "unknown-code", f"`{shown(value)}` is not an exposure", _help())
        for id, value in root.items()
        if not isinstance(value, str) or value not in _EXPOSURES
    ]
    if not root and not parsed.problems:
        faults = [page.problem(parsed.root_span, "wrong-type", "this is not a group of ids and exposures", _help())]
    if found := errors_among([*parsed.problems, *faults]):
        raise Refused(found)
    return root


def _help() -> str:
    return f"write `id: exposure` with one of {', '.join(f'`{code}`' for code in _EXPOSURES)}"


@dataclass
class _Reader:
    model: Any
    exposures: Mapping[str, str]
    sorter: Sorter
    progress: Progress
    complaints: Complaints = field(default_factory=Complaints)
    account: Account = field(default_factory=lambda: Account((), {}))
    turn: int = 0

    def read(self, file: File) -> None:
        """Reads the entities of a file."""
        try:
            sheet = open_sheet(file, _INPUT)
            for row in sheet.rows:
                self._entity(sheet, row)
                self.account.rows += 1
                self.progress("reading entities", self.account.rows)
        except BrokenError as error:
            self.complaints.add(error.problem)

    def _entity(self, sheet: Sheet, row: Row) -> None:
        data = json.loads(row.mark.text)
        try:
            proxy = self._proxy(data)
        except Exception as error:  # the library raises what it meets in an entity that is none
            message = f"this is not an entity: {' '.join(str(error).split()) or type(error).__name__}"
            help = "each line needs `id`, `schema` and `properties`"
            self.complaints.add_alike(("entity",), lambda: sheet.problem(row, "", "not-an-entity", message, help))
            return
        table = "persons" if proxy.schema.is_a("Person") else "organizations" if _is_organization(proxy) else ""
        exposure = self._exposure(proxy, data) if table == "persons" else ""
        if not table or (table == "persons" and not exposure):
            self._left_out(proxy, _NO_EXPOSURE if table else _NO_AGENT)
            return
        record = _Record(proxy, table, self.account, str(data.get("caption", ""))).made(exposure)
        self._add(sheet, row, table, record)

    def _proxy(self, data: Mapping[str, Any]) -> Any:
        """The entity. Raises whatever tells that it is none."""
        if not isinstance(data.get("id"), str) or not isinstance(data.get("properties"), dict):
            raise ValueError("it has no id or no properties")
        return self.model.get_proxy(data, cleaned=False)

    def _exposure(self, proxy: Any, data: Mapping[str, Any]) -> str:
        """Why a person may be named, where that is said."""
        given = self.exposures.get(str(proxy.id), data.get(EXPOSURE, ""))
        return given if isinstance(given, str) else ""

    def _left_out(self, proxy: Any, reason: str) -> None:
        for property, _ in proxy.itervalues():
            self.account.skip(f"{proxy.schema.name}.{property.name}", reason)

    def _add(self, sheet: Sheet, row: Row, table: str, record: dict[str, Any]) -> None:
        result = check(AUTHORED[table], record)
        if isinstance(result, list):
            for fault in result:
                kind = (table, str(fault.path), fault.code)
                self.complaints.add_alike(
                    kind,
                    lambda fault=fault: sheet.problem(row, "id", fault.code, fault.message, fault.help),  # type: ignore[misc]
                )
            return
        source = Source(0, 0, "", sheet.file.shown, row.number)
        line = json.dumps(record, ensure_ascii=False)
        self.sorter.add(Entry(table, record["id"], self.turn, source, line))
        self.turn += 1


def _is_organization(proxy: Any) -> bool:
    return bool(proxy.schema.is_a("Organization"))


@dataclass
class _Record:
    """One entity that becomes a record; every value is counted as a field or as left out."""

    proxy: Any
    table: str
    account: Account
    caption: str
    """The name that the entity is called by, where it says so."""
    counted: Counter[str] = field(default_factory=Counter)
    """How many values of each property became fields."""

    def made(self, exposure: str) -> dict[str, Any]:
        """The record."""
        record: dict[str, Any] = {"id": _id(str(self.proxy.id), self.table)}
        names = list(self._names())
        record |= {"name": names[0]["value"]} if names else {}
        if exposure:
            record["exposure"] = exposure
        elif kind := KIND_OF.get(self.proxy.schema.name):
            record["kind"] = kind
        record |= {name: value for name, value in self._fields() if value}
        if names[1:]:
            record["names"] = names[1:]
        self._rest()
        return record

    def _names(self) -> Iterator[dict[str, str]]:
        """Every name once; the one that the entity is called by comes first."""
        seen = set()
        for property, kind in NAME_KINDS.items():
            for value in sorted(self._sorted(property), key=lambda value: value != self.caption):
                self._used(property)
                if value not in seen:
                    seen.add(value)
                    yield {"value": value, "lang": UNDETERMINED, "kind": kind}

    def _fields(self) -> Iterator[tuple[str, str | None]]:
        yield "wikidata", self._first("wikidataId")
        if self.table == "organizations":
            yield "country", self._first("country", alpha_3) or self._first("jurisdiction", alpha_3)
            yield "url", self._first("website")
            parent = self._first("parent")
            yield "parent_id", parent and _id(parent, "organizations")

    def _first(self, property: str, change: Any = None) -> str | None:
        """The first value of a property that can be used; it is counted, and the others are not."""
        for value in self._sorted(property):
            if found := change(value) if change else value:
                self._used(property)
                return str(found)
        return None

    def _sorted(self, property: str) -> list[str]:
        return sorted(self.proxy.get(property, quiet=True))

    def _used(self, property: str) -> None:
        self.account.fields[f"{self.proxy.schema.name}.{property}"] += 1
        self.counted[property] += 1

    def _rest(self) -> None:
        """Counts the values of which nothing was made."""
        for property in self.proxy.iterprops():
            left = len(self.proxy.get(property)) - self.counted[property.name]
            if left:
                self.account.skip(f"{self.proxy.schema.name}.{property.name}", _NO_PLACE, left)


def _id(id: str, table: str) -> str:
    """An id of an entity as one of a record: as it is where it has the form, else after the prefix."""
    prefix = _ID[table]
    return id if id == f"{prefix}-{slug(id.removeprefix(f'{prefix}-'))}" else f"{prefix}-{slug(id)}"
