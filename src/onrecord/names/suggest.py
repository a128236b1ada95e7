"""Pairs of agents that are likely the same, by their spellings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from onrecord.dataset import Origins, query
from onrecord.names.likely import Likely, likely_same
from onrecord.names.spelling import is_acronym
from onrecord.problems import Where
from onrecord.spelled import SPELLED
from onrecord.tables import ORIGIN

_SPELLINGS = (
    f"WITH {SPELLED} SELECT DISTINCT ON (agent_id, spelling) * FROM spelled ORDER BY agent_id, spelling, {ORIGIN}"
)
_DISTINCT = f"WITH {SPELLED} SELECT agent_id, other_id FROM distinct_agents"

_Row = Mapping[str, Any]


@dataclass(frozen=True)
class Spelling:
    """A spelling of an agent's name and where it stands."""

    agent_id: str
    value: str
    where: Where


@dataclass(frozen=True)
class Suggestion:
    """Two agents that are likely the same, by the two of their spellings that are most alike."""

    one: Spelling
    other: Spelling
    reason: str


def suggestions(tables: Mapping[str, pa.Table], origins: Origins) -> list[Suggestion]:
    """The pairs of agents that are likely the same, in the order of their ids.

    Left out are pairs that are recorded as different, pairs of groups, whose labels are no names, and pairs that share
    a spelling exactly: those are problems. Abbreviations and acronyms are never compared.
    """
    rows = [row for row in query(tables, _SPELLINGS).to_pylist() if not is_acronym(row["value"])]
    settled = {(row["agent_id"], row["other_id"]) for row in query(tables, _DISTINCT).to_pylist()}
    best: dict[tuple[str, str], Likely] = {}
    for pair in likely_same([row["value"] for row in rows]):
        agents = (rows[pair.one]["agent_id"], rows[pair.two]["agent_id"])
        if _comparable(rows[pair.one], rows[pair.two]) and agents not in settled:
            best[agents] = max(pair, best.get(agents, pair), key=lambda pair: (pair.letters, pair.consonants))
    shared = set(_sharing(rows))
    return [_suggestion(pair, rows, origins) for agents, pair in sorted(best.items()) if agents not in shared]


def _comparable(one: _Row, other: _Row) -> bool:
    return bool(one["agent_id"] != other["agent_id"] and {one["type"], other["type"]} != {"group"})


def _sharing(rows: list[_Row]) -> Iterator[tuple[str, str]]:
    """The pairs of agents, in the order of the rows, that have a spelling in common."""
    owners: dict[str, list[str]] = {}
    for row in rows:
        for owner in owners.setdefault(row["spelling"], []):
            yield owner, row["agent_id"]
        owners[row["spelling"]].append(row["agent_id"])


def _suggestion(pair: Likely, rows: list[_Row], origins: Origins) -> Suggestion:
    one, other = (_spelling(rows[place], origins) for place in (pair.one, pair.two))
    return Suggestion(one, other, _reason(pair))


def _spelling(row: _Row, origins: Origins) -> Spelling:
    where = origins.problem(row[ORIGIN], row["field"], "", "").where
    return Spelling(row["agent_id"], row["value"], where)


def _reason(pair: Likely) -> str:
    consonants = "the same consonants" if pair.consonants == 1 else f"{pair.consonants:.0%} of the consonants alike"
    return f"{consonants}, {pair.letters:.0%} of all letters alike"
