"""Organizations and persons of a release as entities of the followthemoney model, one a line, in order of their ids."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.ftm.model import EXPOSURE, PROPERTY_OF, SCHEMA_OF, alpha_2, library
from onrecord.problems import UsageError
from onrecord.release import open_release

_UNMODELLED = ("groups", "affiliations", "distinctions")
_Row = Mapping[str, Any]


@dataclass(frozen=True)
class Exported:
    """What an export did."""

    entities: int
    left_out: Mapping[str, int]
    """What the model has no place for, and how many there are."""


def export_entities(release: str | Path, into: str | Path) -> Exported:
    """Writes the organizations and persons of a release, with their names, as entities into a file.

    Raises UsageError where there is no release, the file cannot be written or the library is missing.
    """
    opened = open_release(Path(release))
    tables = {name: getattr(opened, name).to_dicts() for name in ("organizations", "persons", "names", *_UNMODELLED)}
    names: dict[str, list[_Row]] = defaultdict(list)
    for row in tables["names"]:
        names[row["agent_id"]].append(row)
    entities = sorted(_entities(library(), tables, names), key=lambda entity: str(entity["id"]))
    try:
        with Path(into).open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(entity, ensure_ascii=False, sort_keys=True)}\n" for entity in entities)
    except OSError as error:
        raise UsageError(f"cannot write {Path(into).as_posix()}: {error.strerror}") from error
    left_out = Counter({f"rows of {name}": len(tables[name]) for name in _UNMODELLED})
    left_out["descriptions"] = sum(
        bool(row["description"]) for name in ("organizations", "persons") for row in tables[name]
    )
    return Exported(len(entities), {what: count for what, count in left_out.items() if count})


def _entities(
    model: Any, tables: Mapping[str, list[_Row]], names: Mapping[str, list[_Row]]
) -> Iterator[dict[str, Any]]:
    for row in tables["organizations"]:
        proxy = model.make_entity(SCHEMA_OF.get(row["kind"] or "", "Organization"))
        proxy.id = row["id"]
        _put(proxy, "country", alpha_2(row["country"]) if row["country"] else None)
        _put(proxy, "website", row["url"])
        _put(proxy, "parent", row["parent_id"])
        yield _whole(proxy, row, names)
    for row in tables["persons"]:
        proxy = model.make_entity("Person")
        proxy.id = row["id"]
        yield {**_whole(proxy, row, names), EXPOSURE: row["exposure"]}


def _whole(proxy: Any, row: _Row, names: Mapping[str, list[_Row]]) -> dict[str, Any]:
    _put(proxy, "name", row["name"])
    _put(proxy, "wikidataId", row["wikidata"])
    for name in names[row["id"]]:
        _put(proxy, PROPERTY_OF[name["kind"]], name["value"])
    return {**proxy.to_dict(), "caption": row["name"]}


def _put(proxy: Any, property: str, value: str | None) -> None:
    if value and property in proxy.schema.properties:
        proxy.add(property, value, cleaned=True)
