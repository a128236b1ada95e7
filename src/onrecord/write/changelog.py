"""CHANGELOG.md of a release: what each version added, changed and withdrew, and why, for people."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from onrecord.dataset import Dataset
from onrecord.write.markdown import as_text

_MOST = 12
"""How many records or columns a line names; of more it gives the number."""

_ENTRIES = f"""
WITH names AS (
    SELECT id, name FROM agents UNION ALL SELECT id, name FROM places UNION ALL SELECT id, name FROM measures
    UNION ALL SELECT id, name FROM events UNION ALL SELECT id, label FROM sources
),
touched AS (
    SELECT c.version, c.record_id, r.type,
        CASE WHEN bool_or(c.table_name = 'records') THEN 'Withdrawn'
            WHEN bool_or(c.column_name IS NULL AND c.row_id = c.record_id) THEN 'Added' ELSE 'Changed' END AS part,
        coalesce(c.reason, '') AS reason,
        list(DISTINCT coalesce(c.column_name, c.table_name) ORDER BY coalesce(c.column_name, c.table_name)) AS columns,
        any_value(r.replaced_by_id) AS successor
    FROM changes c JOIN records r ON r.id = c.record_id GROUP BY c.version, c.record_id, r.type, c.reason
)
SELECT version, part, type, reason, count(*) AS records, list_slice(list(
        {{'id': t.record_id, 'name': n.name, 'columns': t.columns, 'successor': t.successor}} ORDER BY t.record_id),
        1, {_MOST}) AS shown
FROM touched t LEFT JOIN names n ON n.id = t.record_id
GROUP BY version, part, type, reason ORDER BY part, type, reason
"""


def changelog(dataset: Dataset) -> str:
    """The changelog of a release, in Markdown: the versions from the newest to the first."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in dataset.rows(_ENTRIES):
        found.setdefault(row["version"], []).append(row)
    current = dataset.metadata.version.removesuffix("-draft")
    versions = sorted({current, _first(dataset, current), *found}, key=_order, reverse=True)
    parts = [
        f"# Changes of {as_text(dataset.metadata.title)}\n\n"
        "`changes` has every cell that changed, with what stood there before; `records` has the state of every id.\n",
        *(_version(version, found.get(version, []), version == versions[-1]) for version in versions),
    ]
    return "\n".join(parts)


def _first(dataset: Dataset, current: str) -> str:
    return min(dataset.query("SELECT DISTINCT since FROM records")["since"].to_pylist(), key=_order, default=current)


def _order(version: str) -> list[int]:
    return [int(number) for number in version.split(".")]


def _version(version: str, entries: Iterable[Mapping[str, Any]], first: bool) -> str:
    lines = [f"## {version}", ""]
    for part, group in groupby(entries, key=lambda entry: entry["part"]):
        lines += [f"### {part}", "", *(_line(entry) for entry in group), ""]
    if len(lines) == 2:
        lines += ["The first release." if first else "No record changed.", ""]
    return "\n".join(lines)


def _line(entry: Mapping[str, Any]) -> str:
    shown = ", ".join(_record(entry["part"], record) for record in entry["shown"])
    more = entry["records"] - len(entry["shown"])
    plural = f"{entry['records']} {entry['type']}{'s' * (entry['records'] != 1)}"
    reason = f" {as_text(entry['reason'])}" if entry["reason"] else ""
    return f"- {plural}:{reason and f'{reason} -'} {shown}{f' and {more} more' if more else ''}"


def _record(part: str, record: Mapping[str, Any]) -> str:
    words = f"{as_text(record['name'])} " if record["name"] else ""
    words += f"`{record['id']}`"
    if part == "Changed":
        columns = record["columns"]
        more = f" and {len(columns) - _MOST} more" if len(columns) > _MOST else ""
        words += f" ({', '.join(columns[:_MOST])}{more})"
    if record["successor"]:
        words += f" (now `{record['successor']}`)"
    return words
