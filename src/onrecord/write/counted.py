"""How many triples a dataset's graph has: rows may state the same one, and a graph is a set (RDF 1.1 Concepts, 3)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.dataset import Dataset
from onrecord.iris import GRAPH_TABLES, PERIODS, UNDETERMINED, Link, date_fields
from onrecord.kinds import Node
from onrecord.tables import TABLES, Column, Table

_PERIODS = " UNION ".join(
    "SELECT "
    + ", ".join(f'{field}_{name} AS "{name}"' for name in PERIODS.names)
    + f" FROM {table.name} WHERE {field}_{PERIODS.names[0]} IS NOT NULL"
    for table in GRAPH_TABLES
    for field in date_fields(table)
)
"""The distinct periods of all tables."""
_MOST_ROWS = 1_000_000
_ID_OBJECT = "'id ' || {}"


@dataclass(frozen=True)
class _Statement:
    """What every row of a table states once, where the condition holds; the parts are SQL over the table."""

    table: str
    predicate: str
    subject: str
    object: str
    condition: str
    space: str
    """Where no two rows have the same subject; empty where rows may."""


def count_triples(dataset: Dataset) -> int | None:
    """The number of distinct triples that a dataset's graph has; None where counting takes longer than writing.

    What can only be stated once is counted, and the rest is compared: labels, links between records, and what the
    register of ids says of the records.
    """
    if sum(dataset.count(table.name) for table in TABLES.values()) > _MOST_ROWS:
        return None
    groups: dict[tuple[str, str], list[_Statement]] = defaultdict(list)
    for table in GRAPH_TABLES:
        for statement in _statements(table, dataset.metadata.language):
            constant = statement.object if statement.object.startswith("'is ") else ""
            groups[statement.predicate, constant].append(statement)
    simple, repeated = _sorted(groups.values())
    parts = [_count(name, conditions) for name, conditions in simple.items()]
    parts += [f"(SELECT count(*) FROM ({' UNION '.join(map(_pairs, group))}))" for group in repeated]
    periods = f"WITH {PERIODS.name} AS ({_PERIODS})"
    [found] = dataset.rows(f"{periods} SELECT {' + '.join(parts)} AS triples")
    return int(found["triples"])


def _sorted(groups: Iterable[list[_Statement]]) -> tuple[dict[str, list[str]], list[list[_Statement]]]:
    """The conditions, by table, of statements that never say the same; and those to compare with one another."""
    simple: dict[str, list[str]] = defaultdict(list)
    repeated: list[list[_Statement]] = []
    for group in groups:
        spaces: dict[str, list[_Statement]] = defaultdict(list)
        apart = all(statement.space for statement in group)
        for statement in group:
            spaces[statement.space if apart else ""].append(statement)
        for statements in spaces.values():
            if apart and len(statements) == 1:
                simple[statements[0].table].append(statements[0].condition)
            else:
                repeated.append(statements)
    return simple, repeated


def _count(table: str, conditions: Iterable[str]) -> str:
    filters = " + ".join(f"count(*) FILTER ({condition})" for condition in conditions)
    return f"(SELECT {filters} FROM {table})"


def _pairs(statement: _Statement) -> str:
    return f"SELECT DISTINCT {statement.subject}, {statement.object} FROM {statement.table} WHERE {statement.condition}"


def _statements(table: Table, language: str) -> Iterator[_Statement]:
    """The statements of :func:`onrecord.write.triples.row`."""
    subject = "edtf" if table is PERIODS else "id"
    space = "records" if table.authored and not table.has_row_ids and table is not PERIODS else table.name
    for name in table.classes:
        yield _Statement(table.name, "rdf:type", subject, f"'is {name}'", "true", space)
    for node, name in table.nodes.items():
        condition = _any_value(table, node)
        yield _Statement(table.name, "rdf:type", f"id || '-{node}'", f"'is {name}'", condition, f"{table.name} {node}")
    for column in table.columns:
        yield from _of_column(table, column, subject, space, language)
    for link in table.links:
        yield _of_link(table, link, space, language)


def _of_column(table: Table, column: Column, subject: str, space: str, language: str) -> Iterator[_Statement]:
    if column.term is None:
        return
    if node := column.term.node:
        subject, space = f"id || '-{node}'", f"{table.name} {node}"
    for predicate in (column.term.predicate, *column.term.also):
        condition = f'"{column.name}" IS NOT NULL'
        yield _Statement(table.name, predicate, subject, _object(column, language), condition, space)


def _of_link(table: Table, link: Link, space: str, language: str) -> _Statement:
    conditions = [f"{link.subject} IS NOT NULL"]
    if link.node:
        said = f"'node ' || id || '-{link.node}'"
        conditions.append(_any_value(table, link.node))
    elif ":" in link.object:
        said = f"'is {link.object}'"
    else:
        said = _ID_OBJECT.format("id") if link.object == "id" else _object(table[link.object], language)
        conditions.append(f'"{link.object}" IS NOT NULL')
    if link.where:
        codes = ", ".join(f"'{code}'" for code in link.where[1])
        conditions.append(f"{link.where[0]} IN ({codes})")
    if link.of:
        of_sort = " OR ".join(f"starts_with({link.subject}, '{prefix}-')" for prefix in link.of)
        conditions.append(f"({of_sort})")
    if link.exact:
        conditions.append(f"{link.exact} = CAST({link.object} AS VARCHAR)")
    if link.bound:
        side = f"regexp_replace({link.bound}, '{link.other_side}', '')"
        conditions.append(f"{side} = CAST({link.object} AS VARCHAR)")
    if link.foreign:
        conditions.append(f"{link.foreign} IS DISTINCT FROM '{language}'")
    own = space if link.subject == "id" else ""
    return _Statement(table.name, link.predicate, link.subject, said, " AND ".join(conditions), own)


def _any_value(table: Table, node: str) -> str:
    names = [column.name for column in table.columns if column.term and column.term.node == node]
    return f"coalesce({', '.join(f'CAST({name} AS VARCHAR)' for name in names)}) IS NOT NULL"


def _object(column: Column, language: str) -> str:
    """The object of a column's triples as text that no other object has."""
    cell = f'"{column.name}"'
    match column.kind.node:
        case Node.RECORD:
            return _ID_OBJECT.format(cell)
        case Node.PROSE:
            other = column.term.language if column.term else ""
            tag = f"coalesce({other}, '{UNDETERMINED}')" if other else f"'{language}'"
            return f"'@' || {tag} || ' ' || {cell}"
        case Node.CONCEPT:
            return f"'code {column.enumeration} ' || {cell}"
        case _:
            return f"'{column.kind.name} ' || CAST({cell} AS VARCHAR)"
