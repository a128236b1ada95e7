"""Datasets of rows that fit the schema and nothing else: text in many scripts, marks that formats choke on, nulls."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from onrecord import kinds
from onrecord.dataset import Dataset
from onrecord.models import Metadata, edtf
from onrecord.tables import TABLES, Column, Table

BASE = "https://example.org/data/"

METADATA = Metadata.model_validate(
    {
        "name": "tiny",
        "title": "Tiny",
        "description": "A dataset to test with.",
        "version": "1.2.0",
        "issued": "2026-11-22",
        "base_iri": BASE,
        "licence": {"id": "CC-BY-4.0", "title": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        "contributors": [{"title": "Ann", "role": "author"}, {"title": "The Press", "role": "publisher"}],
        "contact": {"name": "Ann", "email": "ann@example.org"},
    }
)

TRAPS = (
    'say "no"',
    "back\\slash\\",
    "line\nbreak\r\n",
    "tab\there",
    "\u200fright to left\u202e",
    "\U0001f600\u200d\U0001f525",
    "ภาษาไทย",
    "e\u0301\u0323",
    "<a> & {b} | ^c` > d",
    '"""',
    "'",
    "\x00\x0b\x85\u2028",
    "\ufeff\ufffe",
    "%20 %zz",
    " ",
    "x" * 9000,
)
PERIODS = (
    *("2023-12-05", "2023-12", "2023-12~", "2023-33", "2023-21", "2023?", "199X", "19XX%", "XXXX", "0001-01-01"),
    *("2023-09/2023-11", "../2023", "2023-12-04/", "2023-12-04/2023-12-10", "/..", "2023-12-04~/2023-12-10%"),
)
_AUTHORED = [table.prefix for table in TABLES.values() if table.prefix and not table.has_row_ids and table.authored]
_PREFIXES = {"agents": ["org", "per", "grp"], "records": _AUTHORED}

texts = st.lists(st.text(max_size=40), max_size=6).map(lambda drawn: (*TRAPS, *drawn))
numbers = st.lists(
    st.builds(
        lambda digits, places: float(f"{digits}e{places}"), st.integers(1 - 10**15, 10**15 - 1), st.integers(-20, 9)
    ),
    min_size=1,
    max_size=6,
)


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """A dataset with a few hostile rows in every table of the graph."""
    chance = Random(draw(st.integers(0, 2**32)))
    pools = draw(texts), draw(numbers)
    tables = {table.name: _rows(table, chance, *pools) if table.in_rdf else [] for table in TABLES.values()}
    return dataset(tables)


def dataset(rows: dict[str, list[dict[str, Any]]]) -> Dataset:
    """The dataset with these rows, the tables that are not named being empty."""
    tables = {
        table.name: pa.Table.from_pylist(rows.get(table.name, []), schema=table.schema).sort_by(
            [(name, "ascending") for name in table.order]
        )
        for table in TABLES.values()
    }
    return Dataset(METADATA, tables)


def days(field: str, text: str | None) -> dict[str, Any]:
    """The four columns of a date group."""
    period = edtf.parse(text) if text else None
    values = (text, period.start, period.end, period.precision) if period else (None,) * 4
    return {f"{field}_{name}": value for name, value in zip(("edtf", "start", "end", "precision"), values, strict=True)}


def _rows(table: Table, chance: Random, words: tuple[str, ...], sizes: list[float]) -> list[dict[str, Any]]:
    ids = sorted({_id(table.name, chance) for _ in range(chance.randrange(4))})
    return [_row(table, row_id, chance, words, sizes) for row_id in ids]


def _row(table: Table, row_id: str, chance: Random, words: tuple[str, ...], sizes: list[float]) -> dict[str, Any]:
    row: dict[str, Any] = {"id": row_id}
    for column in table.columns[1:]:
        if column.kind is kinds.EDTF:
            row |= days(column.field, _maybe(column, chance.choice(PERIODS), chance))
        elif column.name not in row:
            row[column.name] = _maybe(column, _cell(column, chance, words, sizes), chance)
    for column in table.columns:
        if column.term and column.term.language and row[column.name] is None:
            row[column.term.language] = None
    return row


def _maybe(column: Column, value: Any, chance: Random) -> Any:
    return value if column.required or chance.random() < 0.7 else None


def _id(table: str, chance: Random) -> str:
    return f"{chance.choice(_PREFIXES.get(table, [TABLES[table].prefix]))}-{chance.choice(['a', 'b2', 'c-d'])}"


def _cell(column: Column, chance: Random, words: tuple[str, ...], sizes: list[float]) -> Any:
    if column.codes:
        return chance.choice(list(column.codes))
    makers: dict[str, Callable[[], Any]] = {
        "id": lambda: _id("records", chance),
        "reference": lambda: _id(column.reference, chance),
        "integer": lambda: chance.randrange(2**53),
        "number": lambda: chance.choice(sizes),
        "date": lambda: date.fromordinal(chance.randrange(1, date.max.toordinal() + 1)),
        "url": lambda: "http://example.org/" + chance.choice((*words, "a?b#c", "ä/[b]", "a/../b", "")),
        "language": lambda: chance.choice(["ru", "ru-latn", "th"]),
        "sha256": lambda: f"{chance.getrandbits(256):064x}",
        "wikidata": lambda: f"Q{chance.randrange(1, 10**8)}",
    }
    return makers.get(column.kind.name, lambda: chance.choice(words))()
