"""Records whose id comes more than once: the same said again, a mistake, or a revision."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from onrecord.importing.sort import Entry
from onrecord.problems import Problem, Where

REPLACED = {
    "first": "the same id came before; the first stands",
    "last": "the same id comes again; the last stands",
}
"""Why cells are skipped whose record gives way to another one."""
Record = dict[str, Any]
_OF_SUBJECT = ("measure_id", "about_id", "event_id", "place_id", "period", "dimensions", "modality", "reporter_id")
"""What a figure shares with its correction; as the rule `figure-twice` has it, the source is the reporter of others."""
encode: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False).encode
"""A record as a line of JSON."""


@dataclass
class Versions:
    """Settles what becomes of each id."""

    policy: Callable[[Entry], str]
    """What the rule that made an entry says of ids that come again."""
    refuse: Callable[[Problem], None]
    drop: Callable[[Entry, str], None]
    """Told of every entry that is left out, and why."""
    join: Callable[[Entry, Entry], None] = lambda first, second: None
    """Told of every entry that says what an earlier one of its id says, and of that one."""
    repeated: int = 0
    """Records that say what another one of their id says already."""
    corrected: int = 0
    """Figures that came again with other content and stand beside the earlier ones."""
    replaced: int = 0
    """Records that gave way to another one of their id."""
    counts: Counter[str] = field(default_factory=Counter)
    """Records by table."""

    def settled(self, entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
        """The table and the record, as a line of JSON, of every id, in order."""
        for (table, _), group in groupby(entries, itemgetter(0, 1)):
            first, *others = group
            lines = map(encode, self._records([first, *others])) if others else (first.line,)
            for line in lines:
                self.counts[table] += 1
                yield table, line

    def _records(self, group: list[Entry]) -> list[Record]:
        versions = self._merged(group)
        if len(versions) == 1:
            return [versions[0][1]]
        policy = self.policy(group[0])
        if policy == "refuse":
            self._differ(*versions[:2])
        if policy == "correct":
            other = next((each for each in versions if _subject(each[1]) != _subject(versions[0][1])), None)
            if other is None:
                self.corrected += len(versions) - 1
                return _chained([record for _, record in versions])
            self._differ(versions[0], other)
        kept = versions[-1 if policy == "last" else 0]
        for entry, record in versions:
            if record is not kept[1]:
                self.replaced += 1
                self.drop(entry, REPLACED.get(policy, policy))
        return [kept[1]]

    def _merged(self, group: list[Entry]) -> list[tuple[Entry, Record]]:
        """The versions of a record in turn: neighbours that say the same are one, with the citations of both."""
        versions: list[tuple[Entry, Record]] = []
        for entry in group:
            record = json.loads(entry.line)
            if versions and _content(versions[-1][1]) == _content(record):
                _cite(versions[-1][1], record)
                self.repeated += 1
                self.join(versions[-1][0], entry)
            else:
                versions.append((entry, record))
        return versions

    def _differ(self, version: tuple[Entry, Record], later: tuple[Entry, Record]) -> None:
        (first, one), (second, other) = version, later
        fields = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
        names = ", ".join(f"`{name}`" for name in fields if name != "citations")
        message = f"`{first.id}` comes again with another {names} (first in {address(first)})"
        help = "correct the template of the id, or say with `again` which one stands"
        if self.policy(first) == "correct":
            help = "correct the template of the id: a figure and its correction are of one thing, time and reporter"
        self.refuse(Problem(address(second), "differing-record", message, help))


def address(entry: Entry) -> Where:
    """The row that an entry was made of."""
    return Where(entry.source.file, entry.source.row)


def _content(record: Record) -> Record:
    return {name: value for name, value in record.items() if name != "citations"}


def _cite(record: Record, other: Record) -> None:
    """Adds the citations of another record that says the same."""
    if "citations" in other:
        known = record.setdefault("citations", [])
        known += [citation for citation in other["citations"] if citation not in known]


def _subject(record: Record) -> list[Any]:
    """What a figure is of and who gave it; the order of its dimensions says nothing."""
    reporter = record.get("reporter_id") or record.get("source_id")
    dimensions = sorted(sorted(each.items()) for each in record.get("dimensions", ()))
    found = {**record, "reporter_id": reporter, "dimensions": dimensions}
    return [found.get(name) for name in _OF_SUBJECT]


def _chained(records: list[Record]) -> list[Record]:
    """Each figure corrected by the next; the first keeps the id, so that ids stay when further corrections come."""
    id = records[0]["id"]
    ids = [id, *(f"{id}-v{number}" for number in range(2, len(records) + 1))]
    for record, own, following in zip(records, ids, [*ids[1:], None], strict=True):
        record["id"] = own
        if following:
            record["corrected_by_id"] = following
    return records
