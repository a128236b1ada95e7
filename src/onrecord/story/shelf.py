"""The rows that a story needs, gathered from a dataset of any size: some records, and what they lead to."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from onrecord import dataset
from onrecord.tables import TABLES, Table

Relation = tuple[str, str, str]
"""A table, a column of it, and the table that the column refers to."""
Row = Mapping[str, Any]
"""A row of a table: column to value, None for what is missing."""

MOST = 50
"""So many rows of a table are told of that refer to one record in one column, and how many there are in all."""
_IN_ALL = "rows_in_all"
"""Beside the columns of a row: of how many rows that refer to the same record it is one."""

_TABLE_OF = {
    table.prefix: table.name for table in TABLES.values() if table.prefix and table.authored and not table.has_row_ids
}
_REPEATED = ("agents", "figures_wide")
"""Tables that say again what others say."""
_AGENTS = ("organizations", "persons", "groups")
_REFERENCES: tuple[Relation, ...] = tuple(
    (table.name, column.name, column.reference)
    for table in TABLES.values()
    if table.name not in _REPEATED
    for column in table.columns
    if column.reference
)
_TOLD_WHOLE = ("figures", "statements", "derivations")
"""Records of which a story tells all that refers to them."""
_STEPS = 8
"""So many steps are taken from the records asked for; the chain of sources is the longest way that matters."""
_BESIDE = ("refers_to_id", "corrected_by_id", "parent_id", "denominator_id")
"""Columns that lead from records in passing to others that no story tells of."""
_CONTEXT = (
    ("source_links", "source_id"),
    ("derivation_inputs", "derivation_id"),
    ("statement_parties", "statement_id"),
    ("remarks", "record_id"),
    ("figure_dimensions", "figure_id"),
)
"""What is told also of records that a story only passes by."""


def table_of(record_id: str) -> Table | None:
    """The table of a record, by the prefix of its id; None for an id of no such form."""
    return TABLES.get(_TABLE_OF.get(record_id.partition("-")[0], ""))


@dataclass
class Shelf:
    """Rows by id, and rows by what they refer to."""

    rows: dict[str, Row] = field(default_factory=dict)
    """Records by their id."""
    register: dict[str, Row] = field(default_factory=dict)
    """What the register says of each record that was asked for."""
    _referring: dict[tuple[str, str], dict[str, list[Row]]] = field(default_factory=dict)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self.rows

    def referring(self, table: str, column: str, record_id: str) -> list[Row]:
        """The rows of a table that name a record in a column, at most ``MOST``, in canonical order."""
        return self._referring.get((table, column), {}).get(record_id, [])

    def left_out(self, table: str, column: str, record_id: str) -> int:
        """How many more such rows there are."""
        rows = self.referring(table, column, record_id)
        return rows[0].get(_IN_ALL, len(rows)) - len(rows) if rows else 0

    def row(self, record_id: str | None) -> Row:
        """A record's row; empty where there is none."""
        return self.rows.get(record_id or "", {})

    def lacks(self, table: str, column: str, ids: Collection[str]) -> set[str]:
        """The records of which it is not known what rows of a table name them."""
        return set(ids) - self._referring.get((table, column), {}).keys()

    def add(self, table: str, column: str, ids: Iterable[str], rows: Iterable[Row]) -> None:
        """Puts all rows of a table that name some records where ``referring`` finds them."""
        shelves = self._referring.setdefault((table, column), {})
        shelves |= {record_id: [] for record_id in ids}
        for row in rows:
            shelves[row[column]].append(row)


def gather(tables: Mapping[str, Any], ids: Collection[str], *, whole: bool = True, onto: Shelf | None = None) -> Shelf:
    """The records of some ids with all that refers to them, and whatever these lead to.

    ``tables`` are tables by name in any form that DuckDB reads: Arrow tables, readers, data sets. Only the rows that
    are needed are held in memory. Ids that no record has are left out. Without ``whole``, what merely names a record
    is left out: all that somebody said, all figures of a measure. What is ``onto`` a shelf already is not asked again.
    """
    shelf, seen, wave = onto or Shelf(), set[str](), set(ids)
    shelf.register |= {row["id"]: row for row in _rows(tables, "records", "id", wave)}
    relations = [each for each in _REFERENCES if whole or _is_part(each)]
    for step in range(_STEPS):
        if not wave:
            break
        seen |= wave
        found = [*_records(tables, wave, shelf), *_below(tables, wave, relations, shelf)]
        wave = {other for row in found for other in _leads_to(row, passing=step > 0)} - seen
        relations = [each for each in _REFERENCES if each[:2] in _CONTEXT]
    return shelf


def _is_part(relation: Relation) -> bool:
    """Whether a reference makes a row part of the story of what it refers to."""
    table, column, target = relation
    return column == TABLES[table].parent or target in _TOLD_WHOLE


def _by_table(ids: Collection[str]) -> dict[str, set[str]]:
    """Ids by the table that a reference to them names."""
    found: dict[str, set[str]] = {}
    for record_id in ids:
        table = table_of(record_id)
        if table:
            kin = ("agents", "records") if table.name in _AGENTS else ("records",)
            for name in (table.name, *kin):
                found.setdefault(name, set()).add(record_id)
    return found


def _records(tables: Mapping[str, Any], ids: set[str], shelf: Shelf) -> list[Row]:
    known, wanted = ids & shelf.rows.keys(), _by_table(ids - shelf.rows.keys())
    found = [row for name in _TABLE_OF.values() for row in _rows(tables, name, "id", wanted.get(name, ()))]
    shelf.rows |= {row["id"]: row for row in found}
    return [*(shelf.rows[each] for each in known), *found]


def _below(tables: Mapping[str, Any], ids: set[str], relations: Iterable[Relation], shelf: Shelf) -> list[Row]:
    wanted, found = _by_table(ids), list[Row]()
    for table, column, target in relations:
        named = wanted.get(target, set())
        lacking = shelf.lacks(table, column, named)
        shelf.add(table, column, lacking, _rows(tables, table, column, lacking))
        found += (row for record_id in named for row in shelf.referring(table, column, record_id))
    return found


def _leads_to(row: Row, *, passing: bool) -> Iterable[str]:
    """The ids in a row: its own, where it is a record's, and those of its references."""
    left = _BESIDE if passing else ()
    return (
        value for name, value in row.items() if value and name not in left and (name == "id" or name.endswith("_id"))
    )


def _rows(tables: Mapping[str, Any], name: str, column: str, ids: Collection[str]) -> list[Row]:
    if not ids:
        return []
    wanted = pa.table({"key": pa.array(sorted(ids), pa.string())})
    order = ", ".join(TABLES[name].order)
    sql = f"""SELECT {", ".join(TABLES[name].names)}, count(*) OVER (PARTITION BY {column}) AS {_IN_ALL}
        FROM {name} WHERE {column} IN (SELECT key FROM wanted)
        QUALIFY row_number() OVER (PARTITION BY {column} ORDER BY {order}) <= {MOST} ORDER BY {order}"""
    return list(dataset.rows(tables, sql, {"wanted": wanted}))
