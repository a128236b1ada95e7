"""Real revisions as a series of releases: a mechanical converter from versions of a file's records to records here.

Each number of a day becomes a figure; everything else of the day (the name of a field, a qualifier, a number written
as text) becomes the locator of its citation, so that no revision, however small, is lost.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILES = ("personnel", "equipment")
QUALIFIERS = {"about": "about", "more than": "more_than", "almost": "almost"}

Event = dict[str, Any]
Days = dict[tuple[str, str], list[dict[str, Any]]]
"""File and date to the records that the file has for the date: one, but for mistakes."""

_DATASET = """\
name: replay
title: Reported losses, replayed
description: Figures that one party reported of the other, in every version that a file of them ever had.
version: 1.{number}.0
issued: {issued}
base_iri: https://example.org/replay/
licence: {{id: MIT, title: MIT License, url: "https://opensource.org/license/mit"}}
contributors: [{{title: onrecord project, role: publisher}}]
contact: {{name: onrecord maintainers}}
imported: true
"""
_AROUND = """\
organizations:
  - {id: org-general-staff, name: General Staff of the Armed Forces of Ukraine, kind: armed_forces, country: UKR}
sources:
  - {id: src-file, kind: dataset, label: Versions of a file of reported losses, publisher_id: org-general-staff,
     licence: MIT, attribution: "Petro Ivaniuk, 2022 Ukraine Russia War Dataset"}
"""


def events(folder: Path) -> list[Event]:
    """Every version of a record of every file in a folder, by time of commit."""
    found = [
        {**json.loads(line), "file": file}
        for file in FILES
        for line in (folder / f"{file}_record_versions.jsonl").read_text("utf-8").splitlines()
    ]
    return sorted((event for event in found if event["op"] != "unparseable"), key=lambda event: event["committed_at"])


def revisited(found: Iterable[Event]) -> list[Event]:
    """The events of the days that were revised or deleted at any time."""
    found = list(found)
    dates = {event["date"] for event in found if event["op"] != "insert"}
    return [event for event in found if event["date"] in dates]


def is_doubled(event: Event) -> bool:
    """Whether a day has two records, before or after."""
    return len(event.get("records", [])) > 1 or len(event.get("before", [])) > 1


def by_version(found: Iterable[Event]) -> Iterator[list[Event]]:
    """The events in few groups: the first of every day, then the second ...; mistakes are undone before others come."""
    waves: dict[tuple[int, int], list[Event]] = {}
    seen: dict[tuple[str, str], int] = {}
    for event in found:
        day = event["file"], event["date"]
        seen[day] = seen.get(day, 0) + 1
        part = 0 if len(event.get("before", [])) > 1 else 2 if is_doubled(event) else 1
        waves.setdefault((seen[day], part), []).append(event)
    yield from (waves[key] for key in sorted(waves))


def by_commit(found: Iterable[Event]) -> Iterator[list[Event]]:
    """The events by time, as many commits at once as touch no day twice; doubled days are groups of their own."""
    group: list[Event] = []
    for commit in _commits(found):
        seen = {(event["file"], event["date"]) for event in group}
        doubled = any(map(is_doubled, [*group, *commit]))
        if group and (doubled or any((event["file"], event["date"]) in seen for event in commit)):
            yield group
            group = []
        group += commit
    yield group


def _commits(found: Iterable[Event]) -> Iterator[list[Event]]:
    commits: dict[str, list[Event]] = {}
    for event in found:
        commits.setdefault(event["commit"], []).append(event)
    yield from commits.values()


def figures(days: Mapping[tuple[str, str], list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """The figures of days, as records; two of one id where a day has two records."""
    for (file, date), records in days.items():
        for record in records:
            rest = {name: value for name, value in record.items() if not _is_number(name, value)}
            for name in record.keys() - rest.keys():
                yield _figure(file, date, name, record, json.dumps(rest, ensure_ascii=False))


def _is_number(name: str, value: Any) -> bool:
    return isinstance(value, int) and name != "day"


def _figure(file: str, date: str, name: str, record: Mapping[str, Any], locator: str) -> dict[str, Any]:
    word = record.get(f"{name}*") or record.get(f"*{name}") or ""
    return {
        "id": f"fig-{_slug(name)}-{date}",
        "source_id": "src-file",
        "reporter_id": "org-general-staff",
        "measure_id": f"var-{_slug(name)}",
        "modality": "observed",
        "qualifier": QUALIFIERS.get(word, "exact"),
        "stated": str(record[name]),
        "value": record[name],
        "period": date,
        "citations": [{"source_id": "src-file", "locator": f"{file}: {locator}"}],
    }


def _slug(name: str) -> str:
    return "-".join(name.lower().split())


@dataclass
class Author:
    """Keeps records as an author would: withdraws what the file drops and gives each change its reason."""

    folder: Path
    days: Days = field(default_factory=dict)
    number: int = 0
    withdrawn: dict[str, str] = field(default_factory=dict)
    measures: set[str] = field(default_factory=set)
    again: dict[str, int] = field(default_factory=dict)
    """Ids that came back after they were withdrawn, and under which number."""

    def take(self, group: Iterable[Event]) -> None:
        """Brings the days to the state after a group of events."""
        for event in group:
            self.days.pop((event["file"], event["date"]), None)
            if event["op"] != "delete":
                self.days[event["file"], event["date"]] = event["records"]

    def figures(self) -> list[dict[str, Any]]:
        """The figures of the days, under ids that were never withdrawn."""
        return [{**figure, "id": self._fresh(figure["id"])} for figure in figures(self.days)]

    def _fresh(self, id: str) -> str:
        return f"{id}-n{self.again[id]}" if id in self.again else id

    def withdraw(self, ids: Iterable[str], reason: str) -> None:
        """Withdraws ids; whatever comes back later gets another one."""
        for id in ids:
            self.withdrawn[id] = reason
            first = re.sub("-n[0-9]+$", "", id)
            self.again[first] = self.again.get(first, 0) + 1

    def write(self, issued: str, reasons: Mapping[str, str] | None = None) -> Path:
        """The folder of records of the next version."""
        current = self.figures()
        self.folder.mkdir(exist_ok=True)
        self._put("dataset.yaml", _DATASET.format(number=self.number, issued=issued))
        self._put("around.yaml", _AROUND)
        self._put("figures.jsonl", *current)
        self.measures |= {figure["measure_id"] for figure in current}
        self._put("measures.jsonl", *_measures(self.measures))
        taken = [
            {"id": id, "type": "figure", "status": "withdrawn", "reason": why} for id, why in self.withdrawn.items()
        ]
        self._put("records.jsonl", *taken)
        entries = [json.dumps({"record_id": id, "reason": why}) for id, why in (reasons or {}).items()]
        self._put("changes.yaml", "".join(f"- {entry}\n" for entry in entries) or "[]\n")
        return self.folder

    def _put(self, name: str, *content: Any) -> None:
        lines = [part if isinstance(part, str) else f"{json.dumps(part, ensure_ascii=False)}\n" for part in content]
        (self.folder / name).write_text("".join(lines), "utf-8")


def _measures(ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    for id in sorted(ids):
        name = id.removeprefix("var-").replace("-", " ")
        definition = f"What the file calls {name}, in all since 24 February 2022."
        kind = {"unit": "NUM", "statistic": "count", "accumulation": "cumulative"}
        yield {"id": id, "name": name, "definition": definition, **kind}
